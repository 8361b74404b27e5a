import type { InboxRow } from "@causerie/protocol/desk";
import { expect, test } from "vitest";
import { Arrivals } from "./arrivals.ts";

const row = (id: string, more: Partial<InboxRow> = {}): InboxRow => ({
  conversationId: id,
  connectorId: "web",
  channel: "web",
  channelName: "Shop",
  visitorName: id,
  state: "waiting",
  waitingSince: 200,
  tags: [],
  updatedAt: 1,
  version: 1,
  ...more,
});

test("a conversation that begins to wait is news once, and again when it waits anew", () => {
  const arrivals = new Arrivals(100);
  const found = (given: InboxRow, shown: InboxRow[] = []) => arrivals.in([given], shown).length;
  expect(found(row("a"))).toBe(1);
  expect(found(row("a", { lastText: "hello?" }))).toBe(0);
  expect(found(row("a", { state: "open" }))).toBe(0);
  expect(found(row("a", { waitingSince: 900 }))).toBe(1);
});

test("who has waited before the page was opened, or stands on it already, is no news", () => {
  const arrivals = new Arrivals(100);
  arrivals.know([row("b")]);
  expect(arrivals.in([row("a", { waitingSince: 50 }), row("b")], [])).toEqual([]);
  expect(arrivals.in([row("c", { waitingSince: 300 })], [row("c")])).toEqual([]);
});
