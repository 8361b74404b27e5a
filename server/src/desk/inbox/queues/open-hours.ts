import type { OpenHours, Queue } from "@causerie/protocol/desk";

const weekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

/** Whether somebody is there at this moment (milliseconds since 1970), by the clock of the queue's place. Without hours: always. */
export function isOpen({ hours, timeZone = "UTC" }: Pick<Queue, "hours" | "timeZone">, at: number): boolean {
  if (hours === undefined) return true;
  const { day, time } = clockOf(at, timeZone);
  return hours.some((each) => isWithin(each, day, time));
}

/** Hours may go past midnight: then the early ones belong to the day before. */
function isWithin({ days, from, to }: OpenHours, day: number, time: string): boolean {
  if (from <= to) return days.includes(day) && from <= time && time < to;
  const before = day === 1 ? 7 : day - 1;
  return (days.includes(day) && time >= from) || (days.includes(before) && time < to);
}

function clockOf(at: number, timeZone: string): { day: number; time: string } {
  const parts = new Intl.DateTimeFormat("en-GB", {
    timeZone,
    weekday: "short",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  }).formatToParts(at);
  const part = (type: string): string => parts.find((each) => each.type === type)?.value ?? "";
  return { day: weekdays.indexOf(part("weekday")) + 1, time: `${part("hour")}:${part("minute")}` };
}

/** Whether this machine knows the time zone. */
export function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}
