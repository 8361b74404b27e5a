import { text } from "@causerie/server";
import { hello, lostProperty, picture } from "#bot/contracts.ts";
import { words } from "#bot/words.ts";

/** Answers a file, which is most likely a photo of something lost. */
export const pictureStory = picture.handle((turn) => {
  const t = words(turn);
  return text(t("picture"), {
    quickReplies: [
      { label: t("label.lostProperty"), to: lostProperty.link() },
      { label: t("label.menu"), to: hello.link() },
    ],
  });
});
