import { text } from "@causerie/server";
import { hello } from "./contracts.ts";
import { menu } from "./menu.ts";
import { words } from "./words.ts";

/** Who was here before, even days ago, is known. */
export const helloStory = hello.handle((turn) => {
  const t = words(turn);
  const greeting = turn.user.data["met"] === true ? t("helloAgain") : t("hello");
  turn.user.data["met"] = true;
  return text(greeting, { quickReplies: menu(t) });
});
