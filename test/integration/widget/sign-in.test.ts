import { createBot, web } from "@causerie/server";
import type { SignInOptions } from "@causerie/server/connectors/web/sign-in/options.ts";
import type { ChatOptions } from "@causerie/widget/chat/options.ts";
import type { GetToken } from "@causerie/widget/chat/sign-in/ask-token.ts";
import { createMemoryStorage } from "@causerie/widget/chat/storage/key-value-storage.ts";
import { expect, test } from "vitest";
import { startTestServer } from "#support/server/start-test-server.ts";
import { startIssuer, type TestIssuer } from "#support/sign-in/issuer.ts";
import { unlimitedRates } from "#support/web/unlimited-rates.ts";
import { openChat, type TestChat } from "#support/widget/open-chat.ts";

type Setting = {
  issuer: TestIssuer;
  endpoint: string;
  requests: string[];
  open: (getToken: GetToken, options?: Partial<ChatOptions>) => TestChat;
} & AsyncDisposable;

/** A real server, a real issuer, and chats that ask `getToken`. */
async function start(mode: NonNullable<SignInOptions["mode"]>): Promise<Setting> {
  const issuer = await startIssuer();
  const signIn = { mode, issuers: [{ issuer: issuer.url, audience: "chat" }] };
  const bot = createBot({ stories: [], fallback: ({ text }) => `heard ${text}` });
  const server = await startTestServer({ bot, connectors: [web({ origins: [], rates: unlimitedRates, signIn })] });
  const endpoint = `${server.url}/web`;
  const requests: string[] = [];
  return {
    issuer,
    endpoint,
    requests,
    open: (getToken, options = {}) =>
      openChat({
        endpoint,
        getToken,
        fetch(url, init) {
          const given = new Headers(init.headers).get("authorization") ?? "";
          const path = url.slice(endpoint.length).split("?")[0] ?? "";
          if (path.startsWith("/v1/session")) requests.push(`${path} ${given === "" ? "anonymous" : "token"}`);
          return fetch(url, init);
        },
        ...options,
      }),
    async [Symbol.asyncDispose]() {
      await server[Symbol.asyncDispose]();
      await issuer[Symbol.asyncDispose]();
    },
  };
}

/** A clock of the chat stands still unless a test moves it: the page answers late when it says so. */
const never = (): Promise<never> => new Promise(() => {});

test("a person's chat is theirs on two devices, and the token is in no storage", async () => {
  await using setting = await start("required");
  const { issuer, open } = setting;
  const token = await issuer.sign();
  const values = new Map<string, string>();
  let asked = 0;
  const getToken = (): string => {
    asked += 1;
    return token;
  };
  using desk = open(getToken, { storage: createMemoryStorage(values) });
  desk.start();
  await desk.connected();
  desk.sendText("hello");
  await desk.untilScreen("hello (sent)", "heard hello");
  const before = asked;
  desk.sendText("again");
  await desk.untilScreen("hello (sent)", "heard hello", "again (sent)", "heard again");
  expect(asked).toBeGreaterThan(before);
  using phone = open(() => token);
  phone.start();
  await phone.untilScreen("hello (sent)", "heard hello", "again (sent)", "heard again");
  // One exchange a device, whatever the number of requests; and nothing to read for who has the device next.
  expect(setting.requests).toEqual(["/v1/session token", "/v1/session token"]);
  const kept = JSON.stringify([...values]);
  expect(kept).not.toContain("eyJ");
  expect(kept).not.toContain("hello");
});

test.for(["nobody", "ada"])(
  "what is sent while the page is asked who is there (%s) is sent once it has answered",
  async (who) => {
    await using setting = await start("optional");
    const token = who === "nobody" ? undefined : await setting.issuer.sign({ sub: who });
    const answer = Promise.withResolvers<string | undefined>();
    let asked = 0;
    using chat = setting.open(() => {
      asked += 1;
      return answer.promise;
    });
    chat.start();
    await expect.poll(() => asked).toBeGreaterThan(0);
    chat.sendText("one");
    chat.sendText("two");
    answer.resolve(token);
    await chat.until(({ entries }) => entries.length === 4);
    expect(chat.screen().filter((line) => line.endsWith("(sent)"))).toEqual(["one (sent)", "two (sent)"]);
  },
);

