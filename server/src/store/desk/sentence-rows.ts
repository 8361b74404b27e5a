import type { LogBody } from "#channel/log.ts";
import type { FoundSentence, WrittenSentence } from "#desk/records/unknown-sentences.ts";

/** A row with the event that it is about. */
export type SentenceRow = FoundSentence & { body: string };

/** @returns undefined: the event has no words, or no longer. */
export function toSentence({ body, ...found }: SentenceRow): WrittenSentence | undefined {
  const said = JSON.parse(body) as LogBody;
  if (said.type !== "visitor") return undefined;
  const { content } = said;
  const text = content.type === "text" || content.type === "attachment" ? content.text : undefined;
  return text === undefined || text.trim() === "" ? undefined : { ...found, text };
}
