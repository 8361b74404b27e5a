import type { Json } from "@causerie/server";

/** A date as a person means it: the half of the day that was said counts for each hour after that. */
export type DateMeant = { date: string; half?: "evening"; hour?: number };

/** The same as the form keeps it. */
export function dateOn(date: string, { half, hour }: Omit<DateMeant, "date"> = {}): Json {
  if (hour !== undefined) return { date, time: `${String(hour).padStart(2, "0")}:00`, granularity: "hour" };
  return half === undefined ? { date, granularity: "day" } : { date, part: half, granularity: "part" };
}

export function meantBy(value: Json): DateMeant {
  const { date, time, part } = value as { date: string; time?: string; part?: "evening" };
  const hour = time === undefined ? undefined : Number(time.slice(0, 2));
  return {
    date,
    ...(part === undefined && (hour ?? 0) < 17 ? {} : { half: "evening" as const }),
    ...(hour === undefined ? {} : { hour }),
  };
}

/** What is meant after words that say a part of it. */
export function after(before: DateMeant, now: Partial<DateMeant>): DateMeant {
  const half = now.half ?? before.half;
  const said = now.hour ?? before.hour;
  // Hours up to noon are those of the evening that was said.
  const hour = said !== undefined && half !== undefined && said < 12 ? said + 12 : said;
  return {
    date: now.date ?? before.date,
    ...(half === undefined ? {} : { half }),
    ...(hour === undefined ? {} : { hour }),
  };
}
