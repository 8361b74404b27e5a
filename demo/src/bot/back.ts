import { text } from "@causerie/server";
import { back } from "./contracts.ts";
import { menu } from "./menu.ts";
import { words } from "./words.ts";

/** Wakes the bot when a person has the conversation: its contract says `resumesBot`. */
export const backStory = back.handle((turn) => {
  const t = words(turn);
  return text(t("back"), { quickReplies: menu(t) });
});
