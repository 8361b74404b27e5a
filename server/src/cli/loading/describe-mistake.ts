import { ConfigError } from "#app/errors.ts";
import { describeLocation, findLocation, framesOfAuthor, type Location } from "./find-location.ts";

/**
 * What kept the configuration, or a file that it imports, from being read: which file, which line, what to do.
 * @param file the configuration, as the author named it.
 * @param loaded the files that were read before, in that order.
 */
export function describeMistake(error: unknown, file: string, loaded: readonly string[]): string[] {
  if (!(error instanceof Error))
    return [`${file}, or a file that it imports, throws what is no Error, so its place is not known: ${String(error)}`];
  const location = findLocation(error, loaded);
  const where = location === undefined ? `${file}, or a file that it imports` : describeLocation(location);
  if (error instanceof ConfigError) return error.problems.map((problem) => `${where}: ${problem}`);
  return [`${where}: ${sentenceOf(error, location)}`];
}

/** What was thrown after the files were read, by none of the stories. */
export function describeLateError(error: unknown): string[] {
  if (!(error instanceof Error))
    return [`something that is no Error is thrown outside of the stories: ${String(error)}`];
  const location = findLocation(error, []);
  const where = location === undefined ? "" : `${describeLocation(location)}: `;
  return [`${where}${error.name}: ${error.message}; this is thrown outside of the stories, e.g. in a timer`];
}

function sentenceOf(error: Error, location: Location | undefined): string {
  const { message } = error;
  const code = "code" in error ? error.code : undefined;
  if (/Cannot use import statement outside a module/.test(message))
    return 'it is no ES module here; set "type": "module" in package.json (npm pkg set type=module)';
  switch (code) {
    case "ERR_MODULE_NOT_FOUND": {
      const [, kind, name] = /(module|package) '([^']+)'/.exec(message) ?? [];
      if (name === undefined) return message;
      return kind === "package"
        ? `the package ${name} is not installed; run npm install ${name}, or correct the name`
        : `there is no ${name}; correct the path and its ending, or write that file and save this one`;
    }
    case "ERR_IMPORT_ATTRIBUTE_MISSING":
      return 'JSON needs `with { type: "json" }` after its path';
    case "ERR_UNSUPPORTED_DIR_IMPORT":
      return "a folder cannot be imported; name the file in it";
    case "ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX":
      return `${message}: Node only takes the types away; write this in plain JavaScript${excerptOf(error)}`;
  }
  if (/does not provide an export named/.test(message))
    return `${message}; export it there, or correct the name here${excerptOf(error)}`;
  if (error.name === "SyntaxError") return `${withoutPath(message, location)}; correct it there${excerptOf(error)}`;
  const frames = framesOfAuthor(error);
  const sentence = `${error.name}: ${message}; this is thrown while the file is read`;
  return [sentence, ...(frames.length > 1 ? frames : [])].join("\n");
}

function withoutPath(message: string, location: Location | undefined): string {
  return location !== undefined && message.startsWith(`${location.file}: `)
    ? message.slice(location.file.length + 2)
    : message;
}

/** The author's lines that stand above a syntax error, with the mark under the mistake. */
function excerptOf({ stack = "" }: Error): string {
  const [head = "", ...lines] = stack.split("\n");
  const end = lines.findIndex((line) => /^\w*Error\b/.test(line));
  return /:\d+$/.test(head) && end > 0 ? `\n${lines.slice(0, end).join("\n").trimEnd()}` : "";
}
