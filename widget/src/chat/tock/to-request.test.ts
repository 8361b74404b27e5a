import type { ClientContent } from "@causerie/protocol";
import { expect, test } from "vitest";
import { toRequest } from "./to-request.ts";

const parts = {
  sender: { userId: "U", locale: "fr" },
  openingMessage: "hi",
  actionOf: (messageId: string) => (messageId === "m" ? "a" : undefined),
};
const shared = { userId: "U", locale: "fr", sourceWithContent: true };

test.for<[ClientContent, object]>([
  [{ type: "text", text: "hello" }, { query: "hello" }],
  [{ type: "postback", label: "L", link: "intent?a=b+c" }, { payload: "intent?a=b+c" }],
  [{ type: "postback", label: "L", link: "say:L" }, { query: "L" }],
  [{ type: "start" }, { query: "hi" }],
  [{ type: "referral", ref: "spring" }, { ref: "spring" }],
  [{ type: "feedback", value: "up", messageId: "m" }, { feedback: { actionId: "a", vote: "UP" } }],
  [{ type: "feedback", value: "down", messageId: "m" }, { feedback: { actionId: "a", vote: "DOWN" } }],
  [{ type: "feedback", value: "none", messageId: "m" }, { feedback: { actionId: "a", vote: null } }],
])("%j is sent as %j", ([content, body]) => {
  expect(toRequest(content, parts)).toEqual({ ...shared, ...body });
});

test("without a language none is sent", () => {
  const sender = { userId: "U", locale: undefined };
  expect(Object.keys(toRequest({ type: "text", text: "x" }, { ...parts, sender }))).toEqual([
    "userId",
    "sourceWithContent",
    "query",
  ]);
});

test.for<ClientContent>([
  { type: "feedback", value: "up", messageId: "unknown" },
  { type: "feedback", value: "up" },
  { type: "location", latitude: 1, longitude: 2 },
  { type: "files", files: [] },
  { type: "end" },
])("%j is refused, because Tock has no words for it", (content) => {
  expect(() => toRequest(content, parts)).toThrow("unsupported");
});
