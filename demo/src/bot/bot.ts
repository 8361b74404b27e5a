import { type Bot, createBot } from "@causerie/server";
import { timeZone } from "#railway/railway.ts";
import { departuresStory } from "./stories/departures.ts";
import { fallback } from "./stories/fallback.ts";
import { faresStory } from "./stories/fares.ts";
import { gradientStory } from "./stories/gradient.ts";
import { helloStory } from "./stories/hello.ts";
import { hoursStory } from "./stories/hours.ts";
import { lostPropertyStory } from "./stories/lost-property.ts";
import { nearestStory } from "./stories/nearest.ts";
import { backStory, personStory } from "./stories/person.ts";
import { newsStory } from "./stories/news.ts";
import { openDataStory } from "./stories/open-data.ts";
import { photoStory } from "./stories/photo.ts";
import { pictureStory } from "./stories/picture.ts";
import { plannerStory } from "./stories/planner.ts";
import { rulesStory } from "./stories/rules.ts";
import { type Remind, reminderStory } from "./stories/reminder.ts";
import { stationsStory } from "./stories/stations.ts";
import { taleStory } from "./stories/tale.ts";
import { thanksStory } from "./stories/thanks.ts";

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
      plannerStory(wordPause),
      rulesStory(wordPause),
      newsStory(publicUrl),
      gradientStory,
      openDataStory,
      personStory,
      backStory,
      thanksStory,
      pictureStory,
    ],
    fallback,
  });
}
