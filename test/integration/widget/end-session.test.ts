import { createMemoryStorage } from "@causerie/widget/chat/storage/key-value-storage.ts";
import { expect, test } from "vitest";
import { openConnectedChat, openChat } from "#support/widget/open-chat.ts";
import { web } from "@causerie/server";
import { startTestServer } from "#support/server/start-test-server.ts";
import { createTestBot } from "#support/server/test-bot.ts";
import { temporaryFolder } from "#support/temporary-folder.ts";
import { unlimitedRates } from "#support/web/unlimited-rates.ts";
import { startWebHost } from "#support/web/web-host.ts";
import { unsentIn } from "#support/widget/unsent-in.ts";

test("a visitor who signs out finds a new, empty conversation, here and in another tab", async () => {
  await using host = await startWebHost();
  const endpoint = `${host.url}/web`;
  const storage = createMemoryStorage();
  using chat = await openConnectedChat({ endpoint, storage });
  chat.sendText("my secret");
  await chat.untilScreen("my secret (sent)");
  using tab = openChat({ endpoint, storage });
  tab.start();
  await tab.untilScreen("my secret (sent)");
  const [first] = host.accepted;

  await chat.endSession();
  expect(chat.screen()).toEqual([]);
  expect(host.forgotten).toEqual([]);
  await chat.reconnected();
  chat.sendText("hello");
  await chat.untilScreen("hello (sent)");
  await tab.reconnected(({ entries }) => entries.length === 1 && tab.screen()[0] === "hello (sent)");
  expect(host.accepted.map(({ conversationId }) => conversationId)).not.toEqual([
    first?.conversationId,
    first?.conversationId,
  ]);
  using later = await openConnectedChat({ endpoint, storage });
  await later.untilScreen("hello (sent)");
});

test("a sign-out takes away what is being written in another tab, too", async () => {
  await using host = await startWebHost();
  const endpoint = `${host.url}/web`;
  const storage = { ...createMemoryStorage(), shared: true };
  using chat = await openConnectedChat({ endpoint, storage });
  using tab = await openConnectedChat({ endpoint, storage });
  chat.sendText("my secret");
  await tab.untilScreen("my secret (sent)");
  tab.saveDraft("half a thought");
  await chat.endSession();
  await expect.poll(() => tab.getDraft()).toBe("");
});

test("a visitor who wants to be forgotten is, with the draft and what was not sent", async () => {
  await using host = await startWebHost({
    accept: () => Promise.reject(Object.assign(new Error("full"), { code: "unavailable" })),
  });
  const endpoint = `${host.url}/web`;
  const storage = createMemoryStorage();
  using chat = await openConnectedChat({ endpoint, storage });
  chat.sendText("never arrived");
  await chat.until(({ entries }) => entries.length === 1);
  chat.saveDraft("half a thought");
  await chat.endSession({ forget: true });
  expect(new Set(host.forgotten).size).toBe(1);
  expect([chat.screen(), chat.getDraft()]).toEqual([[], ""]);
  expect(await storage.list("")).not.toContainEqual(expect.stringContaining("never arrived"));
});

test("a visitor who was not forgotten at the first try is at the second, and not another in their place", async () => {
  let tries = 0;
  await using host = await startWebHost({
    forget: async () => {
      tries += 1;
      if (tries === 1) throw new Error("the store is away");
    },
  });
  using chat = await openConnectedChat({ endpoint: `${host.url}/web` });
  chat.sendText("my secret");
  await chat.untilScreen("my secret (sent)");
  await expect(chat.endSession({ forget: true })).rejects.toMatchObject({ name: "ChatError" });
  expect(chat.screen()).toEqual(["my secret (sent)"]);
  await chat.endSession({ forget: true });
  expect(new Set(host.forgotten)).toEqual(new Set([host.accepted[0]?.address.user]));
  expect(chat.screen()).toEqual([]);
});

test("a visitor whose session ended, and who was not forgotten for sure, is at the second try, with the one after", async () => {
  let tries = 0;
  await using host = await startWebHost({
    forget: async () => {
      tries += 1;
      // The session has ended by then.
      if (tries === 2) throw new Error("the store is away");
    },
  });
  using chat = await openConnectedChat({ endpoint: `${host.url}/web` });
  chat.sendText("my secret");
  await chat.untilScreen("my secret (sent)");
  await expect(chat.endSession({ forget: true })).rejects.toMatchObject({ name: "ChatError" });
  host.forgotten.length = 0;
  await chat.reconnected(() => chat.screen().length === 0);
  await chat.endSession({ forget: true });
  expect(host.forgotten).toContain(host.accepted[0]?.address.user);
  expect(new Set(host.forgotten).size).toBe(2);
});

test("what an earlier page left unsent is gone with a sign-out, and never sent in the next conversation", async () => {
  let isBusy = true;
  await using host = await startWebHost({
    accept: (event) =>
      isBusy ? Promise.reject(Object.assign(new Error("full"), { code: "unavailable" })) : host.log.accept(event),
  });
  const endpoint = `${host.url}/web`;
  const storage = createMemoryStorage();
  const earlier = await openConnectedChat({ endpoint, storage });
  earlier.sendText("left behind");
  await expect.poll(() => unsentIn(storage)).toHaveLength(1);
  earlier.dispose();

  using chat = openChat({ endpoint, storage });
  chat.sendText("written here");
  await chat.endSession();
  isBusy = false;
  chat.start();
  chat.sendText("hello");
  await chat.reconnected();
  await chat.untilScreen("hello (sent)");
  await expect.poll(() => unsentIn(storage)).toEqual([]);
});

test("an operator's revocation leaves what was not sent to the visitor, and sends it to nobody by itself", async () => {
  await using server = await startTestServer({
    bot: createTestBot(),
    connectors: [web({ origins: [], rates: unlimitedRates })],
    data: temporaryFolder(),
  });
  const storage = createMemoryStorage();
  using chat = await openConnectedChat({ endpoint: `${server.url}/web`, storage });
  chat.sendText("before");
  await chat.until(({ entries }) => entries.some(({ type }) => type === "message"));
  const { session } = JSON.parse((await storage.list("")).find((text) => text.includes("visitorId")) ?? "") as {
    session: { visitorId: string };
  };
  chat.browserPage.send("offline");
  chat.sendText("in vain");
  await server.people.revokeSession({ connectorId: "web", userId: session.visitorId });
  chat.browserPage.send("online");
  await chat.reconnected(() => chat.screen().join() === "in vain (session_ended)");

  // One more page finds the same, and the visitor decides.
  using later = await openConnectedChat({ endpoint: `${server.url}/web`, storage });
  await later.untilScreen("in vain (session_ended)");
  await chat.reconnected();
  const [entry] = chat.getState().entries;
  chat.retry(entry?.key ?? "");
  await chat.until(({ entries }) => entries.some(({ type }) => type === "message"));
  expect(chat.screen()[0]).toBe("in vain (sent)");
});

test("a session that cannot be ended just now stays as it is, and says why", async () => {
  const host = await startWebHost();
  using chat = await openConnectedChat({ endpoint: `${host.url}/web` });
  chat.sendText("hello");
  await chat.untilScreen("hello (sent)");
  await host[Symbol.asyncDispose]();
  await expect(chat.endSession()).rejects.toMatchObject({ name: "ChatError", retryable: true });
  expect(chat.screen()).toEqual(["hello (sent)"]);
});
