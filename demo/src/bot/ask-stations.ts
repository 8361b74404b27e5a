import { type Ask, type BotMessage, type Link, text, type Turn } from "@causerie/server";
import { type StationId, stationOf, stations } from "#railway/railway.ts";
import { type departures, station } from "./contracts.ts";
import { words } from "./words.ts";

/** Why a goal is asked for again that is where the journey begins. */
export const same = "same station";

type Known = { from?: StationId; to?: StationId };

/** Asks for the two stations of a journey, for any story that needs to know them. */
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

/** An unknown name is met with those that it may have been, or with all but the journey's other end. */
function askStation(
  turn: Turn,
  { said, issues }: Ask,
  question: string,
  link: (id: StationId) => Link,
  other: StationId | undefined,
): BotMessage {
  const t = words(turn);
  const isThere = issues.includes(same);
  const near = said === undefined || isThere ? [] : station.near(said, turn).map(stationOf);
  const asked = isThere
    ? t("departures.same")
    : said === undefined
      ? question
      : near.length === 0
        ? t("departures.unknown")
        : t("departures.near", { count: near.length });
  const offered = near.length === 0 ? stations.filter(({ id }) => id !== other) : near;
  return text(asked, { quickReplies: offered.map(({ id, name }) => ({ label: name, to: link(id) })) });
}
