import type { Json } from "#channel/json.ts";
import type { JsonObject } from "#channel/kit/json-with-ids.ts";

/** Units of JSON: what people fill in is far smaller. */
const longest = 20_000;

/**
 * What somebody has filled in, as any store accepts it, without NUL and halves of surrogate pairs: JSON writes them, and nothing else, in this form.
 * Undefined: it is too large.
 */
export function toJsonData(values: JsonObject): Json | undefined {
  const text = JSON.stringify(values).replaceAll(/(?<!\\)((?:\\\\)*)\\u(?:0000|d[89a-f][\da-f]{2})/g, "$1");
  return text.length > longest ? undefined : (JSON.parse(text) as Json);
}
