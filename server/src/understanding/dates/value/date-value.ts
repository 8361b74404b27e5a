/** The smallest part that was said: the month in "in May", the part of the day in "tomorrow evening". */
export type Granularity = "year" | "month" | "week" | "day" | "part" | "hour" | "minute";

/** From about 6, 12, 18 and 22 o'clock. */
export type DayPart = "morning" | "afternoon" | "evening" | "night";

/** A date as people say it, in the time zone of the conversation. */
export type DateValue = {
  /** `2026-11-21`. A week, a month or a year has its first day. */
  date: string;
  /** `18:05`, if a clock time was said. */
  time?: string;
  part?: DayPart;
  granularity: Granularity;
  /** The end of a period: its last day, or the time at which it ends. */
  end?: { date: string; time?: string };
};

/** "am", "pm", or a part of the day that says as much. */
export type HalfOfDay = "am" | "pm" | DayPart;

/** The present: "today" and "at six" count from it. `half`: what "at 9" means, if it was said before that. */
export type Reference = {
  date: string;
  time: string;
  now: number;
  timeZone: string;
  future: boolean;
  half?: HalfOfDay;
};
