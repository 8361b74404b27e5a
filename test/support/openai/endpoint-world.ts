import {
  audio,
  type Bot,
  card,
  createBot,
  openai,
  type OpenAiOptions,
  type Overrides,
  story,
  stream,
  text,
} from "@causerie/server";
import OpenAI from "openai";
import { startTestServer } from "#support/server/start-test-server.ts";

export const key = "sk-causerie-0123456789abcdef";

const fares = story("fares", { keywords: ["fares"] });
const ask = story("ask", { keywords: ["menu"] });

/** A bot whose stories are of each kind that matters here. `pieces`: of the text that grows. */
export function createEndpointBot(pieces: () => AsyncIterable<string> = empty): Bot {
  return createBot({
    stories: [
      fares.handle(() => "A ticket is 5 euros."),
      ask.handle(() =>
        text("What would you like?", {
          buttons: [{ label: "Fares", to: fares.link() }],
          quickReplies: [{ label: "Site", say: "who am i" }],
        }),
      ),
      story("card", { keywords: ["card"] }).handle(() => [
        "Look:",
        card({ title: "Pass", subtitle: "One day", buttons: [{ label: "Buy", url: "https://a.example/buy" }] }),
      ]),
      story("sound", { keywords: ["sound"] }).handle(() => audio("https://a.example/a.mp3", { alt: "Bells" })),
      story("who", { keywords: ["who am i"] }).handle((turn) => {
        const before = Number(turn.user.data["count"] ?? 0) + 1;
        turn.user.data["count"] = before;
        return `${turn.user.id} for the ${before}. time`;
      }),
      story("tell", { keywords: ["tell me"] }).handle(async function* () {
        yield "First:";
        yield stream(pieces(), { buttons: [{ label: "Fares", to: fares.link() }] });
        yield "Last.";
      }),
      story("files", { events: ["attachment"] }).handle(({ event: { content } }) =>
        content.type === "attachment"
          ? content.attachments.map(
              ({ kind, mediaType = "", bytes = 0, missing = "", url = missing }) =>
                `${kind} ${mediaType} ${bytes} ${url}`,
            )
          : undefined,
      ),
    ],
    fallback: (turn) => `?${turn.text}`,
  });
}

async function* empty(): AsyncGenerator<string> {}

/** A server with an endpoint, and OpenAI's own client before it. */
export async function startEndpoint(
  { bot = createEndpointBot(), ...options }: Partial<OpenAiOptions> & { bot?: Bot } = {},
  overrides: Overrides = {},
) {
  const server = await startTestServer({ bot, connectors: [openai({ key, ...options })] }, overrides);
  const baseURL = `${server.url}/openai/v1`;
  const clientWith = (apiKey: string): OpenAI => new OpenAI({ baseURL, apiKey, maxRetries: 0, timeout: 30_000 });
  const client = clientWith(key);
  return {
    server,
    baseURL,
    client,
    clientWith,
    /** The words that a person gets for theirs. */
    async say(words: string, more: { user?: string; conversation?: string } = { user: "ana" }): Promise<string | null> {
      const headers = more.conversation === undefined ? {} : { "X-Conversation-Id": more.conversation };
      const completion = await client.chat.completions.create(
        {
          model: "causerie",
          messages: [{ role: "user", content: words }],
          ...(more.user === undefined ? {} : { user: more.user }),
        },
        { headers },
      );
      return completion.choices[0]?.message.content ?? null;
    },
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}

/** All that comes of a list or a stream. */
export async function wholeOf<Each>(source: AsyncIterable<Each>): Promise<Each[]> {
  const all: Each[] = [];
  for await (const each of source) all.push(each);
  return all;
}
