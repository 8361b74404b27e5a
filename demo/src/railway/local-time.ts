import { timeZone } from "./railway.ts";

/** Minutes since midnight. */
export type Minutes = number;

/** A moment on the railway's own clock. `day`: Monday 1 to Sunday 7. */
export type LocalTime = { day: number; minutes: Minutes };

const clock = new Intl.DateTimeFormat("en-GB", {
  timeZone,
  weekday: "short",
  hour: "2-digit",
  minute: "2-digit",
  hourCycle: "h23",
});
const weekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

/** @param at milliseconds since 1970 */
export function toLocalTime(at: number): LocalTime {
  const parts = Object.fromEntries(clock.formatToParts(at).map(({ type, value }) => [type, value]));
  return {
    day: weekdays.indexOf(parts["weekday"] ?? "") + 1,
    minutes: Number(parts["hour"]) * 60 + Number(parts["minute"]),
  };
}

/** "07:12" is 432. */
export function toMinutes(time: string): Minutes {
  const [hours = "", minutes = ""] = time.split(":");
  return Number(hours) * 60 + Number(minutes);
}

/** 432 is "07:12". */
export function formatTime(minutes: Minutes): string {
  const twoDigits = (value: number): string => String(value).padStart(2, "0");
  return `${twoDigits(Math.floor(minutes / 60) % 24)}:${twoDigits(minutes % 60)}`;
}

/** The day of the week that many days after another. */
export function addDays(day: number, count: number): number {
  return ((day - 1 + count) % 7) + 1;
}
