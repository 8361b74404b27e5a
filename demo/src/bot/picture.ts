import { text } from "@causerie/server";
import { hello, lostProperty, picture } from "./contracts.ts";
import { words } from "./words.ts";

/** Somebody sent a file, most likely a photo of what they lost. */
export const pictureStory = picture.handle((turn) => {
  const t = words(turn);
  return text(t("picture"), {
    quickReplies: [
      { label: t("label.lostProperty"), to: lostProperty.link() },
      { label: t("label.menu"), to: hello.link() },
    ],
  });
});
