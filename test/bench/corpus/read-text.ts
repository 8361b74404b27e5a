import { readFileSync } from "node:fs";

/** A file as text. Some public corpora are not in UTF-8; these are read as Windows-1252, which every sequence of bytes is. */
export function readText(file: string): string {
  const bytes = readFileSync(file);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("windows-1252").decode(bytes);
  }
}
