import * as v from "valibot";

/** What a message may carry beside what it shows. The server refuses more where the story says it. */
export const metadataLimits = {
  /** Names of one message. */
  names: 20,
  /** Characters of a name. */
  nameLength: 64,
  /** Characters of a value. */
  valueLength: 1000,
} as const;

/** Facts about a message for the page's own code, by name. Data only: the chat shows nothing of it. */
export const metadataSchema = v.record(v.string(), v.string());
export type Metadata = v.InferOutput<typeof metadataSchema>;

/** Names that would reach into an object's prototype where a page copies them; readers of JSON leave them out without a word. */
const reserved: ReadonlySet<string> = new Set(["__proto__", "prototype", "constructor"]);

/** What is wrong with metadata, e.g. `CITY: its value must be a text`; undefined: nothing. */
export function findMetadataProblem(input: unknown): string | undefined {
  if (typeof input !== "object" || input === null || Array.isArray(input)) return "expected texts by name";
  const all = Object.entries(input);
  const { names, nameLength, valueLength } = metadataLimits;
  if (all.length > names) return `has ${all.length} names, and ${names} are the most`;
  for (const [name, value] of all) {
    if (name.trim() === "" || name.length > nameLength) return `a name must have 1 to ${nameLength} characters`;
    if (reserved.has(name)) return `${name}: is no name that can be used`;
    if (typeof value !== "string") return `${name}: its value must be a text`;
    if (value.length > valueLength)
      return `${name}: its value has ${value.length} characters, and ${valueLength} are the most`;
  }
  return undefined;
}
