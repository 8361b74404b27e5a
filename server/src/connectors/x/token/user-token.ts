import { createHash } from "node:crypto";
import { DeliveryError } from "#channel/delivery-error.ts";
import type { ConnectorHost } from "#channel/host/connector-host.ts";
import type { KeptTexts } from "#channel/host/kept-texts.ts";
import { asObject, asText } from "#channel/kit/json-with-ids.ts";
import type { XSettings } from "#connectors/x/options.ts";
import { askTokens, type Tokens } from "./ask-tokens.ts";

export type UserTokenParts = {
  readonly settings: Pick<XSettings, "id" | "clientId" | "clientSecret" | "refreshToken" | "apiUrl">;
  readonly texts: KeptTexts;
  readonly limits: Pick<ConnectorHost["limits"], "acquire">;
  readonly fetch: typeof fetch;
  readonly now: () => number;
  readonly logger: Pick<ConnectorHost["logger"], "error">;
};

/** `seed`: the hash of the configured refresh token that these descend from. `until`: when `access` ends, milliseconds since 1970. */
type Held = Tokens & { readonly seed: string };

const name = "tokens";
/** Renewed so long before its end, so that it does not end on its way. */
const marginMs = 10 * 60_000;
/** X refuses a refresh token for good; who waits must not ask once more for each message. */
const refusedMs = 60_000;
/** For how long another process is waited for that renews it. */
const waitMs = 1_000;

/**
 * The token of the bot's account. X replaces the refresh token at each use, and the former one is worth nothing then: it is used by one process at a
 * time, and the next one is durable before anybody uses it.
 */
export class UserToken {
  readonly #parts: UserTokenParts;
  readonly #seed: string;
  #held: Held | undefined;
  /** What X has given and the store has not taken yet. */
  #unsaved: Held | undefined;
  #rejected: string | undefined;
  /** A refresh token that X has refused, and until when nobody asks with it again. */
  #refused: { refresh: string; until: number; error: DeliveryError } | undefined;
  #renewing: Promise<Held> | undefined;

  constructor(parts: UserTokenParts) {
    this.#parts = parts;
    this.#seed = createHash("sha256").update(parts.settings.refreshToken).digest("base64url");
  }

  /** @throws DeliveryError of kind `auth` when X refuses the refresh token; `transient` while another process renews it. */
  async get(): Promise<string> {
    // What the store has not taken must not wait for the next renewal: until then it is lost with this process.
    if (this.#isGood(this.#held) && this.#unsaved === undefined) return this.#held.access;
    this.#renewing ??= this.#renew().finally(() => {
      this.#renewing = undefined;
    });
    this.#held = await this.#renewing;
    return this.#held.access;
  }

  /** X does not take it any more. Another one that has come since stays. */
  reject(token: string): void {
    this.#rejected = token;
  }

  #isGood(held: Held | undefined): held is Held {
    const { now } = this.#parts;
    return held !== undefined && held.access !== this.#rejected && now() < held.until - marginMs;
  }

  async #renew(): Promise<Held> {
    const { limits, settings } = this.#parts;
    if (this.#unsaved === undefined) {
      const { held } = await this.#read();
      if (this.#isGood(held)) return held;
    }
    using permit = await limits.acquire("x refresh token", settings.id, 1);
    if (permit === undefined)
      throw new DeliveryError("another process renews the token of X", "transient", {
        code: "renewing",
        retryAfterMs: waitMs,
      });
    return await this.#renewAlone();
  }

  async #renewAlone(): Promise<Held> {
    const { settings, fetch, now } = this.#parts;
    const kept = await this.#read();
    const version = this.#unsaved === undefined ? kept.version : await this.#save(this.#unsaved, kept.version);
    // What the store has not taken is used on here for as long as it is good.
    const held = this.#unsaved ?? (version === kept.version ? kept.held : (await this.#read()).held);
    if (this.#isGood(held)) return held;
    const given = held ?? { seed: this.#seed, access: "", refresh: settings.refreshToken, until: 0 };
    // A store that cannot write would lose the next refresh token. So it shows that it can before this one is spent.
    if (this.#refused?.refresh === given.refresh && now() < this.#refused.until) throw this.#refused.error;
    const next = await this.#write({ ...given, until: 0 }, version);
    const tokens = await askTokens(given.refresh, { ...settings, fetch, now }).catch((error: unknown) => {
      if (error instanceof DeliveryError && error.kind === "auth")
        this.#refused = { refresh: given.refresh, until: now() + refusedMs, error };
      throw error;
    });
    const renewed = { ...tokens, seed: this.#seed };
    this.#unsaved = renewed;
    await this.#save(renewed, next);
    return renewed;
  }

  /** What the store does not take stays here, and is written before the next use. @returns the version that is kept then. */
  async #save(held: Held, version: number): Promise<number> {
    try {
      const next = await this.#write(held, version);
      this.#unsaved = undefined;
      return next;
    } catch (err) {
      this.#parts.logger.error(
        { err },
        "the next refresh token of X could not be kept: it is lost if this process ends",
      );
      return version;
    }
  }

  /** @returns the version that it has then. */
  async #write(held: Held, version: number): Promise<number> {
    if (await this.#parts.texts.write(name, JSON.stringify(held), version)) return version + 1;
    throw new DeliveryError("another process has renewed the token of X", "transient", { retryAfterMs: waitMs });
  }

  /** Nothing, where the operator has configured another refresh token since. */
  async #read(): Promise<{ held: Held | undefined; version: number }> {
    const kept = await this.#parts.texts.read(name);
    if (kept === undefined) return { held: undefined, version: 0 };
    const held = parseHeld(kept.text);
    return { held: held?.seed === this.#seed ? held : undefined, version: kept.version };
  }
}

function parseHeld(text: string): Held | undefined {
  if (text === "") return undefined;
  const { seed, access, refresh, until } = asObject(JSON.parse(text));
  const [ofSeed, next] = [asText(seed), asText(refresh)];
  if (ofSeed === undefined || next === undefined) return undefined;
  return { seed: ofSeed, access: asText(access) ?? "", refresh: next, until: Number(until) };
}
