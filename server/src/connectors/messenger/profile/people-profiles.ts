import { BoundedMap } from "#collections/bounded-map.ts";
import type { PersonProfile } from "#channel/address.ts";
import { asId, asText, type JsonObject } from "#channel/kit/json-with-ids.ts";
import { isLocale } from "#i18n/locale.ts";
import type { ProfileField } from "./profile-fields.ts";
import { callGraph, type GraphAccess } from "#connectors/meta/graph/graph-call.ts";

const metaNames: Readonly<Record<ProfileField, readonly string[]>> = {
  name: ["first_name", "last_name"],
  picture: ["profile_pic"],
  locale: ["locale"],
  timeZone: ["timezone"],
};

/** People that are remembered, in this process and nowhere else. */
const mostPeople = 10_000;
/** Milliseconds that a story may wait for Meta. */
const timeoutMs = 3_000;
const hour = 3_600_000;
const knownMs = 24 * hour;
/** A permission may be given meanwhile. */
const refusedMs = hour;
/** Meta is busy. */
const missingMs = 60_000;

export type ProfileParts = {
  access: GraphAccess;
  token: string;
  fields: readonly ProfileField[];
  /** Meta refuses all calls of the page. */
  isHeld: () => boolean;
  now: () => number;
};

/** Who people are, by Meta: asked when a story asks, kept for a day in memory, never stored or logged. */
export class PeopleProfiles {
  readonly #parts: ProfileParts;
  readonly #known = new BoundedMap<string, { profile: Promise<PersonProfile>; until: number }>(mostPeople);

  constructor(parts: ProfileParts) {
    this.#parts = parts;
  }

  /** Nothing of whom Meta tells nothing. Never rejects. */
  async of(psid: string): Promise<PersonProfile> {
    const { fields, isHeld, now } = this.#parts;
    const known = this.#known.get(psid);
    if (known !== undefined && now() < known.until) return await known.profile;
    if (fields.length === 0 || isHeld()) return {};
    const asked = this.#ask(psid);
    const entry = { profile: asked.then(({ profile }) => profile), until: now() + timeoutMs };
    // Several stories and their second attempts ask once.
    this.#known.set(psid, entry);
    entry.until = now() + (await asked).ms;
    return await entry.profile;
  }

  /** The person has been deleted. */
  forget(psid: string): void {
    this.#known.delete(psid);
  }

  async #ask(psid: string): Promise<{ profile: PersonProfile; ms: number }> {
    const { access, token, fields, now } = this.#parts;
    const query = { fields: fields.flatMap((field) => metaNames[field]).join(",") };
    const answer = await callGraph(access, { path: psid, query, token, timeoutMs });
    switch (answer.type) {
      case "answered":
        return { profile: readProfile(answer.body), ms: lifeOf(answer.body, now()) };
      case "refused":
        // Of this person Meta tells nothing (100/2018218), or not to this app.
        return { profile: {}, ms: answer.code === 100 || answer.code === 230 ? refusedMs : missingMs };
      case "unreachable":
        return { profile: {}, ms: missingMs };
    }
  }
}

/** Meta leaves out what is not permitted. */
function readProfile(body: JsonObject): PersonProfile {
  const firstName = asText(body["first_name"])?.trim();
  const name = [firstName, asText(body["last_name"])?.trim()]
    .filter((part) => part !== undefined && part !== "")
    .join(" ");
  const picture = asText(body["profile_pic"]);
  const locale = asText(body["locale"])?.replaceAll("_", "-");
  const timeZone = toTimeZone(Number(asId(body["timezone"]) ?? body["timezone"] ?? Number.NaN));
  return {
    ...(name === "" ? {} : { name }),
    ...(firstName === undefined || firstName === "" ? {} : { firstName }),
    ...(locale !== undefined && isLocale(locale) ? { locale } : {}),
    ...(timeZone === undefined ? {} : { timeZone }),
    ...(picture !== undefined && URL.canParse(picture) ? { picture } : {}),
  };
}

/** Meta gives hours, also parts of them; `Intl` takes an offset such as +05:30 as a time zone. */
function toTimeZone(hours: number): string | undefined {
  if (!Number.isFinite(hours) || Math.abs(hours) > 14) return undefined;
  const minutes = Math.round(Math.abs(hours) * 60);
  const two = (part: number): string => String(part).padStart(2, "0");
  return `${hours < 0 ? "-" : "+"}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

/** The address of a picture says when it ends: `ext`, in seconds since 1970. */
function lifeOf(body: JsonObject, now: number): number {
  const picture = asText(body["profile_pic"]) ?? "";
  const seconds = URL.canParse(picture) ? Number(new URL(picture).searchParams.get("ext") ?? Number.NaN) : Number.NaN;
  return Number.isFinite(seconds) ? Math.max(0, Math.min(knownMs, seconds * 1000 - now)) : knownMs;
}
