import { toAlexaName } from "#connectors/alexa/incoming/intent-name.ts";
import { limits } from "#connectors/alexa/limits.ts";
import type { ModelSlot } from "./model-intent.ts";

type Mention = { start: number; end: number; slot: string };

/**
 * A sentence as Amazon takes it: small letters, apostrophes, hyphens, and `{slot}` for what a slot finds in it. "" for one without a word.
 * @returns undefined for one that Amazon refuses: it has digits, or is too long.
 */
export function toSample(phrase: string, slots: readonly ModelSlot[]): { text: string; slots: string[] } | undefined {
  const mentions = findMentions(phrase, slots);
  let text = "";
  let end = 0;
  for (const mention of mentions) {
    text += `${toWords(phrase.slice(end, mention.start))} {${toAlexaName(mention.slot)}} `;
    end = mention.end;
  }
  text = `${text}${toWords(phrase.slice(end))}`.replaceAll(/\s+/g, " ").trim();
  if (text.length > limits.sample || /\d/.test(text)) return undefined;
  return { text: /\p{L}/u.test(text) ? text : "", slots: mentions.map(({ slot }) => slot) };
}

/** The longest mention of each range. Of two slots of one type, the first mention is the first slot's. */
function findMentions(phrase: string, slots: readonly ModelSlot[]): Mention[] {
  const found = slots.flatMap(({ name, find }) => find(phrase).map(({ start, end }) => ({ start, end, slot: name })));
  const ordered = found.toSorted((a, b) => a.start - b.start || b.end - a.end);
  const chosen: Mention[] = [];
  for (const mention of ordered) {
    const isFree = mention.start >= (chosen.at(-1)?.end ?? 0);
    if (isFree && !chosen.some(({ slot }) => slot === mention.slot)) chosen.push(mention);
  }
  return chosen;
}

function toWords(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/[’‘]/g, "'")
    .replaceAll(/[^\p{L}\p{M}\d'\s-]/gu, " ")
    .replaceAll(/(?<!\p{L})['-]+|['-]+(?!\p{L})/gu, " ");
}
