import { DeliveryError } from "#channel/delivery-error.ts";
import { asObject, asText } from "#channel/kit/json-with-ids.ts";
import { waitIn } from "#channel/kit/platform/call-failure.ts";

export type AccessTokenParts = {
  /** Names who gives it, in errors. */
  readonly issuer: string;
  readonly url: string;
  readonly fetch: typeof fetch;
  /** The fields of the form that asks for it (RFC 6749, section 4). */
  readonly form: () => Promise<Readonly<Record<string, string>>> | Readonly<Record<string, string>>;
  /** Milliseconds of a clock that nobody sets back. */
  readonly steady: () => number;
};

const timeoutMs = 15_000;
/** Renewed so long before its end, so that it does not end on the line. */
const marginMs = 5 * 60_000;
const usualSeconds = 3_600;

type Held = { readonly token: string; readonly until: number };

/** The token by which a platform is called: asked for by whoever needs it first, while all others wait for the same answer. */
export class AccessToken {
  readonly #parts: AccessTokenParts;
  #held: Held | undefined;
  #asking: Promise<Held> | undefined;

  constructor(parts: AccessTokenParts) {
    this.#parts = parts;
  }

  /** @throws DeliveryError of kind `auth` when the credentials are refused. */
  async get(): Promise<string> {
    if (this.#held !== undefined && this.#parts.steady() < this.#held.until) return this.#held.token;
    this.#asking ??= this.#ask().finally(() => {
      this.#asking = undefined;
    });
    this.#held = await this.#asking;
    return this.#held.token;
  }

  /** The platform does not take it any more. Another one that has come since stays. */
  forget(token: string): void {
    if (this.#held?.token === token) this.#held = undefined;
  }

  async #ask(): Promise<Held> {
    const { url, form, fetch, steady, issuer } = this.#parts;
    const body = new URLSearchParams(await form()).toString();
    const headers = { "content-type": "application/x-www-form-urlencoded", accept: "application/json" };
    const signal = AbortSignal.timeout(timeoutMs);
    // No message has gone out yet, so whatever fails may be tried again.
    const failed = (cause: unknown): never => {
      throw new DeliveryError(`${issuer} gave no token`, "transient", { cause });
    };
    const response = await fetch(url, { method: "POST", headers, body, signal, redirect: "error" }).catch(failed);
    const answer = asObject(await response.json().catch(() => undefined));
    if (!response.ok) throw refusal(issuer, response, asText(answer["error"]));
    const token = asText(answer["access_token"]);
    if (token === undefined) throw new DeliveryError(`${issuer} answered without a token`, "transient");
    const seconds = Number(answer["expires_in"] ?? usualSeconds);
    const lifeMs = (Number.isFinite(seconds) ? seconds : usualSeconds) * 1_000;
    return { token, until: steady() + Math.max(lifeMs - marginMs, lifeMs / 2) };
  }
}

/** The description of the error may quote an id or a secret: only its name is kept. */
function refusal(issuer: string, { status, headers }: Response, error = ""): DeliveryError {
  const kind = status === 429 ? "rate" : status >= 500 ? "transient" : "auth";
  const code = /^[a-z_]{1,60}$/.test(error) ? error : String(status);
  return new DeliveryError(`${issuer} refuses a token: ${code}`, kind, { code, ...waitIn(headers) });
}
