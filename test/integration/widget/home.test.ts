import { createBot, story, web } from "@causerie/server";
import { createHome, type Home, type HomeState, unreadElsewhere } from "@causerie/widget/chat/home/home.ts";
import type { ChatOptions } from "@causerie/widget/chat/options.ts";
import { createMemoryStorage } from "@causerie/widget/chat/storage/key-value-storage.ts";
import { expect, test } from "vitest";
import { startTestServer } from "#support/server/start-test-server.ts";
import { startIssuer } from "#support/sign-in/issuer.ts";
import { RestClient } from "#support/web/rest-client.ts";
import { unlimitedRates } from "#support/web/unlimited-rates.ts";
import { openChat, type TestChat } from "#support/widget/open-chat.ts";

type WebOptions = Partial<Parameters<typeof web>[0]>;

const hello = story("hello", { events: ["start"] });
const bot = createBot({ stories: [hello.handle(() => "Hello.")], fallback: ({ text }) => `heard ${text}` });

const startServer = (options: WebOptions = {}) =>
  startTestServer({ bot, connectors: [web({ origins: [], rates: unlimitedRates, ...options })] });

type Page = Disposable & { chat: TestChat; home: Home; until(isSo: (state: HomeState) => boolean): Promise<void> };

/** A page with the chat and its list of conversations. */
async function openPage(options: ChatOptions): Promise<Page> {
  const chat = openChat({ transports: ["poll"], ...options });
  const home = createHome(chat);
  const stop = home.start();
  chat.start();
  chat.setVisible(true);
  await chat.connected();
  const until = (isSo: (state: HomeState) => boolean): Promise<void> =>
    expect.poll(() => isSo(home.getState()), { timeout: 10_000 }).toBe(true);
  await until(({ current, conversations }) => current !== undefined && conversations !== undefined);
  return {
    chat,
    home,
    until,
    [Symbol.dispose]() {
      stop();
      chat.dispose();
    },
  };
}

/** Begins another conversation, and waits until it is on the screen. */
async function begin({ chat, home }: Page): Promise<string> {
  const before = home.getState().current;
  await home.begin();
  expect(home.getState()).toMatchObject({ problem: undefined, busy: false, shown: false });
  expect(home.getState().current).not.toBe(before);
  await chat.connected();
  return home.getState().current ?? "";
}

test("a visitor begins another conversation, comes back to the first, and what is written stays where it was", async () => {
  await using server = await startServer();
  using page = await openPage({ endpoint: `${server.url}/web` });
  const { chat, home } = page;
  const first = home.getState().current ?? "";
  chat.sendText("one");
  await chat.untilScreen("one (sent)", "heard one");
  // A page keeps no draft for a storage of its own, but the chat has it.
  chat.saveDraft("for the first");
  const second = await begin(page);
  expect(chat.screen()).toEqual([]);
  expect(chat.getDraft()).toBe("");
  chat.sendText("two");
  await chat.untilScreen("two (sent)", "heard two");
  chat.saveDraft("for the second");
  const unread = async (): Promise<unknown> => {
    await home.refresh();
    return home.getState().conversations?.map(({ unread }) => unread);
  };
  // Also what came in the last moment before the visitor left.
  await expect.poll(unread, { timeout: 10_000 }).toEqual([0, 0]);
  expect(home.getState().conversations).toMatchObject([
    { id: second, title: "two", last: { text: "heard two" } },
    { id: first, title: "one", unread: 0 },
  ]);

  await home.resume(first);
  await chat.untilScreen("one (sent)", "heard one");
  expect(chat.getDraft()).toBe("for the first");
  chat.sendText("three");
  await chat.untilScreen("one (sent)", "heard one", "three (sent)", "heard three");
  await home.resume(second);
  await chat.untilScreen("two (sent)", "heard two");
  expect(chat.getDraft()).toBe("for the second");
});

test("one in which nothing was said is the new one", async () => {
  await using server = await startServer();
  using page = await openPage({ endpoint: `${server.url}/web`, startOnOpen: true });
  await page.chat.untilScreen("Hello.");
  const { current } = page.home.getState();
  page.home.show(true);
  await page.home.begin();
  expect(page.home.getState()).toMatchObject({ current, shown: false });
  page.chat.sendText("one");
  await page.chat.untilScreen("Hello.", "one (sent)", "heard one");
  await begin(page);
  await page.chat.untilScreen("Hello.");
});

