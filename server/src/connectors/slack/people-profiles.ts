import { BoundedMap } from "#collections/bounded-map.ts";
import type { PersonProfile } from "#channel/address.ts";
import { DeliveryError } from "#channel/delivery-error.ts";
import { asObject, asText, type JsonObject } from "#channel/kit/json-with-ids.ts";
import { isLocale } from "#i18n/locale.ts";
import { callSlack, type SlackAccess } from "./send/call-slack.ts";

/** People that are remembered, in this process and nowhere else. */
const mostPeople = 10_000;
const knownMs = 24 * 3_600_000;
/** Slack is busy, or a scope is missing. */
const missingMs = 60_000;

/** Who people are, by Slack: asked when a story asks, kept for a day in memory, never stored or logged. */
export class PeopleProfiles {
  readonly #access: SlackAccess;
  readonly #now: () => number;
  readonly #known = new BoundedMap<string, { profile: PersonProfile; until: number }>(mostPeople);

  constructor(access: SlackAccess, now: () => number) {
    this.#access = access;
    this.#now = now;
  }

  /** Nothing of whom Slack says nothing, e.g. because the app has not the scope `users:read`. */
  async of(user: string, signal: AbortSignal): Promise<PersonProfile> {
    const known = this.#known.get(user);
    if (known !== undefined && this.#now() < known.until) return known.profile;
    const profile = await this.#ask(user, signal);
    this.#known.set(user, {
      profile: profile ?? {},
      until: this.#now() + (profile === undefined ? missingMs : knownMs),
    });
    return profile ?? {};
  }

  /** The person has been deleted. */
  forget(user: string): void {
    this.#known.delete(user);
  }

  async #ask(user: string, signal: AbortSignal): Promise<PersonProfile | undefined> {
    try {
      const call = { method: "users.info", body: { user, include_locale: "true" }, form: true, signal } as const;
      return readProfile(asObject((await callSlack(this.#access, call)).body["user"]));
    } catch (error) {
      if (error instanceof DeliveryError) return undefined;
      throw error;
    }
  }
}

function readProfile(user: JsonObject): PersonProfile {
  const profile = asObject(user["profile"]);
  const name = asText(profile["real_name"]) ?? asText(user["real_name"]) ?? asText(user["name"]);
  const firstName = asText(profile["first_name"]);
  const locale = asText(user["locale"]);
  const timeZone = asText(user["tz"]);
  const picture = asText(profile["image_192"]);
  return {
    ...(name === undefined ? {} : { name }),
    ...(firstName === undefined ? {} : { firstName }),
    ...(locale !== undefined && isLocale(locale) ? { locale } : {}),
    ...(timeZone === undefined ? {} : { timeZone }),
    ...(picture !== undefined && URL.canParse(picture) ? { picture } : {}),
  };
}
