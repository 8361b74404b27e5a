import type { TranscriptFile } from "./transcript-file.ts";

/** Milliseconds until the browser has taken the file. */
const keepMs = 60_000;

/** Gives the visitor a file to save. */
export function download({ name, type, content }: TranscriptFile): void {
  const url = URL.createObjectURL(new Blob([content], { type }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  // In the page, because some browsers take no click on a link that is not in it.
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), keepMs);
}
