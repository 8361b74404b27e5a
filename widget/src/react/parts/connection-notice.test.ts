import { errorCodes } from "@causerie/protocol";
import { expect, test } from "vitest";
import type { Connection } from "#chat/chat.ts";
import { nextNotice, type Notice } from "./ConnectionNotice.tsx";

const connecting: Connection = { type: "connecting" };
const connected: Connection = { type: "connected", via: "socket" };
const waitingFor = (code: string): Connection => ({ type: "waiting", attempt: 1, retryAt: 0, code });
const waiting = waitingFor("network");

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
    "connectionLost",
    "connectionLost",
    "connectionLost",
    "connectionLost",
    "connectedAgain",
  ]);
});

test("`offline` and `refused` give different notices", () => {
  expect(story({ type: "offline" }, connected, { type: "refused", code: "a newer reason" })).toEqual([
    "offline",
    "connectedAgain",
    "refused",
  ]);
});

test("no reason of the server reads like a fault of the visitor's line", () => {
  const codes = Object.entries(errorCodes).filter(([, { retryable }]) => retryable);
  expect(codes.map(([code]) => story(waitingFor(code))[0])).toEqual([
    "busy",
    "tooManyTabs",
    "serverFails",
    "serverFails",
  ]);
  const refusals = ["origin_not_allowed", "unsupported_version"];
  expect(refusals.map((code) => story({ type: "refused", code })[0])).toEqual(["siteRefused", "outdated"]);
});

test("a server that serves again gives a notice", () => {
  expect(story(waitingFor("rate_limited"), connecting, connected)).toEqual(["busy", "busy", "connectedAgain"]);
});
