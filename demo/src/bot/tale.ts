import { setTimeout as pause } from "node:timers/promises";
import { stream } from "@causerie/server";
import { hello, photo, tale } from "./contracts.ts";
import { wordsOf } from "./words.ts";

/** A long answer that is shown while it is written, as one from a language model would be. */
export const taleStory = (wordPause: number) =>
  tale.handle((turn) => {
    const words = wordsOf(turn.locale);
    return stream(wordByWord(words.tale.join("\n\n"), wordPause, turn.signal), {
      quickReplies: [
        { label: words.labels.photo, to: photo.link() },
        { label: words.labels.menu, to: hello.link() },
      ],
    });
  });

/** Ends early when the turn does: `signal` is handed to whatever takes time. */
async function* wordByWord(content: string, wordPause: number, signal: AbortSignal): AsyncGenerator<string, void> {
  for (const word of content.split(/(?<=\s)(?=\S)/)) {
    yield word;
    await pause(wordPause, undefined, { signal });
  }
}
