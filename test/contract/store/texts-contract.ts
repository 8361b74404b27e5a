import type { Store } from "@causerie/server/store/store.ts";
import { describe, expect, test } from "vitest";

/** How every store keeps the texts of connectors. */
export function textsContract(name: string, open: () => Promise<Store>): void {
  describe(`${name}: texts of connectors`, () => {
    test("a text is replaced only by whoever has seen it, and of two that write at once one does", async () => {
      await using store = await open();
      const { texts } = store;
      expect(await texts.read("x/tokens")).toBeUndefined();
      expect(await texts.write("x/tokens", 'first "é" 漢', 0)).toBe(true);
      expect(await texts.read("x/tokens")).toEqual({ text: 'first "é" 漢', version: 1 });
      expect(await texts.write("x/tokens", "too late", 0)).toBe(false);
      const both = await Promise.all(["a", "b"].map((text) => texts.write("x/tokens", text, 1)));
      expect(both.filter(Boolean)).toHaveLength(1);
      expect(await texts.read("x/tokens")).toMatchObject({ version: 2 });
      expect(await texts.read("y/tokens")).toBeUndefined();
      await texts.write("y/tokens", "", 0);
      expect((await texts.ids()).toSorted()).toEqual(["x/tokens", "y/tokens"]);
    });
  });
}
