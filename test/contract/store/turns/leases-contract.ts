import type { Store } from "@causerie/server/store/store.ts";
import { describe, expect, test } from "vitest";

/** How every store keeps leases by name, of which each has one holder at a time. */
export function leasesContract(name: string, open: () => Promise<Store>): void {
  describe(`${name}: leases by name`, () => {
    test("a lease is refused to another holder until it ends", async () => {
      await using store = await open();
      expect(await store.leases.hold("connector:a", "one", 1_000, 500)).toBe(true);
      expect(await store.leases.hold("connector:a", "two", 1_499, 500)).toBe(false);
      expect(await store.leases.hold("connector:a", "two", 1_500, 500)).toBe(true);
      expect(await store.leases.hold("connector:a", "one", 1_500, 500)).toBe(false);
    });

    test("a holder that renews keeps the lease", async () => {
      await using store = await open();
      for (const now of [1_000, 1_400, 1_800]) {
        expect(await store.leases.hold("connector:a", "one", now, 500)).toBe(true);
        expect(await store.leases.hold("connector:a", "two", now + 499, 500)).toBe(false);
      }
      expect(await store.leases.hold("connector:a", "two", 2_300, 500)).toBe(true);
    });

    test("a refusal does not lengthen or shorten what the holder has", async () => {
      await using store = await open();
      await store.leases.hold("connector:a", "one", 1_000, 500);
      await store.leases.hold("connector:a", "two", 1_100, 9_000);
      expect(await store.leases.hold("connector:a", "three", 1_500, 500)).toBe(true);
    });

    test("a lease that is given back is free at once, and only its holder can give it back", async () => {
      await using store = await open();
      await store.leases.hold("connector:a", "one", 1_000, 500);
      await store.leases.release("connector:a", "two");
      await store.leases.release("connector:b", "one");
      expect(await store.leases.hold("connector:a", "two", 1_001, 500)).toBe(false);
      await store.leases.release("connector:a", "one");
      await store.leases.release("connector:a", "one");
      expect(await store.leases.hold("connector:a", "two", 1_001, 500)).toBe(true);
    });

    test("leases of different names know nothing of each other", async () => {
      await using store = await open();
      expect(await store.leases.hold("connector:a", "one", 1_000, 500)).toBe(true);
      expect(await store.leases.hold("connector:b", "two", 1_000, 500)).toBe(true);
      expect(await store.leases.hold("connector:a", "two", 1_000, 500)).toBe(false);
    });

    test("of many who ask at once, one gets it", async () => {
      await using store = await open();
      const holders = Array.from({ length: 20 }, (_, number) => `holder-${number}`);
      const held = await Promise.all(holders.map((holder) => store.leases.hold("connector:a", holder, 1_000, 500)));
      expect(held.filter(Boolean)).toHaveLength(1);
    });
  });
}
