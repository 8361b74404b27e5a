import type { KeyObject } from "node:crypto";
import { BoundedMap } from "#collections/bounded-map.ts";
import { limits } from "#connectors/alexa/limits.ts";
import { readRoots, type Roots, readSigner } from "./certificate-chain.ts";

const dayMs = 24 * 3_600_000;

/** Amazon has one certificate at a time, and two while it is replaced. */
const mostKnown = 10;

/** Whoever asks for many addresses of Amazon's at once is nobody who talks to Alexa. */
const mostAtOnce = 16;

/** How long Amazon's storage may take: the person waits. */
const fetchMs = 3_000;

export type KnownSignersOptions = {
  fetch: typeof fetch;
  now: () => number;
  rootCertificates: readonly string[] | undefined;
};

/** `freshUntil`: then it is fetched again. */
type Signer = { key: KeyObject; validUntil: number; freshUntil: number };

/** The keys by which Amazon signs, by the address of their certificates. Each is fetched and proved once a day, and by one request at a time. */
export class KnownSigners {
  readonly #options: KnownSignersOptions;
  readonly #known = new BoundedMap<string, Signer>(mostKnown);
  readonly #asked = new Map<string, Promise<Signer | undefined>>();
  #roots: Roots | undefined;

  constructor(options: KnownSignersOptions) {
    this.#options = options;
  }

  /**
   * @param url one that `certificateUrl` has let through. @returns undefined for a certificate that proves nothing.
   * @throws Error when it cannot be fetched now.
   */
  async keyOf(url: string): Promise<KeyObject | undefined> {
    const known = this.#known.get(url);
    const now = this.#options.now();
    const isValid = known !== undefined && now < known.validUntil;
    if (isValid && now < known.freshUntil) return known.key;
    try {
      // What strangers ask for must not keep the one in use from being renewed.
      return (await (this.#asked.get(url) ?? this.#ask(url, isValid)))?.key;
    } catch (error) {
      if (isValid) return known.key;
      throw error;
    }
  }

  #ask(url: string, isKnown: boolean): Promise<Signer | undefined> {
    if (!isKnown && this.#asked.size >= mostAtOnce)
      return Promise.reject(new Error("too many certificates are asked for at once"));
    const asking = this.#read(url).finally(() => this.#asked.delete(url));
    this.#asked.set(url, asking);
    return asking;
  }

  async #read(url: string): Promise<Signer | undefined> {
    const { fetch: call, now, rootCertificates } = this.#options;
    const response = await call(url, { redirect: "error", signal: AbortSignal.timeout(fetchMs) });
    if (response.status === 403 || response.status === 404) return undefined;
    if (!response.ok) throw new Error(`Amazon's storage answered ${response.status}`);
    const pem = await response.text();
    if (pem.length > limits.certificateBytes) return undefined;
    this.#roots ??= readRoots(rootCertificates);
    const signer = readSigner(pem, this.#roots, now());
    if (signer === undefined) return undefined;
    const kept = { ...signer, freshUntil: Math.min(signer.validUntil, now() + dayMs) };
    this.#known.set(url, kept);
    return kept;
  }
}
