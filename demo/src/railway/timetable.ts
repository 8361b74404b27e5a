import { addDays, type LocalTime, type Minutes, toMinutes } from "./local-time.ts";
import { type Station, trains } from "./railway.ts";

/** `inDays`: 0 is today. */
export type Departure = { inDays: number; departs: Minutes; arrives: Minutes };

/** The next trains from one station to another, the earliest first. A train that leaves in this minute counts. */
export function nextDepartures(from: Station, to: Station, now: LocalTime, count: number): Departure[] {
  if (from.id === to.id) return [];
  const found: Departure[] = [];
  for (let inDays = 0; found.length < count; inDays++) {
    const earliest = inDays === 0 ? now.minutes : 0;
    const today = departuresOn(addDays(now.day, inDays), from, to);
    found.push(...today.filter(({ departs }) => departs >= earliest).map((train) => ({ inDays, ...train })));
  }
  return found.slice(0, count);
}

function departuresOn(day: number, from: Station, to: Station): Omit<Departure, "inDays">[] {
  const { up, down } = day > 5 ? trains.weekend : trains.weekday;
  const isUp = to.minute > from.minute;
  const end = isUp ? 0 : lineMinutes;
  return (isUp ? up : down).split(" ").map((leavesEnd) => {
    const departs = toMinutes(leavesEnd) + Math.abs(from.minute - end);
    return { departs, arrives: departs + Math.abs(to.minute - from.minute) };
  });
}

/** From one end of the line to the other. */
const lineMinutes = 68;
