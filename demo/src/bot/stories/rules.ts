import { setTimeout as pause } from "node:timers/promises";
import { stream } from "@causerie/server";
import { hello, rules } from "#bot/contracts.ts";
import { words } from "#bot/words.ts";

/** A long text that opens beside the chat, as a language model would write it: it thinks, uses a tool and writes. */
export const rulesStory = (wordPause: number) =>
  rules.handle(async function* (turn) {
    const t = words(turn);
    using step = turn.progress(t("rules.reading"));
    await pause(20 * wordPause, undefined, { signal: turn.signal });
    step.done(t("rules.read"));
    turn.think(t("rules.reasoning"));
    await pause(20 * wordPause, undefined, { signal: turn.signal });
    yield stream(wordByWord(t("rules.text"), wordPause, turn.signal), {
      document: { title: t("rules.title") },
      quickReplies: [{ label: t("label.menu"), to: hello.link() }],
    });
  });

async function* wordByWord(content: string, wordPause: number, signal: AbortSignal): AsyncGenerator<string, void> {
  for (const word of content.split(/(?<=\s)(?=\S)/)) {
    yield word;
    await pause(wordPause / 2, undefined, { signal });
  }
}
