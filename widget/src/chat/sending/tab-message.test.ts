import { expect, test } from "vitest";
import { readTabMessage, type TabMessage } from "./tab-message.ts";

test("each message between tabs is understood", () => {
  const messages: TabMessage[] = [
    { type: "queued", unsent: { message: { clientId: "a", content: { type: "text", text: "hello" } }, at: 1 } },
    { type: "claimed", key: "a" },
    { type: "delivery", key: "a", delivery: { type: "sent" }, seq: 3 },
    { type: "delivery", key: "a", delivery: { type: "failed", code: "unsupported" } },
    { type: "discarded", key: "a" },
    { type: "replaced" },
  ];
  expect(messages.map(readTabMessage)).toEqual(messages);
});

test("a message of another version is skipped", () => {
  const strange = [
    undefined,
    null,
    "hello",
    {},
    { type: "dance" },
    { type: "claimed" },
    { type: "queued", unsent: {} },
  ];
  expect(strange.map(readTabMessage)).toEqual(strange.map(() => undefined));
});
