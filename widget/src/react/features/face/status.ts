import { isOpenAt, nextOpening, type OpeningHours, wallClock } from "./opening-hours.ts";

export type Hours = { hours: OpeningHours; timeZone: string | undefined };

/** What the line under the title says. */
export type Status =
  | { type: "person"; name: string | undefined }
  /** `opensAt`: milliseconds since 1970. Undefined: nobody knows. */
  | { type: "closed"; opensAt: number | undefined }
  | { type: "replies"; within: string }
  | { type: "bot" };

export function statusAt(
  now: number,
  person: { name?: string | undefined } | undefined,
  hours: Hours | undefined,
  within: string | undefined,
): Status {
  if (person !== undefined) return { type: "person", name: person.name };
  if (hours !== undefined) {
    const clock = wallClock(now, hours.timeZone);
    if (!isOpenAt(hours.hours, clock)) {
      const next = nextOpening(hours.hours, clock);
      const minutes = next && next.inDays * 1440 + next.at - clock.minutes;
      return { type: "closed", opensAt: minutes === undefined ? undefined : startOfMinute(now) + minutes * 60_000 };
    }
  }
  return within === undefined ? { type: "bot" } : { type: "replies", within };
}

function startOfMinute(at: number): number {
  return Math.floor(at / 60_000) * 60_000;
}
