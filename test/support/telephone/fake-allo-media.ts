export const user = "causerie";
export const password = "allo-media-password";

export type AlloMediaAnswer = { sessionId: string; outputText: { textToSpeech: string }; conversationEnd?: boolean };

type Post = { path?: string; authorization?: string | undefined; contentType?: string; body?: string; key?: string };

/** Allo-Media's orchestrator, as it asks a bot. */
export class FakeAlloMedia {
  readonly #url: string;

  constructor(url: string) {
    this.#url = url;
  }

  async post({ path = "/call", contentType = "application/json", body = this.bodyOf("s0", {}), key, ...other }: Post) {
    const authorization = "authorization" in other ? other.authorization : `Basic ${btoa(`${user}:${password}`)}`;
    return await fetch(`${this.#url}${path}`, {
      method: "POST",
      headers: {
        "content-type": contentType,
        ...(authorization === undefined ? {} : { authorization }),
        ...(key === undefined ? {} : { "idempotency-key": key }),
      },
      body,
    });
  }

  bodyOf(sessionId: string, more: object): string {
    return JSON.stringify({
      session: { sessionId, user: { accessToken: "caller-access-token" } },
      text: null,
      intent: null,
      locale: null,
      ...more,
    });
  }

  /** @param more `text`, `intent`, `locale`: what the contract has besides the session. */
  async call(sessionId: string, more: object): Promise<AlloMediaAnswer> {
    const response = await this.post({ body: this.bodyOf(sessionId, more) });
    if (response.status !== 201) throw new Error(`the bot answered ${response.status}`);
    return (await response.json()) as AlloMediaAnswer;
  }
}
