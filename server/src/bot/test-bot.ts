import * as v from "valibot";
import type { Connector } from "#channel/connector.ts";
import type { EventContent, InboundEvent } from "#channel/event.ts";
import type { Frame } from "#channel/log.ts";
import { type ConversationState, emptyState } from "#conversation/conversation.ts";
import { direct } from "#channel/address.ts";
import { hostConnector } from "#channel/host/hosted-connector.ts";
import type { Answer, Lease } from "#conversation/turns.ts";
import { handleEvent } from "./handle-event.ts";
import type { BotHost } from "./bot-host.ts";
import type { TurnReport } from "./turn-report.ts";
import type { BotOptions } from "./authoring/bot-options.ts";
import { createBot } from "./authoring/create-bot.ts";
import { text } from "./authoring/messages.ts";
import { story } from "./authoring/story.ts";

export const weather = story("weather", {
  keywords: { en: ["weather", "weather forecast"], fr: ["météo"] },
  params: v.object({ city: v.optional(v.picklist(["Lille", "Lyon"])) }),
  steps: { city: true },
});
const hello = story("hello", { intents: ["greetings"], keywords: { en: ["hello"], fr: ["bonjour"] } });

export const weatherStory = weather.handle({
  async *run(turn, { city }) {
    if (city === undefined) {
      turn.waitFor(weather.step("city"));
      yield text("Which city?", { quickReplies: [{ label: "Lille", to: weather.link({ city: "Lille" }) }] });
      return;
    }
    yield `Sunny in ${city}`;
  },
  steps: {
    async *city(turn) {
      yield `Sunny in ${turn.text}`;
    },
  },
});
export const welcome = story("hello", {
  events: ["start"],
  intents: ["greetings"],
  keywords: { en: ["hello"], fr: ["bonjour"] },
}).handle((turn) => (turn.locale === "fr" ? "Bonjour" : "Hello"));
export const helloStory = hello.handle((turn) => (turn.locale === "fr" ? "Bonjour" : "Hello"));

/** A bot on one conversation: what is committed is at hand, nothing is stored. */
export function testBot(options: Partial<BotOptions> = {}, delivery: "log" | "push" = "log") {
  const bot = createBot({
    stories: [weatherStory, helloStory],
    locales: ["en", "fr"],
    fallback: (_turn, reason) => `fallback: ${reason}`,
    ...options,
  });
  const connector: Connector = {
    id: "test",
    channel: "test",
    capabilities: {
      reply: { type: "async" },
      proactive: { type: "always" },
      text: { max: 1000, formats: ["plain"] },
      typing: true,
      stream: delivery === "log" ? "native" : "paragraphs",
      groups: false,
      interface: "text",
    },
    render: (message) => ({
      payloads: [message],
      losses: message.type === "media" ? [{ rule: "media_dropped", detail: "media" }] : [],
    }),
    ...(delivery === "log"
      ? { delivery }
      : { delivery, deliver: () => Promise.resolve({}), typing: () => Promise.resolve() }),
  };
  const report = (_what: string, error: unknown): void => {
    throw error;
  };
  const hosted = hostConnector(connector, { tokenKey: new Uint8Array(32), report });
  const appended: Answer[] = [];
  const committed: Answer[] = [];
  const frames: Frame[] = [];
  const reports: TurnReport[] = [];
  const stop = new AbortController();
  let state: ConversationState = emptyState;
  let seq = -1;
  const host: BotHost = {
    bot,
    connectorOf: () => hosted,
    turns: {
      idempotencyRecords: () => Promise.resolve({}),
      keepIdempotencyRecord: () => Promise.resolve(),
      append: (_lease, answer) => Promise.resolve(void appended.push(answer)),
      commit: (_lease, answer, after) => {
        committed.push(answer);
        state = after;
        return Promise.resolve();
      },
    },
    services: [],
    storyRules: () => ({}),
    amend: () => Promise.resolve(),
    lastRefusal: () => Promise.resolve(undefined),
    deliveryStates: () => Promise.resolve(new Map()),
    blobs: {
      get: () => Promise.resolve(undefined),
      put: () => Promise.reject(new Error("a bot without a server keeps no files")),
    },
    log: { tail: () => Promise.resolve([]) },
    interruptions: { watch: () => ({ [Symbol.dispose]: () => undefined }) },
    hasDesk: false,
    frame: (_id, frame) => void frames.push(frame),
    typing: () => undefined,
    committed: () => undefined,
    report: (report) => void reports.push(report),
    pause: () => Promise.resolve(),
    doubleTapMs: 1000,
    now: () => 0,
    stopping: stop.signal,
  };
  const lease = (content: EventContent, locale?: string, after = 2): Lease => {
    seq += after;
    const event: InboundEvent = {
      id: `e${seq}`,
      connectorId: "test",
      conversationId: "c",
      address: direct("u"),
      at: seq * 1000,
      content,
      ...(locale === undefined ? {} : { locale }),
    };
    const conversation = { id: "c", connectorId: "test", address: direct("u"), state };
    return { conversation, event, seq, attempt: 1, interrupted: false, fence: 1 };
  };
  return {
    host,
    appended,
    committed,
    frames,
    reports,
    stop,
    lease,
    state: () => state,
    /** The texts of the answer to this event, those that went ahead included. */
    async says(content: EventContent, locale?: string): Promise<string[]> {
      const ahead = appended.length;
      await handleEvent(host, lease(content, locale));
      return [...appended.slice(ahead), ...committed.slice(-1)].flatMap(textsOf);
    },
  };
}

export function textsOf({ events }: Answer): string[] {
  return events.flatMap(({ body }) =>
    "message" in body ? [body.message.type === "text" ? body.message.text : body.message.type] : [],
  );
}

export const say = (words: string): EventContent => ({ type: "text", text: words });
export const tap = (link: string): EventContent => ({ type: "postback", link, label: "tap" });

/** A text that is still being written. */
export async function* slowly(...pieces: string[]): AsyncGenerator<string, void> {
  for (const piece of pieces) {
    await Promise.resolve();
    yield piece;
  }
}
