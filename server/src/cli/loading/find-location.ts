import { readFileSync } from "node:fs";
import { basename, isAbsolute, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { checkSyntax } from "./check-syntax.ts";

/** Where a mistake stands in the author's files. */
export type Location = { file: string; line: number | undefined };

/** Our own files: what is thrown here was caused by the author's file that called. */
const ownFolder = fileURLToPath(new URL("../..", import.meta.url));

/**
 * Finds where the error of an import comes from. Node says it in five ways, and once not at all.
 * @param loaded the files that were read before it, in that order.
 */
export function findLocation(error: Error, loaded: readonly string[]): Location | undefined {
  return (
    locationAbove(error) ??
    locationOfFrame(error) ??
    locationInJson(error) ??
    locationOfImport(error, loaded) ??
    locationByCheck(error, loaded)
  );
}

/** `bot.ts:12`, as terminals and editors open it. */
export function describeLocation({ file, line }: Location): string {
  return line === undefined ? nameOf(file) : `${nameOf(file)}:${line}`;
}

/** The lines of a stack in the author's files. */
export function framesOfAuthor(error: Error): string[] {
  return linesUntilImport(error).filter((line) => isOfAuthor(readFrame(line)?.file));
}

/** Below Node's import stands who imports the configuration, and that is never the mistake. */
function linesUntilImport({ stack = "" }: Error): string[] {
  const lines = stack.split("\n");
  const end = lines.findIndex((line) => line.includes("node:internal/modules/esm/"));
  return end < 0 ? lines : lines.slice(0, end);
}

/** From the current folder, unless it lies outside of it. */
function nameOf(file: string): string {
  const path = relative(process.cwd(), file);
  return path.startsWith("..") || isAbsolute(path) ? file : path;
}

/** What cannot be parsed stands above its error, with the line. */
function locationAbove({ stack = "" }: Error): Location | undefined {
  const [first = ""] = stack.split("\n", 1);
  const [, path, line] = /^(\S.*):(\d+)$/.exec(first) ?? [];
  return path === undefined ? undefined : { file: toPath(path), line: Number(line) };
}

/** What is thrown has the lines that led there. In a library the author's line counts that called it. */
function locationOfFrame(error: Error): Location | undefined {
  const locations = linesUntilImport(error).flatMap((line) => readFrame(line) ?? []);
  return locations.find(({ file }) => isOfAuthor(file)) ?? locations.find(({ file }) => !file.startsWith(ownFolder));
}

function readFrame(line: string): Location | undefined {
  const [, path, number] = /^\s+at (?:.*\()?((?:file:|\/|[A-Za-z]:\\).*?):(\d+):\d+\)?$/.exec(line) ?? [];
  return path === undefined ? undefined : { file: toPath(path), line: Number(number) };
}

function isOfAuthor(file: string | undefined): boolean {
  return file !== undefined && !file.startsWith(ownFolder) && !/[\\/]node_modules[\\/]/.test(file);
}

/** `/folder/words.json: Unexpected end of JSON input (line 2 column 1)`. */
function locationInJson({ name, message }: Error): Location | undefined {
  const [, file] = /^(.+\.json): /.exec(message) ?? [];
  if (name !== "SyntaxError" || file === undefined) return undefined;
  const [, line] = /\(line (\d+) column \d+\)$/.exec(message) ?? [];
  return { file, line: line === undefined ? undefined : Number(line) };
}

/** What cannot be imported is named, and mostly who asked for it; the line is the first one with its name in quotes. */
function locationOfImport({ message }: Error, loaded: readonly string[]): Location | undefined {
  const [, wanted] = /^[^"']*["']([^"']+)["']/.exec(message) ?? [];
  if (wanted === undefined) return undefined;
  const [, importer] = /imported from (.+)$/.exec(message) ?? [];
  const files = importer === undefined ? loaded.filter(isOfAuthor) : [toPath(importer)];
  const locations = files.map((file) => ({ file, line: findLine(file, basename(wanted)) }));
  return locations.find(({ line }) => line !== undefined) ?? (importer === undefined ? undefined : locations[0]);
}

function findLine(file: string, name: string): number | undefined {
  const lines = readFileSync(file, "utf8").split("\n");
  const index = lines.findIndex((line) => [`${name}"`, `${name}'`].some((quoted) => line.includes(quoted)));
  return index < 0 ? undefined : index + 1;
}

/** V8 finds some mistakes after the types are gone, e.g. a name that is declared twice, and names no file. It was the last one read. */
function locationByCheck({ name }: Error, loaded: readonly string[]): Location | undefined {
  const file = loaded.at(-1);
  if (name !== "SyntaxError" || file === undefined) return undefined;
  const stderr = checkSyntax(file);
  const [, line] = /^\S*:(\d+)$/m.exec(stderr) ?? [];
  return { file, line: line === undefined ? undefined : Number(line) };
}

function toPath(pathOrUrl: string): string {
  return pathOrUrl.startsWith("file:") ? fileURLToPath(pathOrUrl) : pathOrUrl;
}
