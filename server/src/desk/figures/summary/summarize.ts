import type { Figures, Times } from "@causerie/protocol/desk";
import { endOf, percentile, totalOf } from "#desk/figures/counting/histogram.ts";
import type { SummedCount } from "#desk/figures/figures-store.ts";
import { CountedDays } from "./counted-days.ts";

export type CountedDay = { day: string; counts: readonly SummedCount[] };

/** Rows of a table that a page shows at most: there may be thousands of paths. */
const mostRows = 100;

/** @param nameOf of somebody of the team. Who has gone has none. */
export function summarize(
  days: readonly CountedDay[],
  nameOf: (id: string) => string | undefined,
): Omit<Figures, "from" | "to" | "zone" | "connectors"> {
  const all = new CountedDays();
  for (const { counts } of days) all.add(counts);
  return {
    days: days.map(({ day, counts }) => ({ day, ...basicsOf(counted(counts)) })),
    totals: { ...basicsOf(all), comments: all.total("comment") },
    firstAnswer: { bot: toTimes(toBuckets(all.of("answer.bot"))), team: toTimes(toBuckets(all.of("answer.team"))) },
    stories: ranked(all.of("story")).map(([story, count]) => ({ story, count })),
    follows: all
      .lists("follow", texts)
      .slice(0, mostRows)
      .map(({ key: [from = "", to = ""], amount }) => ({ from, to, count: amount })),
    paths: all
      .lists("path", texts)
      .slice(0, mostRows)
      .map(({ key, amount }) => ({ path: key, count: amount })),
    questions: questionsOf(all),
    opinions: all
      .lists("opinion", texts)
      .map(({ key: [question = "", answer = ""], amount }) => ({ question, answer, count: amount })),
    outcomes: ranked(all.of("outcome")).map(([outcome, count]) => ({ outcome, count })),
    failures: all.failures(),
    operators: operatorsOf(all, nameOf),
  };
}

const texts = (list: readonly unknown[]): string[] => list.map(String);

const ofOperator = ([operator, value]: readonly unknown[]): [string, number] => [String(operator), Number(value)];

function counted(counts: readonly SummedCount[]): CountedDays {
  const day = new CountedDays();
  day.add(counts);
  return day;
}

function basicsOf(days: CountedDays) {
  const conversations = days.total("visit");
  const said = days.of("said");
  return {
    conversations,
    byBotAlone: conversations - days.total("visit.team"),
    visitor: said.get("visitor") ?? 0,
    bot: said.get("bot") ?? 0,
    team: said.get("team") ?? 0,
  };
}

function ranked(amounts: ReadonlyMap<string, number>): [string, number][] {
  return [...amounts]
    .filter(([, amount]) => amount > 0)
    .toSorted(([, a], [, b]) => b - a)
    .slice(0, mostRows);
}

function toBuckets(amounts: ReadonlyMap<string, number>): Map<number, number> {
  return new Map([...amounts].map(([bucket, count]) => [Number(bucket), count]));
}

function percentilesOf(buckets: ReadonlyMap<number, number>): { p50?: number; p90?: number } {
  const p50 = percentile(buckets, 0.5);
  const p90 = percentile(buckets, 0.9);
  return p50 === undefined || p90 === undefined ? {} : { p50, p90 };
}

function toTimes(buckets: ReadonlyMap<number, number>): Times {
  const sorted = [...buckets].toSorted(([a], [b]) => a - b);
  return {
    count: totalOf(buckets),
    ...percentilesOf(buckets),
    buckets: sorted.map(([bucket, count]) => ({ upTo: endOf(bucket), count })),
  };
}

function questionsOf(all: CountedDays): Figures["questions"] {
  const replied = all.of("replied");
  return all.lists("asked", texts).map(({ key, amount }) => {
    const [story = "", step = "", slot = ""] = key;
    return { story, step, slot, asked: amount, left: amount - (replied.get(JSON.stringify(key)) ?? 0) };
  });
}

function operatorsOf(all: CountedDays, nameOf: (id: string) => string | undefined): Figures["operators"] {
  const answers = groupByOperator(all.lists("operator.answer", ofOperator));
  const open = groupByOperator(all.lists("operator.open", ofOperator));
  const conversations = all.of("operator");
  const ids = new Set([...conversations.keys(), ...answers.keys(), ...open.keys()]);
  return [...ids]
    .map((id) => {
      const times = answers.get(id) ?? new Map<number, number>();
      return {
        id,
        name: nameOf(id) ?? "",
        conversations: conversations.get(id) ?? 0,
        answers: totalOf(times),
        ...percentilesOf(times),
        ...openOf(open.get(id)),
      };
    })
    .toSorted((a, b) => b.conversations - a.conversations);
}

function openOf(minutes: ReadonlyMap<number, number> | undefined): { openMean?: number; openMost?: number } {
  if (minutes === undefined) return {};
  const sum = [...minutes].reduce((before, [open, count]) => before + open * count, 0);
  return { openMean: Math.round((sum / totalOf(minutes)) * 10) / 10, openMost: Math.max(...minutes.keys()) };
}

function groupByOperator(
  lists: readonly { key: [string, number]; amount: number }[],
): Map<string, Map<number, number>> {
  const grouped = new Map<string, Map<number, number>>();
  for (const { key, amount } of lists) {
    const [operator, value] = key;
    const own = grouped.get(operator) ?? new Map<number, number>();
    grouped.set(operator, own.set(value, (own.get(value) ?? 0) + amount));
  }
  return grouped;
}
