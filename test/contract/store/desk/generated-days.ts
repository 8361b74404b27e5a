import type { TurnAbout } from "@causerie/server/channel/log.ts";
import { turnEnd } from "@causerie/server/conversation/turn-end.ts";
import type { Day } from "@causerie/server/desk/figures/summary/days-between.ts";
import type { Store } from "@causerie/server/store/store.ts";
import { beginTurn, eventOf, says } from "#contract/store/store-samples.ts";

/** A turn: when the person spoke, and what the bot made of it at once. */
export type Happened = { person: string; at: number; about: TurnAbout };

const minute = 60_000;
let ids = 0;

/** Each person writes now and then from one moment to another, at random; the bot answers. @returns all of it, in order. */
export async function liveThrough(
  store: Store,
  people: readonly string[],
  { from, to, random }: { from: number; to: number; random: () => number },
): Promise<Happened[]> {
  const turns = people
    .flatMap((person) => {
      const times: number[] = [];
      // Mostly some minutes apart, at times some hours.
      for (let at = from; ; times.push(at)) {
        at += Math.floor((random() < 0.7 ? 12 * minute : 9 * 60 * minute) * random()) + 1;
        if (at >= to) return times.map((time) => ({ person, at: time }));
      }
    })
    .toSorted((a, b) => a.at - b.at);
  const happened = turns.map((turn): Happened => ({ ...turn, about: aboutOf(random) }));
  for (const { person, at, about } of happened) {
    const id = `e${(ids += 1)}`;
    await store.events.append(eventOf(person, id), at);
    const lease = await beginTurn(store, person, at);
    const events = [says(`${id}.1`, "words"), turnEnd(lease.seq, undefined, about)];
    await store.turns.commit(lease, { events, deliveries: [] }, { data: {} }, at);
  }
  return happened;
}

function aboutOf(random: () => number): TurnAbout {
  const story = ["hello", "order", "hours"][Math.floor(random() * 3)] ?? "hello";
  return {
    story,
    outcome: random() < 0.9 ? "answered" : "not_understood",
    ...(random() < 0.3 ? { asks: { story: "order", slot: "size" } } : {}),
    ...(random() < 0.1 ? { team: true as const } : {}),
  };
}

/** The same as the figures, in the plainest words, over all that happened. */
export function reckon(happened: readonly Happened[], days: readonly Day[]) {
  const rows = days.map(() => [0, 0, 0, 0]);
  const stories = new Map<string, number>();
  const follows = new Map<string, number>();
  const questions = [0, 0];
  const dayOf = (at: number): number => days.findIndex(({ from, to }) => from <= at && at < to);
  const raise = (day: number, column: number): void => {
    const row = rows[day];
    if (row !== undefined) row[column] = (row[column] ?? 0) + 1;
  };
  for (const turns of Map.groupBy(happened, ({ person }) => person).values())
    for (const visit of visitsOf(turns)) {
      const first = visit[0]?.at ?? 0;
      raise(dayOf(first), 0);
      if (!visit.some(({ about, team }) => team || about.team === true)) raise(dayOf(first), 1);
      for (const { at } of visit) {
        raise(dayOf(at), 2);
        raise(dayOf(at), 3);
      }
      const answered = visit.filter(({ about }) => about.outcome === "answered").map(({ about }) => about.story);
      for (const story of answered) stories.set(story, (stories.get(story) ?? 0) + 1);
      const path = ["", ...answered].filter((story, index, all) => index === 0 || story !== all[index - 1]).slice(0, 6);
      for (const [index, story] of path.slice(1).entries()) {
        const step = `${path[index]}>${story}`;
        follows.set(step, (follows.get(step) ?? 0) + 1);
      }
      questions[0] = (questions[0] ?? 0) + visit.filter(({ about }) => about.asks !== undefined).length;
      if (visit.at(-1)?.about.asks !== undefined) questions[1] = (questions[1] ?? 0) + 1;
    }
  return { days: rows, stories, follows, questions };
}

/** `team`: a person was called for when it was said. */
function visitsOf(turns: readonly Happened[]): (Happened & { team: boolean })[][] {
  const visits: (Happened & { team: boolean })[][] = [];
  let before: Happened | undefined;
  for (const turn of turns) {
    const team = before?.about.team === true;
    const silence = team ? 24 * 60 * minute : 30 * minute;
    if (before === undefined || turn.at - before.at > silence) visits.push([]);
    visits.at(-1)?.push({ ...turn, team });
    before = turn;
  }
  return visits;
}
