import { addDays, type LocalTime, toMinutes } from "./local-time.ts";
import type { Hours } from "./railway.ts";

export type Opening = { type: "open"; until: string } | { type: "closed"; inDays: number; day: number; opens: string };

/** Open now, and until when; or closed, and when it opens next. */
export function openingAt(hours: readonly Hours[], now: LocalTime): Opening {
  for (let inDays = 0; inDays <= 7; inDays++) {
    const day = addDays(now.day, inDays);
    for (const { opens, closes } of hoursOn(hours, day)) {
      if (inDays > 0 || now.minutes < toMinutes(opens)) return { type: "closed", inDays, day, opens };
      if (now.minutes < toMinutes(closes)) return { type: "open", until: closes };
    }
  }
  throw new Error("these hours name no day of the week");
}

function hoursOn(hours: readonly Hours[], day: number): Hours[] {
  return hours.filter(({ days }) => days.includes(day)).sort((a, b) => a.opens.localeCompare(b.opens));
}
