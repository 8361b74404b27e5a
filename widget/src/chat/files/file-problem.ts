import type { UploadRules } from "@causerie/protocol";

/** What is known of a file before anything of it is read. */
export type FileFacts = { name: string; type: string; size: number };

/**
 * Why a file cannot be sent. `count`: it is one more than a message may hold. `folder`: it cannot be read as a file.
 */
export type FileProblem = "empty" | "size" | "type" | "count" | "folder";

/**
 * @param index its place among the files of the message, from 0.
 * @returns undefined where the rules allow the file, or are not known: then the server says it.
 */
export function fileProblem(file: FileFacts, index: number, rules: UploadRules | undefined): FileProblem | undefined {
  if (file.size === 0) return "empty";
  if (rules === undefined) return undefined;
  if (file.size > rules.maxBytes) return "size";
  if (!isAccepted(mediaTypeOf(file), rules.accept)) return "type";
  return index >= rules.maxFiles ? "count" : undefined;
}

function isAccepted(type: string, accept: readonly string[]): boolean {
  return accept.some(
    (each) => each === type || each === "*/*" || (each.endsWith("/*") && type.startsWith(each.slice(0, -1))),
  );
}

/**
 * What the browser says of the file, without parameters. Many say nothing of files of newer kinds; those go by the name.
 */
export function mediaTypeOf({ name, type }: FileFacts): string {
  const given = type.split(";", 1)[0]?.trim().toLowerCase() ?? "";
  return given || (byExtension[/\.(\w+)$/.exec(name)?.[1]?.toLowerCase() ?? ""] ?? "application/octet-stream");
}

const byExtension: Readonly<Record<string, string>> = {
  avif: "image/avif",
  csv: "text/csv",
  heic: "image/heic",
  heif: "image/heif",
  jpg: "image/jpeg",
  m4a: "audio/mp4",
  md: "text/markdown",
  mov: "video/quicktime",
  opus: "audio/ogg",
  pdf: "application/pdf",
  txt: "text/plain",
  webp: "image/webp",
  zip: "application/zip",
};
