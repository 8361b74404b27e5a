import { waitUntil } from "#support/wait-until.ts";

/** A turn as a bot of Tock's Bot API gets it. */
export type BotRequest = {
  intent?: string;
  entities: ({ type: string; role: string; content?: string } & Record<string, unknown>)[];
  message: { type: string; text?: string; payload?: string };
  storyId: string;
  step?: string;
  context: Record<string, unknown>;
};
export type Asked = { requestId: string; botRequest?: BotRequest; configuration?: boolean };

/** What a bot says to a request: fields of its `botResponse`. Undefined: nothing. */
export type Answers = (request: BotRequest, requestId: string) => Promise<Answer | undefined> | Answer | undefined;
export type Answer = { messages: unknown[] } & Record<string, unknown>;

export const key = "b0f5a5d0-0000-4000-8000-123456789abc";

/** A label as tock-node writes it. */
export const label = (text: string, more: Record<string, unknown> = {}) => ({
  text,
  args: [],
  toBeTranslated: true,
  length: text.length,
  ...more,
});
export const sentence = (text: string, ...suggestions: string[]) => ({
  type: "sentence",
  delay: 0,
  text: label(text),
  suggestions: suggestions.map((title) => ({ title: label(title) })),
});

/** One answer as a bot sends it; without `lastResponse`, as tock-node. */
export function responseTo(requestId: string, request: BotRequest, { context, ...answer }: Answer) {
  return {
    requestId,
    botResponse: {
      storyId: request.storyId,
      entities: [],
      ...answer,
      context: { requestId, date: new Date().toISOString(), ...(context as object | undefined) },
    },
  };
}

/** A bot that speaks the published protocol, well or badly. */
export class TockClient implements AsyncDisposable {
  readonly asked: Asked[] = [];
  readonly #socket: WebSocket;
  readonly closed: Promise<number>;

  private constructor(socket: WebSocket, answers: Answers) {
    this.#socket = socket;
    this.closed = new Promise((resolve) => socket.addEventListener("close", ({ code }) => resolve(code)));
    socket.addEventListener("message", ({ data }) => {
      const asked = JSON.parse(String(data)) as Asked;
      this.asked.push(asked);
      const { requestId, botRequest } = asked;
      if (botRequest === undefined) return;
      void (async () => {
        const answer = await answers(botRequest, requestId);
        if (answer !== undefined) this.send(responseTo(requestId, botRequest, answer));
      })();
    });
  }

  /**
   * Connects, and says which stories it has, unasked.
   * @param stories undefined: it says nothing of them.
   */
  static async connect(
    serverUrl: string,
    answers: Answers,
    {
      apiKey = key,
      stories = ["weather"],
      version,
    }: { apiKey?: string; stories?: string[] | null; version?: string } = {},
  ): Promise<TockClient> {
    const socket = new WebSocket(`${serverUrl.replace("http", "ws")}/${apiKey}`);
    const client = new TockClient(socket, answers);
    await new Promise((resolve, reject) => {
      socket.addEventListener("open", resolve);
      socket.addEventListener("error", () => reject(new Error("refused")));
    });
    if (stories !== null)
      client.send({
        requestId: "0.57",
        botConfiguration: {
          ...(version === undefined ? {} : { version }),
          stories: stories.map((name) => ({ mainIntent: name, name })),
        },
      });
    return client;
  }

  /** The turns that it was asked to answer. */
  get requests(): BotRequest[] {
    return this.asked.flatMap(({ botRequest }) => botRequest ?? []);
  }

  async waitForRequests(count: number): Promise<void> {
    if (!(await waitUntil(() => this.requests.length >= count, 10_000)))
      throw new Error(`the bot was asked ${this.requests.length} times, not ${count}`);
  }

  /** @param frame an object, or a text that is none. */
  send(frame: unknown): void {
    this.#socket.send(typeof frame === "string" ? frame : JSON.stringify(frame));
  }

  close(): void {
    this.#socket.close();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.close();
    await this.closed;
  }
}
