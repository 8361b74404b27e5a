import { text } from "@causerie/server";
import { toLocalTime } from "#railway/local-time.ts";
import { openingAt } from "#railway/opening-hours.ts";
import { type Hours, offices, stationOf } from "#railway/railway.ts";
import { departures, hello, hours, person } from "./contracts.ts";
import { type Words, wordsOf } from "./words.ts";

export const hoursStory = hours.handle((turn) => {
  const words = wordsOf(turn.locale);
  const now = toLocalTime(turn.event.at);
  const lines = offices.map(({ station, hours }) => {
    const times = hours.map((period) => describePeriod(words, period)).join(", ");
    return `- ${words.hours.line(stationOf(station).name, times, words.hours.now(openingAt(hours, now)))}`;
  });
  return text([words.hours.heading, ...lines].join("\n"), {
    quickReplies: [
      { label: words.labels.departures, to: departures.link() },
      { label: words.labels.person, to: person.link() },
      { label: words.labels.menu, to: hello.link() },
    ],
  });
});

function describePeriod({ hours }: Words, { days, opens, closes }: Hours): string {
  return hours.period(days[0] ?? 1, days.at(-1) ?? 7, opens, closes);
}
