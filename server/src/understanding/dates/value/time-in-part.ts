import type { DayPart } from "./date-value.ts";

/** The first and the last hour of each part. A night goes on in the next day. */
const hours: Readonly<Record<DayPart, readonly [first: number, last: number]>> = {
  morning: [4, 11],
  afternoon: [12, 18],
  evening: [17, 23],
  night: [21, 29],
};

/** A time in a part of the day: "8:30" in the evening is 20:30. Undefined: there is no such time in it. */
export function timeInPart(time: string, part: DayPart): { time: string; isNextDay: boolean } | undefined {
  const [hour = 0] = time.split(":").map(Number);
  const [first, last] = hours[part];
  const fitting = [hour, hour + 12, hour - 12, hour + 24].find((each) => each >= first && each <= last);
  if (fitting === undefined) return undefined;
  return { time: String(fitting % 24).padStart(2, "0") + time.slice(2), isNextDay: fitting >= 24 };
}
