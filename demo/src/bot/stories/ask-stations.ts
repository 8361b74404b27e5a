import { type Ask, type BotMessage, type Link, text, type Turn } from "@causerie/server";
import { type StationId, stationOf, stations } from "#railway/railway.ts";
import { type departures, station } from "#bot/contracts.ts";
import { words } from "#bot/words.ts";

/** The reason to ask for a destination again: it is where the journey begins. */
export const sameStation = "same station";

type Known = { from?: StationId; to?: StationId };

/** Asks for the two stations of a journey, for any story that needs them. */
export function askStations(story: Pick<typeof departures, "link">) {
  return {
    from: (turn: Turn, ask: Ask, { to }: Known) =>
      askStation(turn, ask, words(turn)("departures.from"), (from) => story.link({ from, to }), to),
    to: (turn: Turn, ask: Ask, { from }: Known) => {
      const t = words(turn);
      const question = from === undefined ? t("departures.to") : t("departures.fromTo", { from: stationOf(from).name });
      return askStation(turn, ask, question, (to) => story.link({ from, to }), from);
    },
  };
}

/** Offers stations whose names are similar to an unknown one, else all stations except the other end of the journey. */
function askStation(
  turn: Turn,
  { said, issues }: Ask,
  question: string,
  link: (id: StationId) => Link,
  other: StationId | undefined,
): BotMessage {
  const t = words(turn);
  const isSameStation = issues.some((issue) => "message" in issue && issue.message === sameStation);
  const near = said === undefined || isSameStation ? [] : station.near(said, turn).map(stationOf);
  const asked = isSameStation
    ? t("departures.same")
    : said === undefined
      ? question
      : near.length === 0
        ? t("departures.unknown")
        : t("departures.near", { count: near.length });
  const offered = near.length === 0 ? stations.filter(({ id }) => id !== other) : near;
  return text(asked, { quickReplies: offered.map(({ id, name }) => ({ label: name, to: link(id) })) });
}
