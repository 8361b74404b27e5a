import { type Ask, type BotMessage, type Link, text, type Turn } from "@causerie/server";
import { type StationId, stationOf, stations } from "#railway/railway.ts";
import { type departures, nearest, station } from "./contracts.ts";
import { words } from "./words.ts";

/** Asks for the two stations of a journey, for any story that needs to know them. */
export function askStations(story: Pick<typeof departures, "link">) {
  return {
    from: (turn: Turn, ask: Ask) => {
      // Who answers with where they are is shown the nearest station.
      if (turn.event.content.type === "location") turn.switchTo(nearest.link());
      return askStation(turn, ask, "departures.from", (from) => story.link({ from }));
    },
    to: (turn: Turn, ask: Ask) => askStation(turn, ask, "departures.to", (to) => story.link({ to })),
  };
}

/** An unknown name is met with those that it may have been, or with all. */
function askStation(
  turn: Turn,
  { said }: Ask,
  question: "departures.from" | "departures.to",
  link: (id: StationId) => Link,
): BotMessage {
  const t = words(turn);
  const near = said === undefined ? [] : station.near(said, { ...turn, now: turn.event.at }).map(stationOf);
  const asked =
    said === undefined
      ? t(question)
      : near.length === 0
        ? t("departures.unknown")
        : t("departures.near", { count: near.length });
  const offered = near.length === 0 ? stations : near;
  return text(asked, { quickReplies: offered.map(({ id, name }) => ({ label: name, to: link(id) })) });
}
