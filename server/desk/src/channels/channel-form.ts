import type { ChannelField, DeskChannel } from "@causerie/protocol/desk";

/** The options as they stand in the fields of a form, by name. A secret begins empty. */
export type FormValues = Readonly<Record<string, string>>;

/** Something that is written as JSON and is none. */
export class NoJsonError extends Error {
  override readonly name = "NoJsonError";
  readonly title: string;

  constructor(title: string, options: ErrorOptions) {
    super(`${title} is no JSON`, options);
    this.title = title;
  }
}

export function toValues(fields: readonly ChannelField[], channel: DeskChannel | undefined): FormValues {
  return Object.fromEntries(fields.map((field) => [field.name, toText(field, channel?.options[field.name])]));
}

/**
 * What the server is given: an empty field is an option that is left out, or a secret that stays.
 * @throws NoJsonError
 */
export function toOptions(fields: readonly ChannelField[], values: FormValues): Record<string, unknown> {
  const given = fields.flatMap((field): [string, unknown][] => {
    const text = values[field.name] ?? "";
    // A list that must be there may be empty.
    if (text.trim() === "") return field.input === "list" && field.isRequired ? [[field.name, []]] : [];
    return [[field.name, parse(field, text)]];
  });
  return Object.fromEntries(given);
}

function toText({ input }: ChannelField, value: unknown): string {
  if (value === undefined || value === null) return "";
  if (input === "list" && Array.isArray(value)) return value.join("\n");
  if (typeof value === "string") return value;
  return typeof value === "object" ? JSON.stringify(value, undefined, 2) : JSON.stringify(value);
}

function parse({ input, title }: ChannelField, text: string): unknown {
  switch (input) {
    case "text":
    case "choice":
      return text.trim();
    case "number":
      return Number(text);
    case "switch":
      return text === "true";
    case "list":
      return parseList(text);
    case "json":
      return parseJson(text, title);
  }
}

/** Where `any` is no list, the server says so. */
function parseList(text: string): string[] | "any" {
  const entries = text
    .split("\n")
    .map((entry) => entry.trim())
    .filter((entry) => entry !== "");
  return entries.length === 1 && entries[0] === "any" ? "any" : entries;
}

function parseJson(text: string, title: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new NoJsonError(title, { cause });
  }
}
