import { type Fallback, text } from "@causerie/server";
import { menu } from "./menu.ts";
import { words } from "#bot/words.ts";

/** Offers the menu after every failure, so that the person can go on. */
export const fallback: Fallback = (turn, reason) => {
  const t = words(turn);
  return text(t(`fallback.${reason}`), { quickReplies: menu(t) });
};
