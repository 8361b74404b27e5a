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
  const arrivals = new Arrivals(100, "me");
  const found = (given: InboxRow, shown: InboxRow[] = []) => arrivals.in([given], shown).length;
  expect(found(row("a"))).toBe(1);
  expect(found(row("a", { lastText: "hello?" }))).toBe(0);
  expect(found(row("a", { state: "open" }))).toBe(0);
  expect(found(row("a", { waitingSince: 900 }))).toBe(1);
});

test("who has waited before the page was opened, or stands on it already, is no news", () => {
  const arrivals = new Arrivals(100, "me");
  arrivals.know([row("b")]);
  expect(arrivals.in([row("a", { waitingSince: 50 }), row("b")], [])).toEqual([]);
  expect(arrivals.in([row("c", { waitingSince: 300 })], [row("c")])).toEqual([]);
});

test("what is offered to the person is news with each offer, and what is offered to others is none", () => {
  const arrivals = new Arrivals(100, "me");
  const offered = (id: string, until: number): InboxRow =>
    row("a", { waitingSince: 50, offer: { to: { id, name: id }, until } });
  expect(arrivals.in([offered("me", 900)], [])).toHaveLength(1);
  expect(arrivals.in([offered("me", 900)], [])).toEqual([]);
  expect(arrivals.in([offered("other", 930)], [])).toEqual([]);
  expect(arrivals.in([offered("me", 960)], [])).toHaveLength(1);
});
