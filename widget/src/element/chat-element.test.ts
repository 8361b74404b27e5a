import { expect, test } from "vitest";

test("the element can be imported and defined where there is no DOM, and does nothing there", async () => {
  const { defineChatElement } = await import("./chat-element.ts");
  const never = (): Promise<never> => Promise.reject(new Error("never loaded"));
  expect(() => defineChatElement({ app: never, strings: never })).not.toThrow();
});
