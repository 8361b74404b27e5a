/** The smallest part that was said: of "in May" the month, of "tomorrow evening" the part of the day. */
export type Granularity = "year" | "month" | "week" | "day" | "part" | "hour" | "minute";

/** From about 6, 12, 18 and 22 o'clock. */
export type DayPart = "morning" | "afternoon" | "evening" | "night";

/** A date as people say it: on the calendar and the clock of the place where the conversation is. */
export type DateValue = {
  /** `2026-11-21`; of a week, month or year its first day. */
  date: string;
  /** `18:05`, where a clock time was said. */
  time?: string;
  part?: DayPart;
  granularity: Granularity;
  /** Where it goes on to: the last day, or the time it ends. */
  end?: { date: string; time?: string };
};

/** How {@link date} reads what may be meant in two ways. */
export type DateOptions = {
  /** What has no year, month or day of its own lies ahead: "Tuesday" is the coming one. By default it is the nearest. */
  future?: boolean;
};

/** What "today" and "at six" count from. */
export type Reference = { date: string; time: string; now: number; timeZone: string; future: boolean };