test("what waits in a conversation is sent after the visitor has left it, by this page or the next one", async () => {
  await using server = await startServer();
  const values = new Map<string, string>();
  const refuses = new Set<string>();
  const options: ChatOptions = {
    endpoint: `${server.url}/web`,
    storage: createMemoryStorage(values),
    fetch(url, init) {
      if ([...refuses].some((part) => url.includes(part))) throw new TypeError("no network");
      return fetch(url, init);
    },
  };
  const page = await openPage(options);
  const first = page.home.getState().current ?? "";
  page.chat.sendText("one");
  await page.chat.untilScreen("one (sent)", "heard one");
  const second = await begin(page);
  refuses.add("/messages");
  page.chat.sendText("left behind");
  await page.chat.until(({ entries }) => entries.some((entry) => entry.type === "visitor"));
  await expect.poll(() => JSON.stringify([...values])).toContain("leftBehind");

  // On the screen of the first one it is not, nor in what that one sends.
  await page.home.resume(first);
  await page.chat.untilScreen("one (sent)", "heard one");
  refuses.clear();
  page.chat.sendText("in the first");
  await page.chat.untilScreen("one (sent)", "heard one", "in the first (sent)", "heard in the first");
  const clock = setInterval(() => page.chat.clock.advance(5_000), 50);
  const visitor = sessionIn(values, options.endpoint);
  const inSecond = async (): Promise<string> =>
    JSON.stringify((await at(visitor, second).snapshot()).body.events ?? []);
  await expect.poll(inSecond, { timeout: 20_000 }).toContain("heard left behind");
  clearInterval(clock);
  expect(page.chat.screen()).not.toContain("left behind (sent)");
  await expect.poll(() => JSON.stringify([...values]), { timeout: 10_000 }).not.toContain("leftBehind");

  await page.home.resume(second);
  await page.chat.untilScreen("left behind (sent)", "heard left behind");
  refuses.add("/messages");
  page.chat.sendText("by the next page");
  await expect.poll(() => JSON.stringify([...values])).toContain("leftBehind");
  await page.home.resume(first);
  page[Symbol.dispose]();
  refuses.clear();
  using next = await openPage(options);
  expect(next.home.getState().current).toBe(first);
  await next.chat.untilScreen("one (sent)", "heard one", "in the first (sent)", "heard in the first");
  await expect.poll(inSecond, { timeout: 20_000 }).toContain("heard by the next page");
});

test("what is answered in a conversation that is not on the screen is in the list soon, and nobody asks for ever", async () => {
  const { promise: isAsked, resolve: answer } = Promise.withResolvers<void>();
  const slow = createBot({ stories: [], fallback: ({ text }) => isAsked.then(() => `heard ${text}`) });
  await using server = await startTestServer({ bot: slow, connectors: [web({ origins: [], rates: unlimitedRates })] });
  let lists = 0;
  const endpoint = `${server.url}/web`;
  using page = await openPage({
    endpoint,
    fetch(url, init) {
      if (url.endsWith("/conversations") && init?.method !== "POST") lists += 1;
      return fetch(url, init);
    },
  });
  const { chat, home } = page;
  const first = home.getState().current ?? "";
  chat.sendText("one");
  await chat.untilScreen("one (sent)");
  await begin(page);
  chat.sendText("two");
  await chat.untilScreen("two (sent)");
  home.show(true);
  const newest = (): unknown => home.getState().conversations?.map(({ last }) => last?.text);
  await expect.poll(newest, { timeout: 10_000 }).toEqual(["two", "one"]);
  // The page looks once more when it has sent what was left in the conversation before. The bot takes longer.
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  answer();
  await expect.poll(newest, { timeout: 10_000 }).toEqual(["heard two", "heard one"]);
  expect(home.getState().conversations?.find(({ id }) => id === first)).toMatchObject({ unread: 1 });
  const asked = lists;
  await new Promise((resolve) => setTimeout(resolve, 2_500));
  expect(lists).toBe(asked);
});

