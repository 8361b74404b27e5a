import { createBot, web } from "@causerie/server";
import type { ChatOptions } from "@causerie/widget/chat/options.ts";
import { expect, test } from "vitest";
import { startTestServer } from "#support/server/start-test-server.ts";
import { unlimitedRates } from "#support/web/unlimited-rates.ts";
import { openChat, type TestChat } from "#support/widget/open-chat.ts";

/** The page's own headers (`headers`), as a gateway before the server asks for them. */
type Setting = {
  open: (headers: ChatOptions["headers"], later?: () => ChatOptions["headers"]) => TestChat;
  passed: string[];
} & AsyncDisposable;

async function start(): Promise<Setting> {
  const bot = createBot({ stories: [], fallback: ({ text }) => `heard ${text}` });
  const server = await startTestServer({ bot, connectors: [web({ origins: [], rates: unlimitedRates })] });
  const passed: string[] = [];
  return {
    passed,
    open: (headers, later = () => headers) => {
      const options: ChatOptions = {
        endpoint: `${server.url}/web`,
        transports: ["poll"],
        fetch(url, init) {
          passed.push(new Headers(init.headers).get("x-gateway") ?? "nothing");
          return fetch(url, init);
        },
      };
      // As an embedding does: the chat must not read it once for all.
      return openChat(Object.defineProperty(options, "headers", { get: later, enumerable: true }));
    },
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}

test("each request has the headers of its moment, and cannot lose those of the chat to them", async () => {
  await using setting = await start();
  let count = 0;
  using chat = setting.open(async () => ({ "x-gateway": `key ${(count += 1)}`, "content-type": "text/plain" }));
  chat.start();
  chat.sendText("hello");
  await chat.untilScreen("hello (sent)", "heard hello");
  expect(setting.passed.length).toBeGreaterThan(2);
  expect(setting.passed).toEqual(setting.passed.map((_, at) => `key ${at + 1}`));
});

test.each<[string, ChatOptions["headers"]]>([
  ["throws", () => Promise.reject(new Error("secret of the page"))],
  [
    "throws at once",
    () => {
      throw new Error("secret of the page");
    },
  ],
  ["gives nothing", () => undefined as never],
  ["gives a number", () => ({ "x-gateway": 5 }) as never],
  ["gives a name that no request can have", () => ({ "x gateway": "key" })],
  ["gives a value that no request can have", () => ({ "x-gateway": "key\nother: 1" })],
])("while the page %s, nothing is sent, the state says why, and what was written goes later", async (_, wrong) => {
  await using setting = await start();
  let headers = wrong as () => Record<string, string>;
  using chat = setting.open(() => headers());
  chat.start();
  chat.sendText("hello");
  await chat.until(({ connection }) => connection.type === "waiting");
  expect(chat.getState().connection).toMatchObject({ type: "waiting", code: "headers_failed" });
  expect(JSON.stringify(chat.getState())).not.toContain("secret");
  expect(setting.passed).toEqual([]);
  headers = () => ({ "x-gateway": "key" });
  await chat.reconnected(({ entries }) => entries.length === 2);
  expect(chat.screen()).toEqual(["hello (sent)", "heard hello"]);
});

test("a page that does not answer has five seconds", async () => {
  await using setting = await start();
  let asked = 0;
  using chat = setting.open(() => {
    asked += 1;
    return asked === 1 ? new Promise(() => {}) : { "x-gateway": "key" };
  });
  chat.start();
  await expect.poll(() => asked).toBe(1);
  chat.clock.advance(4_999);
  expect(chat.getState().connection.type).toBe("connecting");
  chat.clock.advance(1);
  await chat.until(({ connection }) => connection.type === "waiting");
  expect(chat.getState().connection).toMatchObject({ code: "headers_failed" });
  await chat.reconnected();
  expect(new Set(setting.passed)).toEqual(new Set(["key"]));
});

test("headers that an embedding gives later go with the next requests", async () => {
  await using setting = await start();
  let given: ChatOptions["headers"];
  using chat = setting.open(undefined, () => given);
  chat.start();
  await chat.connected();
  given = () => ({ "x-gateway": "late" });
  chat.sendText("hello");
  await chat.untilScreen("hello (sent)", "heard hello");
  expect(new Set(setting.passed)).toEqual(new Set(["nothing", "late"]));
});
