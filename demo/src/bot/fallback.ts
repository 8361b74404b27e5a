import { type Fallback, text } from "@causerie/server";
import { menu } from "./menu.ts";
import { words } from "./words.ts";

/** Never a dead end: whatever went wrong, the menu is offered. */
export const fallback: Fallback = (turn, reason) => {
  const t = words(turn);
  return text(t(`fallback.${reason}`), { quickReplies: menu(t) });
};
