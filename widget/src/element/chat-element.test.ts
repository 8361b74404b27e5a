import { expect, test } from "vitest";

test("the element can be imported and defined where there is no DOM, and does nothing there", async () => {
  const { defineChatElement } = await import("./chat-element.ts");
  expect(() => defineChatElement(() => Promise.reject(new Error("never loaded")))).not.toThrow();
});