test.for(["ada", "nobody"])("what is written and sent while %s is let in stays written, and is sent", async (who) => {
  await using setting = await start("optional");
  const ada = await setting.issuer.sign({ sub: "ada" });
  let token: string | undefined;
  let storageAnswers = Promise.resolve();
  let calls = 0;
  const memory = createMemoryStorage();
  // A browser's storage takes its time on a busy machine.
  const storage: typeof memory = {
    ...memory,
    async list(prefix) {
      calls += 1;
      await storageAnswers;
      return await memory.list(prefix);
    },
  };
  using chat = setting.open(() => token, { storage });
  const gate = Promise.withResolvers<void>();
  if (who === "ada") {
    chat.start();
    await chat.connected();
    token = ada;
  }
  storageAnswers = gate.promise;
  const before = calls;
  chat.start();
  await expect.poll(() => calls).toBeGreaterThan(before);
  chat.sendText("it is blue");
  chat.saveDraft("half a sen");
  gate.resolve();
  await chat.untilScreen("it is blue (sent)", "heard it is blue");
  expect(chat.getDraft()).toBe("half a sen");
});

test("who signs in takes along what they have said, written and not sent; the next one finds nothing of it", async () => {
  await using setting = await start("optional");
  const { issuer, open } = setting;
  let token: string | undefined;
  const values = new Map<string, string>();
  using chat = open(() => token, { storage: createMemoryStorage(values) });
  chat.start();
  await chat.connected();
  chat.sendText("where is my bag");
  await chat.untilScreen("where is my bag (sent)", "heard where is my bag");
  token = await issuer.sign();
  chat.saveDraft("half a sen");
  chat.sendText("it is blue");
  await chat.until(
    ({ entries }) =>
      entries.length >= 4 && entries.every((entry) => entry.type !== "visitor" || entry.delivery.type === "sent"),
  );
  expect(chat.screen()).toEqual([
    "where is my bag (sent)",
    "heard where is my bag",
    "it is blue (sent)",
    "heard it is blue",
  ]);
  expect(chat.getDraft()).toBe("half a sen");

  // Another person, in the same tab.
  token = await issuer.sign({ sub: "bob" });
  chat.start();
  await chat.until(({ entries, loaded }) => entries.length === 0 && loaded);
  await chat.connected();
  expect(chat.getDraft()).toBe("");
  chat.sendText("I am Bob");
  await chat.untilScreen("I am Bob (sent)", "heard I am Bob");
  // Nobody.
  token = undefined;
  chat.start();
  await chat.until(({ entries, connection }) => entries.length === 0 && connection.type === "connected");
  chat.sendText("anonymous again");
  await chat.untilScreen("anonymous again (sent)", "heard anonymous again");
  // And the first one comes back.
  token = await issuer.sign();
  using phone = open(() => token);
  phone.start();
  await phone.until(({ entries }) => entries.length === 4);
  expect(phone.screen()[0]).toBe("where is my bag (sent)");
  expect(JSON.stringify([...values])).not.toContain("blue");
});

