import { type FakeUser, startFakeGraph } from "@causerie/fake-graph";
import {
  type Bot,
  createBot,
  type InboundEvent,
  messenger,
  type Overrides,
  story,
  text,
  type Turn,
  web,
} from "@causerie/server";
import { expect } from "vitest";
import { collectLogLines } from "#support/log-lines.ts";
import { startTestServer } from "#support/server/start-test-server.ts";
import { RestClient } from "#support/web/rest-client.ts";
import { textsOf } from "#support/web/texts-of.ts";
import { metaPage, pageOptions } from "./facebook-page.ts";

export const yes = "Yes, continue";
export const no = "No, thanks";

/** What a story knows of the person, in one line. */
const known = ({ user }: Turn): string => `${JSON.stringify(user.data)} ${user.linkedTo.join()}`.trim();

const learn = story("learn", { keywords: ["my name is ada", "my city is lille", "forget my name"] }).handle((turn) => {
  if (turn.text === "forget my name") delete turn.user.data["name"];
  else Object.assign(turn.user.data, turn.text.includes("ada") ? { name: "Ada" } : { city: "Lille" });
  return "noted";
});
const go = story("go", { keywords: ["to messenger", "to web", "unasked to messenger"] }).handle((turn) => {
  const channel = turn.text.split(" ").at(-1) ?? "";
  const url = turn.continueIn(channel, { dangerouslyWithoutQuestion: turn.text.startsWith("unasked") });
  return url === undefined ? "there is no way" : text("Here:", { buttons: [{ label: "Continue", url }] });
});
const arrive = story("arrive", { events: ["channel_linked"] }).handle((turn) => {
  const content = turn.event.content as Extract<InboundEvent["content"], { type: "channel_linked" }>;
  return `from ${content.channel} ${content.connectorId} ${content.isNew ? "new" : "again"}: ${known(turn)}`;
});
const welcome = story("welcome", { events: ["start", "referral"] }).handle(({ event: { content } }) =>
  content.type === "referral" ? `welcome by "${content.ref}"` : "welcome",
);
const who = story("who", { keywords: ["who am i"] }).handle((turn) => `you are ${known(turn)}`);
const part = story("part", { keywords: ["part us", "part us and fail"] }).handle((turn) => {
  turn.unlink();
  if (turn.text.endsWith("fail")) throw new Error("on purpose");
  delete turn.user.data["city"];
  return "parted";
});
const forget = story("forget", { keywords: ["forget me"] }).handle((turn) => {
  turn.forgetUser();
  return "bye";
});
export const bot = createBot({
  stories: [learn, go, arrive, welcome, who, part, forget],
  fallback: (turn, reason) => (reason === "failed" ? "that failed" : `what is ${turn.text}?`),
});
export const rates = { send: { count: 1000, seconds: 1 }, conversation: { count: 1000, seconds: 1 } };
/** In the way of an author's page, with what is in its address already. */
const pageUrl = "https://www.example.com/help?from=page#chat";

/** A server with a web chat and a page of Messenger, and people who use them. */
export async function startTwoChannels(
  overrides: Overrides = {},
  config: { secret?: string; database?: string; bot?: Bot } = {},
) {
  const graph = await startFakeGraph(metaPage);
  const { logger, lines } = collectLogLines("debug");
  const connectors = [
    web({ origins: [], rates, pageUrl }),
    messenger({ ...pageOptions(), graphBaseUrl: graph.baseUrl }),
  ];
  const server = await startTestServer(
    { bot, connectors, metricsToken: "let.me.read.them", ...config },
    { logger, ...overrides },
  );
  graph.setWebhookUrl("1001", `${server.url}/messenger`);
  let sent = 0;
  const settle = async (): Promise<void> => {
    for (let round = 0; round < 2; round += 1) {
      await graph.idle();
      await server.idle();
    }
  };
  const browse = async () => {
    const client = await RestClient.start(`${server.url}/web`);
    const post = async (content: object): Promise<string | undefined> => {
      expect((await client.post("messages", { clientId: `c${(sent += 1)}`, content })).status).toBe(202);
      await settle();
      return textsOf((await client.events()).body.events).at(-1);
    };
    const newestChoices = async () => {
      const messages = (await client.events()).body.events.filter((event) => event.type === "message");
      const newest = messages.at(-1)?.message;
      return newest !== undefined && "quickReplies" in newest ? newest.quickReplies : [];
    };
    return {
      client,
      userId: client.session.visitorId,
      say: (words: string) => post({ type: "text", text: words }),
      come: (ref: string) => post({ type: "referral", ref }),
      choices: newestChoices,
      /** Taps on a choice of the newest message. */
      choose: async (label: string) => {
        const chosen = (await newestChoices()).find((each) => each.label === label);
        if (chosen?.type !== "postback") throw new Error(`there is no choice ${label}`);
        return await post({ type: "postback", link: chosen.link, label });
      },
      post,
      /** Comes with the ref, and says yes. */
      async goOn(ref: string) {
        await this.come(ref);
        return await this.choose(yes);
      },
      /** The address on the newest button. */
      link: async (words = "to messenger"): Promise<URL> => {
        await post({ type: "text", text: words });
        const { events } = (await client.events()).body;
        const buttons = events.flatMap((event) =>
          event.type === "message" && event.message.type === "text" ? event.message.buttons : [],
        );
        const newest = buttons.at(-1);
        if (newest?.type !== "url") throw new Error("there is no link");
        return new URL(newest.url);
      },
    };
  };
  const said = ({ psid }: FakeUser): string | undefined => graph.sent(psid).at(-1)?.text;
  return {
    graph,
    server,
    lines,
    settle,
    browse,
    phone: (user = graph.user("2001")) => ({
      user,
      userId: user.psid,
      said: () => said(user),
      texts: () => graph.sent(user.psid).map(({ text: words }) => words),
      say: async (words: string) => {
        await user.say(words);
        await settle();
        return said(user);
      },
      come: async (ref: string) => {
        await user.openReferral(ref);
        await settle();
        return said(user);
      },
      choose: async (label: string) => {
        await user.tapQuickReply(label);
        await settle();
        return said(user);
      },
      /** Comes with the ref, and says yes. */
      async goOn(ref: string) {
        await this.come(ref);
        return await this.choose(yes);
      },
      tap: async (label: string) => {
        const tapped = await user.tapButton(label);
        return new URL(tapped.type === "opened" ? tapped.address : "");
      },
    }),
    counted: async () => {
      const response = await fetch(`${server.url}/metrics`, { headers: { authorization: "Bearer let.me.read.them" } });
      const found = (await response.text()).matchAll(/^causerie_continued_total\{.*outcome="(\w+)".*\} (\d+)$/gm);
      return Object.fromEntries(Array.from(found, ([, outcome = "", count]) => [outcome, Number(count)]));
    },
    async [Symbol.asyncDispose]() {
      await server[Symbol.asyncDispose]();
      await graph[Symbol.asyncDispose]();
    },
  };
}

/** The ref in an address that `turn.continueIn` has made. */
export function refIn(url: URL): string {
  return url.searchParams.get("ref") ?? url.searchParams.get("causerie-ref") ?? "";
}
