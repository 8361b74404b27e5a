import * as v from "valibot";
import type { Json } from "#channel/json.ts";
import { wallClock } from "#understanding/dates/value/calendar.ts";

/** What Tock calls the kinds of things that this server finds by itself, and the roles that they have there. */
const own: Readonly<Record<string, { type: string; role: string }>> = {
  date: { type: "duckling:datetime", role: "datetime" },
  duration: { type: "duckling:duration", role: "duration" },
  number: { type: "duckling:number", role: "number" },
  ordinal: { type: "duckling:ordinal", role: "ordinal" },
  email: { type: "duckling:email", role: "email" },
  phone: { type: "duckling:phone-number", role: "phone-number" },
  url: { type: "duckling:url", role: "url" },
};

/** The type and the role of an entity in Tock. A type has a namespace: tock-py splits it at its colon. */
export function toEntityName(entity: string, namespace: string): { type: string; role: string } {
  return own[entity] ?? { type: entity.includes(":") ? entity : `${namespace}:${entity}`, role: entity };
}

const dateSchema = v.object({
  date: v.string(),
  time: v.optional(v.string()),
  part: v.optional(v.picklist(["morning", "afternoon", "evening", "night"])),
  granularity: v.picklist(["year", "month", "week", "day", "part", "hour", "minute"]),
  end: v.optional(v.object({ date: v.string(), time: v.optional(v.string()) })),
});

const hours = { morning: "06:00", afternoon: "12:00", evening: "18:00", night: "22:00" } as const;

/**
 * The value of an entity as Tock's clients read it. One of an understanding service that speaks Tock says its kind already.
 * Undefined: Tock has no such kind, and clients that read one do not load the request.
 */
export function toEntityValue(entity: string, value: Json, timeZone: string): Json | undefined {
  if (typeof value === "object" && value !== null && !Array.isArray(value) && "@type" in value) return value;
  if (typeof value === "number")
    return entity === "ordinal" ? { "@type": "ordinal", value } : { "@type": "number", value };
  if (typeof value === "string") return toTextValue(entity, value);
  const date = v.safeParse(dateSchema, value);
  if (!date.success) return undefined;
  const { date: day, time, part, granularity, end } = date.output;
  const grain = granularity === "part" ? "hour" : granularity;
  const begin = toDate(day, time ?? (part === undefined ? "00:00" : hours[part]), grain, timeZone);
  if (end === undefined) return begin;
  return { "@type": "dateIntervalEntity", date: begin, toDate: toDate(end.date, end.time ?? "00:00", grain, timeZone) };
}

function toTextValue(entity: string, value: string): Json {
  const kind = ({ email: "email", url: "url", phone: "phoneNumber" } as Readonly<Record<string, string>>)[entity];
  return kind === undefined ? { "@type": "string", value, candidates: [] } : { "@type": kind, value };
}

function toDate(day: string, time: string, grain: string, timeZone: string): Json {
  return { "@type": "dateEntity", date: toInstant(day, time, timeZone), grain };
}

/** In UTC and without a fraction: the one form that all clients read. */
function toInstant(day: string, time: string, timeZone: string): string {
  const wanted = Date.parse(`${day}T${time}:00Z`);
  let instant = wanted;
  // Twice: the first step may have crossed a change of the clocks.
  for (let round = 0; round < 2; round += 1) {
    const shown = wallClock(instant, timeZone);
    instant += wanted - Date.parse(`${shown.date}T${shown.time}:00Z`);
  }
  return new Date(instant).toISOString().replace(".000", "");
}
