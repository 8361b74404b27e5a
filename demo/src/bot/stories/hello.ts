import { text } from "@causerie/server";
import { hello } from "#bot/contracts.ts";
import { menu } from "./menu.ts";
import { words } from "#bot/words.ts";

/** Greets a person in another way who was here before, even days ago. */
export const helloStory = hello.handle((turn) => {
  const t = words(turn);
  const greeting = turn.user.data["met"] === true ? t("helloAgain") : t("hello");
  turn.user.data["met"] = true;
  return text(greeting, { quickReplies: menu(t) });
});
