import { startFakeGraph } from "@causerie/fake-graph";
import {
  type CauserieConfig,
  createBot,
  intent,
  messenger,
  story,
  tockBot,
  type TockBotOptions,
  web,
} from "@causerie/server";
import type { LogEvent } from "@causerie/protocol";
import { collectLogLines } from "#support/log-lines.ts";
import { metaPage, pageOptions } from "#support/messenger/facebook-page.ts";
import { startTestServer } from "#support/server/start-test-server.ts";
import { RestClient } from "#support/web/rest-client.ts";
import { unlimitedRates } from "#support/web/unlimited-rates.ts";
import { waitUntil } from "#support/wait-until.ts";
import { key } from "./tock-client.ts";

/** A story of the server, beside which the bot answers. */
export const hello = story("hello", { keywords: ["hello"] }).handle(() => "hello from here");
export const weather = intent("weather", { keywords: ["weather"] });

/** A server with a web chat and a page of Messenger, one story of its own, and a bot that runs elsewhere. */
export async function startBotWorld(
  options: Partial<TockBotOptions> = {},
  {
    stories = [hello],
    ...config
  }: Partial<CauserieConfig> & { stories?: Parameters<typeof createBot>[0]["stories"] } = {},
) {
  const graph = await startFakeGraph(metaPage);
  const { logger, lines, printed } = collectLogLines("debug");
  const bot = createBot({
    stories,
    bots: [tockBot({ apiKey: key, id: "travel", stories: [weather], notUnderstood: true, ...options })],
    fallback: (_turn, reason) => `fallback: ${reason}`,
    locales: ["en", "fr"],
    timeZone: "Europe/Paris",
  });
  const connectors = [
    web({ origins: [], rates: unlimitedRates }),
    messenger({ ...pageOptions(), graphBaseUrl: graph.baseUrl }),
  ];
  const server = await startTestServer({ bot, connectors, metricsToken: "let.me.read.them", ...config }, { logger });
  graph.setWebhookUrl("1001", `${server.url}/messenger`);
  let sent = 0;
  const visitor = async () => {
    const client = await RestClient.start(`${server.url}/web`);
    const events = async (): Promise<LogEvent[]> => [...(await client.events()).body.events];
    const post = async (content: object) => {
      const { status } = await client.post("messages", { clientId: `c${(sent += 1)}`, content });
      if (status !== 202) throw new Error(`the message was refused with ${status}`);
    };
    return {
      client,
      events,
      post,
      /** Says something, and waits for the end of the turn. @returns what the bot has said in it. */
      say: async (words: string | object) => {
        const before = (await events()).length;
        await post(typeof words === "string" ? { type: "text", text: words } : words);
        await server.idle();
        return (await events()).slice(before).flatMap((event) => (isSaid(event) ? [event.message] : []));
      },
      /** The same, as texts. */
      async ask(words: string | object): Promise<string[]> {
        return (await this.say(words)).map((message) => ("text" in message ? message.text : message.type));
      },
    };
  };
  return {
    graph,
    server,
    lines,
    printed,
    visitor,
    logged: (happened: string) => lines.filter(({ msg }) => msg.includes(happened)),
    waitForLine: async (happened: string) => {
      const isSaidSo = (): boolean => lines.some(({ msg }) => msg.includes(happened));
      if (!(await waitUntil(isSaidSo, 10_000))) throw new Error(`nobody has logged: ${happened}`);
    },
    metric: async (name: string): Promise<string[]> => {
      const response = await fetch(`${server.url}/metrics`, { headers: { authorization: "Bearer let.me.read.them" } });
      return (await response.text()).split("\n").filter((line) => line.startsWith(name));
    },
    async [Symbol.asyncDispose]() {
      await server[Symbol.asyncDispose]();
      await graph[Symbol.asyncDispose]();
    },
  };
}

function isSaid(event: LogEvent): event is Extract<LogEvent, { type: "message" | "message.final" }> {
  return event.type === "message" || event.type === "message.final";
}
