import type { Limits } from "@causerie/server/channel/host/limits.ts";
import { describe, expect, test } from "vitest";

/** What every implementation of `Limits` promises. */
export function limitsContract(name: string, open: () => Promise<Limits & AsyncDisposable>): void {
  describe(`${name}: limits`, () => {
    test("a rate lets so many through and says how long the next one has to wait; other keys and names do not count", async () => {
      await using limits = await open();
      const limit = limits.rate("send", { count: 3, seconds: 60 });
      for (let use = 1; use <= 3; use += 1) await limit("ada");
      const refusal: unknown = await limit("ada").catch((error: unknown) => error);
      expect(refusal).toMatchObject({ code: "rate_limited" });
      const { retryAfterMs } = refusal as { retryAfterMs: number };
      expect(retryAfterMs).toBeGreaterThan(0);
      expect(retryAfterMs).toBeLessThanOrEqual(60_000);
      await limit("bob");
      await limits.rate("read", { count: 3, seconds: 60 })("ada");
    });

    test("a key has so many permits at a time, and one that is given back is free for the next", async () => {
      await using limits = await open();
      const permits = await Promise.all(Array.from({ length: 5 }, () => limits.acquire("lines", "ada", 2)));
      const taken = permits.filter((permit) => permit !== undefined);
      expect(taken).toHaveLength(2);
      expect(await limits.acquire("lines", "bob", 2)).toBeDefined();
      taken[0]?.[Symbol.dispose]();
      taken[0]?.[Symbol.dispose]();
      await expect.poll(() => limits.acquire("lines", "ada", 2)).toBeDefined();
      expect(await limits.acquire("lines", "ada", 2)).toBeUndefined();
    });
  });
}

/** What they promise where several processes count together. Each call of `open` stands for a process. */
export function sharedLimitsContract(name: string, open: () => Promise<Limits & AsyncDisposable>): void {
  describe(`${name}: limits of several processes`, () => {
    test("a limit of 5 lets 5 through, whichever process is asked", async () => {
      await using one = await open();
      await using other = await open();
      const rate = { count: 5, seconds: 60 };
      const [ask, askOther] = [one.rate("send", rate), other.rate("send", rate)];
      const asked = await Promise.allSettled(
        Array.from({ length: 20 }, (_, index) => (index % 2 === 0 ? ask : askOther)("ada")),
      );
      expect(asked.filter(({ status }) => status === "fulfilled")).toHaveLength(5);
    });

    test("2 permits are 2 in all processes together, and a process that ends gives its own back", async () => {
      await using one = await open();
      const other = await open();
      const asked = await Promise.all(
        Array.from({ length: 10 }, (_, index) => (index % 2 === 0 ? one : other).acquire("lines", "ada", 2)),
      );
      expect(asked.filter((permit) => permit !== undefined)).toHaveLength(2);
      for (const permit of asked) permit?.[Symbol.dispose]();
      await expect.poll(() => other.acquire("lines", "ada", 2)).toBeDefined();
      await expect.poll(() => other.acquire("lines", "ada", 2)).toBeDefined();
      expect(await one.acquire("lines", "ada", 2)).toBeUndefined();
      await other[Symbol.asyncDispose]();
      expect(await one.acquire("lines", "ada", 2)).toBeDefined();
    });
  });
}
