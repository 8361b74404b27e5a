import { createInProcessLimits } from "@causerie/server/limits/in-process-limits.ts";
import { createMemoryTexts } from "@causerie/server/store/memory/memory-texts.ts";
import type { KeptTexts } from "@causerie/server/channel/host/kept-texts.ts";
import { renewTexts, sealTexts } from "@causerie/server/channel/host/kept-texts.ts";
import { createSealing } from "@causerie/server/channel/kit/sealing.ts";
import { toSettings } from "@causerie/server/connectors/x/options.ts";
import { SpendBook } from "@causerie/server/connectors/x/spending/spend-book.ts";
import { UserToken } from "@causerie/server/connectors/x/token/user-token.ts";
import { expect, test } from "vitest";
import { FakeX } from "#support/x/fake-x.ts";
import { optionsFor } from "#support/x/x-world.ts";

type Given = {
  texts?: KeptTexts;
  limits?: ReturnType<typeof createInProcessLimits>;
  now?: () => number;
  refreshToken?: string;
};

function openToken(platform: FakeX, given: Given = {}) {
  const { texts = createMemoryTexts(), limits = createInProcessLimits(), now = Date.now, refreshToken } = given;
  const errors: string[] = [];
  const settings = toSettings(optionsFor(platform, refreshToken === undefined ? {} : { refreshToken }));
  const logger = { error: (_: object, words: string) => void errors.push(words) };
  const parts = { settings, texts, limits, fetch, now, logger: logger as never };
  return Object.assign(new UserToken(parts), { errors });
}

test("many who need a token ask once, in one process and in two that share a store", async () => {
  await using platform = await FakeX.start();
  const shared = { texts: createMemoryTexts(), limits: createInProcessLimits() };
  const [one, other] = [openToken(platform, shared), openToken(platform, shared)];
  let others: Promise<unknown> | undefined;
  platform.beforeTokens = async () => {
    others ??= other.get().catch((error: unknown) => error);
    await others;
  };
  expect(await Promise.all([one.get(), one.get(), one.get()])).toEqual(["access-1", "access-1", "access-1"]);
  expect(await others).toMatchObject({ kind: "transient", code: "renewing" });
  expect(await other.get()).toBe("access-1");
  expect(platform.tokensGiven).toBe(1);
});

test("a token is renewed before it ends, each time by the newest refresh token, and a process that starts anew goes on from there", async () => {
  await using platform = await FakeX.start();
  const texts = createMemoryTexts();
  let now = 1_800_000_000_000;
  const given = { texts, now: () => now };
  const token = openToken(platform, given);
  await token.get();
  now += 109 * 60_000;
  expect(await token.get()).toBe("access-1");
  now += 2 * 60_000;
  expect(await token.get()).toBe("access-2");
  expect(await openToken(platform, given).get()).toBe("access-2");
  now += 2 * 3_600_000;
  expect(await openToken(platform, given).get()).toBe("access-3");
});

test("a token that X does not take any more is renewed, and no other one", async () => {
  await using platform = await FakeX.start();
  const token = openToken(platform);
  token.reject(await token.get());
  expect(await token.get()).toBe("access-2");
  token.reject("access-1");
  expect(await token.get()).toBe("access-2");
});

test("no refresh token is spent while the store cannot keep the next one", async () => {
  await using platform = await FakeX.start();
  const memory = createMemoryTexts();
  const texts = { ...memory, write: () => Promise.reject(new Error("the disk is full")) };
  await expect(openToken(platform, { texts }).get()).rejects.toThrow("the disk is full");
  expect(platform.tokensGiven).toBe(0);
  expect(await openToken(platform, { texts: memory }).get()).toBe("access-1");
});

test("a refresh token that the store does not take in that moment is used on, and kept as soon as it can be", async () => {
  await using platform = await FakeX.start();
  const memory = createMemoryTexts();
  let isFull = false;
  platform.beforeTokens = async () => void (isFull = true);
  const texts: KeptTexts = {
    ...memory,
    write: async (...given) => {
      if (isFull) throw new Error("the disk is full");
      return await memory.write(...given);
    },
  };
  const token = openToken(platform, { texts });
  expect(await token.get()).toBe("access-1");
  expect(token.errors).toHaveLength(1);
  isFull = false;
  platform.beforeTokens = async () => undefined;
  expect(await token.get()).toBe("access-1");
  // Another process, or this one after its next start.
  expect(await openToken(platform, { texts: memory }).get()).toBe("access-1");
  expect(platform.tokensGiven).toBe(1);
});

test("what X refuses says that somebody has to sign in; the token of the new sign-in replaces what was kept", async () => {
  await using platform = await FakeX.start();
  const texts = createMemoryTexts();
  const token = openToken(platform, { texts });
  token.reject(await token.get());
  platform.revoke();
  const before = (await texts.read("tokens"))?.version ?? 0;
  for (const _ of [1, 2, 3])
    await expect(token.get()).rejects.toMatchObject({ kind: "auth", message: /sign in as the bot's account anew/ });
  // Whoever waits does not ask X, or write, once more for each message.
  expect((await texts.read("tokens"))?.version).toBe(before + 1);
  platform.signIn("refresh-new");
  expect(await openToken(platform, { texts, refreshToken: "refresh-new" }).get()).toBe("access-2");
});

test("what is kept is sealed for its connector, and a server with another secret reads nothing", async () => {
  const memory = createMemoryTexts();
  const sealing = (byte: number, former: number[] = []) =>
    createSealing(
      Buffer.alloc(32, byte),
      former.map((each) => Buffer.alloc(32, each)),
    );
  const texts = sealTexts(memory, "x", sealing(1));
  expect(await texts.write("tokens", "a secret", 0)).toBe(true);
  expect(await texts.write("tokens", "of somebody who is too late", 0)).toBe(false);
  expect(JSON.stringify(await memory.read("x/tokens"))).not.toContain("secret");
  expect(await texts.read("tokens")).toEqual({ text: "a secret", version: 1 });
  expect(await sealTexts(memory, "y", sealing(1)).read("tokens")).toBeUndefined();
  expect(await sealTexts(memory, "x", sealing(2, [1])).read("tokens")).toEqual({ text: "a secret", version: 1 });
  expect(await sealTexts(memory, "x", sealing(2)).read("tokens")).toEqual({ text: "", version: 1 });
  expect(await renewTexts(memory, sealing(2, [1]))).toBe(1);
  expect(await renewTexts(memory, sealing(2, [1]))).toBe(0);
  expect(await sealTexts(memory, "x", sealing(2)).read("tokens")).toEqual({ text: "a secret", version: 2 });
});

test("two processes that count at once lose nothing, a new month begins at nothing, and what X refuses is not counted", async () => {
  const texts = createMemoryTexts();
  let now = Date.parse("2026-11-30T23:59:00Z");
  const prices = { monthlyCapDollars: 0.05, sentPriceDollars: 0.015, receivedPriceDollars: 0.01 };
  const open = () => new SpendBook(texts, prices, () => now);
  const [one, other] = [open(), open()];
  await Promise.all([one.reserve(), other.reserve(), one.addReceived()]);
  expect(await other.read()).toEqual({ month: "2026-11", sent: 2, received: 1, micros: 40_000 });
  await expect(one.reserve()).rejects.toMatchObject({
    kind: "platform",
    code: "spend_cap",
    message: /0\.040 of 0\.050/,
  });
  await one.release();
  await one.reserve();
  now += 120_000;
  await one.reserve();
  expect(one.known).toEqual({ month: "2026-12", sent: 1, received: 0, micros: 15_000 });
});
