import { createLocalJWKSet, errors, type JWTVerifyGetKey } from "jose";
import * as v from "valibot";
import type { ConnectorHost } from "#channel/host/connector-host.ts";
import { RequestError } from "#app/errors.ts";
import { fetchJson } from "./fetch-json.ts";
import { isSafeUrl } from "./safe-url.ts";

export type KeySetParts = {
  /** Names it in the log. */
  name: string;
  /** Undefined: the issuer's discovery document names it. */
  keysUrl: string | undefined;
  issuer: string;
  fetch: typeof globalThis.fetch;
  logger: ConnectorHost["logger"];
  /** Milliseconds of a clock that nobody sets back. */
  steady: () => number;
  /** Whether a published key may sign what is asked about; default: each may. */
  accepts?: (key: Readonly<Record<string, unknown>>) => boolean;
};

/** Issuers announce a new key a day or more before they use it. */
const freshMs = 10 * 60_000;
/** An issuer that is down for a while must sign nobody out; a key that it has withdrawn must not live on for ever. */
const keptMs = 24 * 3_600_000;
/** Tokens with made-up key ids must not become requests to the issuer. */
const pauseMs = 30_000;
/** After a failure. */
const retryMs = 5_000;
const mostKeys = 100;

const keysSchema = v.object({ keys: v.array(v.looseObject({ kty: v.string() })) });
const discoverySchema = v.object({ issuer: v.string(), jwks_uri: v.string() });

type Held = { find: JWTVerifyGetKey; fetchedAt: number };

/** The public keys of one issuer: fetched at the first use, again when they are old or a token names one that is not there. */
export class KeySet {
  readonly #parts: KeySetParts;
  #held: Held | undefined;
  #fetching: Promise<void> | undefined;
  #lastTry = -Infinity;
  #hasFailed = false;

  constructor(parts: KeySetParts) {
    this.#parts = parts;
  }

  /**
   * The key for a token, as `jwtVerify` asks for it.
   * @throws JWKSNoMatchingKey; RequestError `unavailable` while the issuer cannot be reached and nothing is known.
   */
  readonly find: JWTVerifyGetKey = async (header, token) => {
    const held = await this.#current();
    try {
      return await held.find(header, token);
    } catch (error) {
      if (!(error instanceof errors.JWKSNoMatchingKey) || !this.#mayAskFor(held)) throw error;
      await this.#fetch();
      return await (this.#held ?? held).find(header, token);
    }
  };

  async #current(): Promise<Held> {
    const age = this.#ageOf(this.#held);
    if (this.#held === undefined || age > keptMs) {
      await this.#fetch();
      const held = this.#held;
      if (held === undefined || this.#ageOf(held) > keptMs)
        throw new RequestError("unavailable", "the issuer of the token cannot be asked for its keys; come again", {
          retryAfterMs: retryMs,
          facts: { why: "no keys of the issuer", issuer: this.#parts.name },
        });
      return held;
    }
    // Nobody waits for it: the old keys are good until then.
    if (age > freshMs) void this.#fetch();
    return this.#held;
  }

  #ageOf(held: Held | undefined): number {
    return held === undefined ? Infinity : this.#parts.steady() - held.fetchedAt;
  }

  /** One that another request has fetched since is as good as one of our own. */
  #mayAskFor(used: Held): boolean {
    return this.#held !== used || this.#fetching !== undefined || this.#parts.steady() - this.#lastTry >= pauseMs;
  }

  /** One at a time, and after a failure not at once again. Never rejects: what is held stays. */
  #fetch(): Promise<void> {
    if (this.#fetching !== undefined) return this.#fetching;
    const { steady, logger, name } = this.#parts;
    if (this.#hasFailed && steady() - this.#lastTry < retryMs) return Promise.resolve();
    this.#lastTry = steady();
    this.#fetching = this.#read()
      .then(
        (find) => {
          this.#held = { find, fetchedAt: steady() };
          this.#hasFailed = false;
        },
        (err: unknown) => {
          if (!this.#hasFailed) logger.warn({ err, issuer: name }, "the keys of an issuer could not be fetched");
          this.#hasFailed = true;
        },
      )
      .finally(() => {
        this.#fetching = undefined;
      });
    return this.#fetching;
  }

  async #read(): Promise<JWTVerifyGetKey> {
    const { fetch, accepts = () => true } = this.#parts;
    const { keys } = v.parse(keysSchema, await fetchJson(await this.#findUrl(), fetch));
    // Of a kind that the algorithm of the token wants: a symmetric key that stands in public is never one.
    return createLocalJWKSet({ keys: keys.filter(accepts).slice(0, mostKeys) });
  }

  async #findUrl(): Promise<string> {
    const { keysUrl, issuer, fetch } = this.#parts;
    if (keysUrl !== undefined) return keysUrl;
    const url = `${issuer.replace(/\/$/, "")}/.well-known/openid-configuration`;
    const found = v.parse(discoverySchema, await fetchJson(url, fetch));
    // As OpenID Connect Discovery 1.0, section 4.3, wants it: else another issuer's keys would sign for this one.
    if (found.issuer !== issuer) throw new Error(`${url} is the document of another issuer`);
    if (!isSafeUrl(found.jwks_uri)) throw new Error(`${url} names keys at an address that is not https`);
    return found.jwks_uri;
  }
}
