import type { OwnFile as OwnFileData } from "@causerie/protocol";
import type { ReactNode } from "react";
import { shownFiles } from "#chat/files/shown-file.ts";
import { FileCard } from "./SentFile.tsx";
import { useFiles } from "./use-files.ts";

/** A file that the bot has made: what it is, how large, and a button that fetches it by a link of that moment. */
export function OwnFile({ file }: { file: OwnFileData }): ReactNode {
  const source = useFiles();
  return shownFiles([file]).map((shown) => <FileCard key={shown.id} file={shown} source={source} />);
}
