import { setTimeout as pause } from "node:timers/promises";
import { stream } from "@causerie/server";
import { hello, photo, tale } from "#bot/contracts.ts";
import { words } from "#bot/words.ts";

/** A long answer that is shown while it is written, like one of a language model, with its sources at the end. */
export const taleStory = (wordPause: number) =>
  tale.handle(function* (turn) {
    const t = words(turn);
    yield stream(wordByWord(t("tale.text"), wordPause, turn.signal), {
      footnotes: [{ title: t("tale.sources.masons") }, { title: t("tale.sources.soup") }],
      quickReplies: [
        { label: t("label.photo"), to: photo.link() },
        { label: t("label.menu"), to: hello.link() },
      ],
    });
  });

/** Ends early when the turn ends: everything that takes time gets the `signal`. */
async function* wordByWord(content: string, wordPause: number, signal: AbortSignal): AsyncGenerator<string, void> {
  for (const word of content.split(/(?<=\s)(?=\S)/)) {
    yield word;
    await pause(wordPause, undefined, { signal });
  }
}
