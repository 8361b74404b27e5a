import { type Bot, createBot } from "@causerie/server";
import { departuresStory } from "./departures.ts";
import { fallback } from "./fallback.ts";
import { faresStory } from "./fares.ts";
import { helloStory } from "./hello.ts";
import { hoursStory } from "./hours.ts";
import { lostPropertyStory } from "./lost-property.ts";
import { personStory } from "./person.ts";
import { photoStory } from "./photo.ts";
import { taleStory } from "./tale.ts";

export type RailwayBotOptions = {
  /** Where the pictures are, as the whole world reaches it: Messenger fetches them by itself. */
  publicUrl: string;
  /** Milliseconds between two words of the streamed tale. */
  wordPause?: number;
};

/**
 * The assistant of the Aubrelle Line. Start reading at `contracts.ts`, which lists what it can talk about, then at
 * `departures.ts`. What it knows is in `railway/railway.ts`, what it says in `words.en.ts` and `words.fr.ts`.
 */
export function createRailwayBot({ publicUrl, wordPause = 35 }: RailwayBotOptions): Bot {
  const pictureUrl = (name: string): string => `${publicUrl}/pictures/${name}.png`;
  return createBot({
    locales: ["en", "fr"],
    stories: [
      helloStory,
      departuresStory,
      faresStory(pictureUrl),
      lostPropertyStory,
      hoursStory,
      photoStory(pictureUrl),
      taleStory(wordPause),
      personStory,
    ],
    fallback,
  });
}
