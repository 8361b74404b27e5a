import { type Bot, createBot } from "@causerie/server";
import { timeZone } from "#railway/railway.ts";
import { departuresStory } from "./departures.ts";
import { fallback } from "./fallback.ts";
import { faresStory } from "./fares.ts";
import { helloStory } from "./hello.ts";
import { hoursStory } from "./hours.ts";
import { lostPropertyStory } from "./lost-property.ts";
import { nearestStory } from "./nearest.ts";
import { backStory, personStory } from "./person.ts";
import { photoStory } from "./photo.ts";
import { pictureStory } from "./picture.ts";
import { type Remind, reminderStory } from "./reminder.ts";
import { stationsStory } from "./stations.ts";
import { taleStory } from "./tale.ts";
import { thanksStory } from "./thanks.ts";

export type RailwayBotOptions = {
  /** Address of the pictures as seen from outside: Messenger fetches them itself. */
  publicUrl: string;
  /** Lets the bot write first, after a time. */
  remind: Remind;
  /** Milliseconds between two words of the streamed tale. */
  wordPause?: number;
};

/**
 * The assistant of the Aubrelle Line. Start reading at `contracts.ts`, which lists what it can talk about, then at
 * `hello.ts`, `departures.ts` and `lost-property.ts`. Its data is in `railway/railway.ts`, its texts in `words.en.ts` and
 * `words.fr.ts`.
 */
export function createRailwayBot({ publicUrl, remind, wordPause = 35 }: RailwayBotOptions): Bot {
  const pictureUrl = (name: string): string => `${publicUrl}/pictures/${name}.png`;
  return createBot({
    locales: ["en", "fr"],
    timeZone,
    stories: [
      helloStory,
      departuresStory,
      reminderStory(remind),
      stationsStory,
      nearestStory,
      faresStory(pictureUrl),
      lostPropertyStory,
      hoursStory,
      photoStory(pictureUrl),
      taleStory(wordPause),
      personStory,
      backStory,
      thanksStory,
      pictureStory,
    ],
    fallback,
  });
}
