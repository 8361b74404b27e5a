import type { PersonProfile } from "./address.ts";

const fields = ["name", "firstName", "locale", "timeZone", "picture"] as const satisfies (keyof PersonProfile)[];

/** Only texts, whatever a connector has given: stories put them into sentences. */
export function toProfile(given: unknown): PersonProfile {
  const values = Object(given) as Partial<Record<(typeof fields)[number], unknown>>;
  return Object.fromEntries(
    fields.flatMap((field) => (typeof values[field] === "string" ? [[field, values[field]]] : [])),
  );
}
