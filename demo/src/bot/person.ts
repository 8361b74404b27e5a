import { text } from "@causerie/server";
import { toLocalTime } from "#railway/local-time.ts";
import { openingAt } from "#railway/opening-hours.ts";
import { helpline } from "#railway/railway.ts";
import { person } from "./contracts.ts";
import { menu } from "./menu.ts";
import { wordsOf } from "./words.ts";

/** Says when a person can be reached, and how. */
export const personStory = person.handle((turn) => {
  const words = wordsOf(turn.locale);
  const opening = openingAt(helpline.hours, toLocalTime(turn.event.at));
  return text(words.person(helpline.telephone, opening), { quickReplies: menu(words) });
});
