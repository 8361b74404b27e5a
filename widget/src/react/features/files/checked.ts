import type { UploadRules } from "@causerie/protocol";
import { type FileProblem, fileProblem } from "#chat/files/file-problem.ts";
import type { TrayFile } from "./tray.ts";

export type CheckedFile = TrayFile & { problem: FileProblem | undefined };

/** What is wrong with each file. Those that cannot be sent take no place of the others. */
export function checked(files: readonly TrayFile[], rules: UploadRules | undefined): CheckedFile[] {
  let good = 0;
  return files.map((each) => {
    const problem = each.isFolder ? "folder" : fileProblem(each.file, good, rules);
    if (problem === undefined) good += 1;
    return { ...each, problem };
  });
}
