import { expect, test } from "vitest";
import type { Connection } from "#chat/chat.ts";
import { nextNotice, type Notice } from "./ConnectionNotice.tsx";

const connecting: Connection = { type: "connecting" };
const connected: Connection = { type: "connected", via: "socket" };
const waiting: Connection = { type: "waiting", attempt: 1, retryAt: 0 };

function story(...connections: Connection[]): Notice[] {
  const notices: Notice[] = [];
  for (const connection of connections) notices.push(nextNotice(notices.at(-1) ?? "none", connection));
  return notices;
}

test("a first connection that works is no news", () => {
  expect(story({ type: "idle" }, connecting, connected)).toEqual(["none", "none", "none"]);
});

test("a lost connection stays lost during new tries, and its return gives a notice", () => {
  expect(story(connected, waiting, connecting, waiting, connecting, connected)).toEqual([
    "none",
    "lost",
    "lost",
    "lost",
    "lost",
    "restored",
  ]);
});

test("`offline` and `refused` give different notices", () => {
  expect(story({ type: "offline" }, connected, { type: "refused", code: "origin_not_allowed" })).toEqual([
    "offline",
    "restored",
    "refused",
  ]);
});