test("who signs in by a call takes along what was said and not sent, and the next one finds nothing", async () => {
  await using setting = await start("optional");
  const { issuer, open } = setting;
  const values = new Map<string, string>();
  const isAnonymous = { getToken: undefined, storage: createMemoryStorage(values) };
  using chat = open(() => undefined, isAnonymous);
  await chat.setUser(undefined); // Before anything has begun, this begins nothing.
  expect(setting.requests).toEqual([]);
  chat.start();
  await chat.connected();
  chat.sendText("where is my bag");
  await chat.untilScreen("where is my bag (sent)", "heard where is my bag");
  chat.saveDraft("half a sen");
  chat.sendText("it is blue");
  // A page may be in two minds.
  const token = await issuer.sign();
  await Promise.all([chat.setUser(token), chat.setUser(() => token)]);
  const all = ["where is my bag (sent)", "heard where is my bag", "it is blue (sent)", "heard it is blue"];
  await chat.until(() => JSON.stringify(chat.screen()) === JSON.stringify(all));
  expect(chat.getDraft()).toBe("half a sen");
  using phone = open(() => token);
  phone.start();
  await phone.untilScreen(...all);
  expect(setting.requests.filter((request) => request === "/v1/session token")).toHaveLength(2);

  await chat.setUser(undefined);
  await chat.until(({ entries, connection }) => entries.length === 0 && connection.type === "connected");
  expect(chat.getDraft()).toBe("");
  chat.sendText("anonymous again");
  await chat.untilScreen("anonymous again (sent)", "heard anonymous again");
  expect(JSON.stringify([...values])).not.toContain("blue");
  await chat.setUser(await issuer.sign({ sub: "bob" }));
  await chat.untilScreen("anonymous again (sent)", "heard anonymous again");
  expect(phone.screen()).toEqual(all);
});

test("a conversation that this tab has not shown is not joined to whoever signs in here", async () => {
  await using setting = await start("optional");
  const { issuer, open } = setting;
  const storage = createMemoryStorage();
  const stranger = open(() => undefined, { storage });
  stranger.start();
  await stranger.connected();
  stranger.sendText("a stranger's");
  await stranger.untilScreen("a stranger's (sent)", "heard a stranger's");
  stranger.dispose();
  const token = await issuer.sign();
  using chat = open(() => token, { storage });
  chat.start();
  await chat.until(({ loaded, connection }) => loaded && connection.type === "connected");
  expect(chat.screen()).toEqual([]);
});

test("what a person could not send is sent by them and nobody else", async () => {
  await using setting = await start("optional");
  const { issuer, open, endpoint } = setting;
  const [ada, bob] = [await issuer.sign(), await issuer.sign({ sub: "bob" })];
  const storage = createMemoryStorage();
  let isDown = false;
  const flaky = (url: string, init: RequestInit): Promise<Response> =>
    isDown ? Promise.reject(new TypeError("no network")) : fetch(url, init);
  const first = open(() => ada, { storage, fetch: flaky, transports: ["poll"] });
  first.start();
  await first.connected();
  isDown = true;
  first.sendText("mine alone");
  await first.until(({ entries }) =>
    entries.some((entry) => entry.type === "visitor" && entry.delivery.type === "waiting"),
  );
  await expect.poll(async () => (await storage.list("")).some((value) => value.includes("mine alone"))).toBe(true);
  first.dispose();
  using second = open(() => bob, { storage });
  second.start();
  await second.connected();
  expect(second.screen()).toEqual([]);
  using anonymous = open(() => undefined, { storage });
  anonymous.start();
  await anonymous.connected();
  expect(anonymous.screen()).toEqual([]);
  using again = open(() => ada, { storage, endpoint });
  again.start();
  await again.until(({ entries }) =>
    entries.some((entry) => entry.type === "visitor" && entry.delivery.type === "sent"),
  );
  expect(again.screen()[0]).toBe("mine alone (sent)");
});

const badTokens: [string, GetToken][] = [
  [
    "throws",
    () => {
      throw new Error("no session");
    },
  ],
  ["rejects", () => Promise.reject(new Error("no session"))],
  ["gives something else", () => ({ accessToken: "x" }) as unknown as string],
  ["gives what the server refuses", () => "x.y.z"],
];

