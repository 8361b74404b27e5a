import { createHmac } from "node:crypto";
import type { VoiceRequest, VoiceResponse } from "./voice.ts";

/** A device in somebody's kitchen, which sends what it heard to a voice connector. */
export class VoiceDevice {
  readonly #url: string;
  readonly #secret: string;

  /** @param url of the server. */
  constructor(url: string, secret: string) {
    this.#url = `${url}/voice`;
    this.#secret = secret;
  }

  /** @returns what it says then. @throws when it was answered with another status than 200. */
  async hears(user: string, id: string, text: string, signal?: AbortSignal): Promise<VoiceResponse> {
    const response = await this.post({ type: "said", user, id, text }, {}, signal);
    if (response.status !== 200) throw new Error(`the server answered ${response.status}`);
    return (await response.json()) as VoiceResponse;
  }

  /** @param headers in place of the signature, where there are any. */
  post(
    request: VoiceRequest | { type: string },
    { headers, bytes = JSON.stringify(request) }: { headers?: Record<string, string>; bytes?: string } = {},
    signal?: AbortSignal,
  ): Promise<Response> {
    return fetch(this.#url, {
      method: "POST",
      headers: headers ?? { "x-voice-signature": this.sign(JSON.stringify(request)) },
      body: bytes,
      ...(signal === undefined ? {} : { signal }),
    });
  }

  sign(bytes: string, secret = this.#secret): string {
    return createHmac("sha256", secret).update(bytes).digest("hex");
  }
}
