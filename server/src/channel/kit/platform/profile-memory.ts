import { BoundedMap } from "#collections/bounded-map.ts";
import type { PersonProfile } from "#channel/address.ts";
import { DeliveryError } from "#channel/delivery-error.ts";

/** People that are remembered, in this process and nowhere else. */
const mostPeople = 10_000;
const knownMs = 24 * 3_600_000;
/** The platform is busy, or does not say it to this bot. */
const missingMs = 60_000;

/** Asks the platform who somebody is. @throws DeliveryError when it does not say. */
export type AskProfile = (user: string, signal: AbortSignal) => Promise<PersonProfile>;

/** Who people are, by the platform: asked when a story asks, kept for a day in memory, never stored or logged. */
export class ProfileMemory {
  readonly #ask: AskProfile;
  readonly #now: () => number;
  readonly #known = new BoundedMap<string, { profile: PersonProfile; until: number }>(mostPeople);

  constructor(ask: AskProfile, now: () => number) {
    this.#ask = ask;
    this.#now = now;
  }

  /** Nothing of whom the platform says nothing. */
  async of(user: string, signal: AbortSignal): Promise<PersonProfile> {
    const known = this.#known.get(user);
    if (known !== undefined && this.#now() < known.until) return known.profile;
    const profile = await this.#askOnce(user, signal);
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

  async #askOnce(user: string, signal: AbortSignal): Promise<PersonProfile | undefined> {
    try {
      return await this.#ask(user, signal);
    } catch (error) {
      if (error instanceof DeliveryError) return undefined;
      throw error;
    }
  }
}