test("the next page goes on in the conversation that was shown last", async () => {
  await using server = await startServer();
  const options: ChatOptions = { endpoint: `${server.url}/web`, storage: createMemoryStorage() };
  const page = await openPage(options);
  page.chat.sendText("one");
  await page.chat.untilScreen("one (sent)", "heard one");
  const second = await begin(page);
  page.chat.sendText("two");
  await page.chat.untilScreen("two (sent)", "heard two");
  page[Symbol.dispose]();
  using next = await openPage(options);
  await next.until(({ current }) => current === second);
  await next.chat.untilScreen("two (sent)", "heard two");
  // The session is still one, and is renewed as one.
  next.chat.sendText("three");
  await next.chat.untilScreen("two (sent)", "heard two", "three (sent)", "heard three");
  expect(next.home.getState().current).toBe(second);
});

test("whoever signs out in a further conversation begins in the first one of somebody new", async () => {
  await using server = await startServer();
  const values = new Map<string, string>();
  using page = await openPage({ endpoint: `${server.url}/web`, storage: createMemoryStorage(values) });
  page.chat.sendText("one");
  await page.chat.untilScreen("one (sent)", "heard one");
  const second = await begin(page);
  page.chat.sendText("two");
  await page.chat.untilScreen("two (sent)", "heard two");
  const before = sessionIn(values, `${server.url}/web`);
  await page.chat.endSession();
  await page.until(({ current }) => current !== second);
  await page.chat.connected();
  const after = sessionIn(values, `${server.url}/web`);
  expect(after.session.visitorId).not.toBe(before.session.visitorId);
  expect(page.home.getState()).toMatchObject({ current: after.session.conversationId, conversations: [] });
  page.chat.sendText("new here");
  await page.chat.untilScreen("new here (sent)", "heard new here");
});

test("what was not read when the conversation was opened is known, also that of another device, until the visitor writes", async () => {
  await using issuer = await startIssuer();
  const signIn = { mode: "required" as const, issuers: [{ issuer: issuer.url, audience: "chat" }] };
  await using server = await startServer({ signIn });
  const endpoint = `${server.url}/web`;
  const token = await issuer.sign({ sub: "ada" });
  using desk = await openPage({ endpoint, getToken: () => token });
  desk.chat.sendText("one");
  await desk.chat.untilScreen("one (sent)", "heard one");
  await begin(desk);
  desk.chat.sendText("two");
  await desk.chat.untilScreen("two (sent)", "heard two");
  const newest = desk.home.getState().current ?? "";
  const unreadAtDesk = async (): Promise<unknown> => {
    await desk.home.refresh();
    return desk.home.getState().conversations?.map(({ unread }) => unread);
  };
  await expect.poll(unreadAtDesk, { timeout: 10_000 }).toEqual([0, 0]);

  using phone = await openPage({ endpoint, getToken: () => token });
  await phone.until(({ conversations = [] }) => conversations.length === 2);
  await phone.home.resume(newest);
  await phone.chat.untilScreen("two (sent)", "heard two");
  // The desk has read all of it, so nothing is new here.
  expect(phone.home.getState().firstUnread).toBeUndefined();
  expect(unreadElsewhere(phone.home.getState())).toBe(0);

  desk.chat.setVisible(false);
  phone.chat.setVisible(false);
  phone.chat.sendText("three");
  await desk.chat.until(({ unread }) => unread === 1);
  await phone.chat.until(({ unread }) => unread === 1);
  const unread = desk.chat.getState().entries.at(-1)?.key;
  desk.chat.setVisible(true);
  expect(desk.home.getState().firstUnread).toBe(unread);
  desk.chat.sendText("four");
  expect(desk.home.getState().firstUnread).toBeUndefined();
});

/** The visitor whose session a page has kept. */
function sessionIn(values: ReadonlyMap<string, string>, endpoint: string): RestClient {
  const kept = JSON.parse(values.get(`causerie ${endpoint} session`) ?? "{}") as { session: RestClient["session"] };
  return new RestClient(endpoint, kept.session);
}

function at(visitor: RestClient, conversationId: string): RestClient {
  return new RestClient(visitor.base, { ...visitor.session, conversationId });
}
