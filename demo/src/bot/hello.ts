import { text } from "@causerie/server";
import { hello } from "./contracts.ts";
import { menu } from "./menu.ts";
import { wordsOf } from "./words.ts";

export const helloStory = hello.handle((turn) => {
  const words = wordsOf(turn.locale);
  const greeting = turn.data["greeted"] === true ? words.helloAgain : words.hello;
  turn.data["greeted"] = true;
  return text(greeting, { quickReplies: menu(words) });
});