test.each(badTokens)(
  "a page whose getToken %s: anonymous where that is allowed, else a state that says so, until it is mended",
  async (_what, bad) => {
    await using optional = await start("optional");
    using anonymous = optional.open(bad);
    anonymous.start();
    await anonymous.connected();
    anonymous.sendText("hello");
    await anonymous.untilScreen("hello (sent)", "heard hello");

    await using required = await start("required");
    let getToken: GetToken = bad;
    using chat = required.open(() => getToken());
    chat.start();
    await chat.until(({ connection }) => connection.type === "waiting" && connection.code === "sign_in_failed");
    const token = await required.issuer.sign();
    getToken = () => token;
    await chat.reconnected();
    chat.sendText("at last");
    await chat.untilScreen("at last (sent)", "heard at last");
    expect(required.requests.at(-1)).toBe("/v1/session token");
  },
);

test("a page whose getToken never answers is waited for five seconds, once, and what was written meanwhile is sent", async () => {
  await using setting = await start("optional");
  let asked = 0;
  using chat = setting.open(() => {
    asked += 1;
    return never();
  });
  chat.start();
  chat.sendText("one");
  chat.sendText("two");
  await expect.poll(() => asked).toBe(1);
  expect(chat.screen()).toEqual(["one (waiting)", "two (waiting)"]);
  chat.clock.advance(5_000);
  await expect
    .poll(() => {
      chat.clock.advance(0);
      return chat.getState().connection.type;
    })
    .toBe("connected");
  await chat.until(
    ({ entries }) => entries.filter((entry) => entry.type === "visitor" && entry.delivery.type === "sent").length === 2,
  );
  expect(asked).toBe(1);
});

test("nobody is signed in where that is required: the chat says so, and begins as soon as somebody is", async () => {
  await using setting = await start("required");
  let token: string | undefined;
  using chat = setting.open(() => token);
  chat.start();
  await chat.until(({ connection }) => connection.type === "waiting" && connection.code === "sign_in_required");
  chat.sendText("hello");
  token = await setting.issuer.sign();
  await chat.reconnected();
  await chat.untilScreen("hello (sent)", "heard hello");
  expect(setting.requests.at(-1)).toBe("/v1/session token");
});

test("a token that the server refuses in mid-conversation: the page is asked once more, and a good one goes on", async () => {
  await using setting = await start("required");
  const { issuer } = setting;
  const soon = await issuer.sign({ exp: Math.floor(Date.now() / 1000) + 600 });
  const good = await issuer.sign();
  let tokens: string[] = [soon];
  using chat = setting.open(() => (tokens.length > 1 ? tokens.shift() : tokens[0]));
  chat.start();
  await chat.connected();
  chat.sendText("hello");
  await chat.untilScreen("hello (sent)", "heard hello");
  // At the renewal the page gives an old one first, from its cache.
  const stale = await issuer.sign({ exp: Math.floor(Date.now() / 1000) - 3600 });
  tokens = [stale, stale, good];
  setting.requests.length = 0;
  chat.clock.advance(9 * 60_000);
  await expect.poll(() => setting.requests.length).toBeGreaterThan(0);
  tokens = [good];
  await chat.reconnected();
  chat.sendText("still me");
  await chat.untilScreen("hello (sent)", "heard hello", "still me (sent)", "heard still me");
});

test("signing out empties the screen and the device; the same token signs nobody in again", async () => {
  await using setting = await start("optional");
  const { issuer } = setting;
  const token = await issuer.sign();
  const values = new Map<string, string>();
  using chat = setting.open(() => token, { storage: createMemoryStorage(values) });
  chat.start();
  await chat.connected();
  chat.sendText("hello");
  await chat.untilScreen("hello (sent)", "heard hello");
  chat.saveDraft("more");
  await chat.endSession();
  await chat.until(({ entries, connection }) => entries.length === 0 && connection.type === "connected");
  expect(chat.getDraft()).toBe("");
  chat.sendText("somebody");
  await chat.untilScreen("somebody (sent)", "heard somebody");
  using phone = setting.open(() => issuer.sign());
  phone.start();
  await phone.untilScreen("hello (sent)", "heard hello");
});
