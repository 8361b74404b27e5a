import { hash } from "node:crypto";
import type { UnknownSentence } from "@causerie/protocol/desk";
import { normalize } from "#understanding/text/normalize.ts";
import type { WrittenSentence } from "#desk/records/unknown-sentences.ts";

/** One name for the same words in a language, however they are written. It says nothing of them. */
export function sentenceId(text: string, language: string): string {
  return hash("sha256", JSON.stringify([normalize(text), language]), "hex").slice(0, 32);
}

/** The same words together, the most frequent first; those that were decided on are left out. */
export function groupSentences(
  sentences: readonly WrittenSentence[],
  isDecided: (id: string) => boolean,
): UnknownSentence[] {
  const worded = sentences.filter(({ text }) => normalize(text) !== "");
  const groups = Map.groupBy(worded, ({ text, language }) => sentenceId(text, language));
  return [...groups]
    .flatMap(([id, group]) => (isDecided(id) ? [] : toUnknown(id, group)))
    .toSorted((a, b) => b.count - a.count || b.lastAt - a.lastAt);
}

function toUnknown(id: string, group: readonly WrittenSentence[]): UnknownSentence[] {
  const [newest] = group.toSorted((a, b) => b.at - a.at);
  if (newest === undefined) return [];
  const channels = [...Map.groupBy(group, ({ connectorId }) => connectorId)];
  return [
    {
      id,
      text: newest.text,
      language: newest.language,
      count: group.length,
      channels: channels
        .map(([channel, own]) => ({ id: channel, count: own.length }))
        .toSorted((a, b) => b.count - a.count || (a.id < b.id ? -1 : 1)),
      lastAt: newest.at,
      confidence: Math.max(...group.map(({ confidence }) => confidence)),
    },
  ];
}
