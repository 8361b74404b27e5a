import { text } from "@causerie/server";
import { hello, person, thanks } from "#bot/contracts.ts";
import { words } from "#bot/words.ts";

/** Answers thanks in words, and thumbs up or down. A thumb that is taken back needs no answer. */
export const thanksStory = thanks.handle((turn) => {
  const t = words(turn);
  const { content } = turn.event;
  const opinion = content.type === "feedback" ? content.value : "words";
  if (opinion === "none") return;
  return text(t("thanks", { opinion }), {
    quickReplies: [
      ...(opinion === "down" ? [{ label: t("label.person"), to: person.link() }] : []),
      { label: t("label.menu"), to: hello.link() },
    ],
  });
});
