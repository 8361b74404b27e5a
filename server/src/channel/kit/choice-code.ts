import type { EventContent } from "#channel/event.ts";
import type { Choice } from "#channel/message/plain-text.ts";
import { asObject, asText } from "./json-with-ids.ts";

/**
 * What a tap on a choice means, with the whole of its label: the text to give to `toToken`, or to put into the button
 * itself where there is room for it and nobody else can write it.
 */
export function encodeChoice({ label, link, say }: Exclude<Choice, { url: string }>): string {
  return JSON.stringify(link === undefined ? { say } : { link, label });
}

/** What the person did who tapped it. @returns undefined for anything that {@link encodeChoice} did not write. */
export function decodeChoice(code: string | undefined): EventContent | undefined {
  const { link, label = "", say } = asObject(parse(code));
  const text = asText(say);
  if (text !== undefined) return { type: "text", text };
  return typeof link === "string" && typeof label === "string" ? { type: "postback", link, label } : undefined;
}

function parse(code: string | undefined): unknown {
  try {
    return JSON.parse(code ?? "null") as unknown;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
