import type { InboxRow } from "@causerie/protocol/desk";
import { expect, test } from "vitest";
import { LateAnswers } from "./watch-due.ts";

const row = (more: Partial<InboxRow> = {}): InboxRow => ({
  conversationId: "a",
  connectorId: "web",
  channel: "web",
  channelName: "Shop",
  visitorName: "Zoé",
  state: "open",
  operator: { id: "me", name: "Me" },
  dueAt: 100,
  tags: [],
  updatedAt: 1,
  version: 1,
  ...more,
});

test("an answer that the person owes is said to be late once, and again when the next one is late", () => {
  const late = new LateAnswers("me");
  expect(late.in([row()], 99)).toEqual([]);
  expect(late.in([row(), row()], 100)).toHaveLength(1);
  expect(late.in([row()], 200)).toEqual([]);
  expect(late.in([row({ dueAt: 300 })], 300)).toHaveLength(1);
});

test("what a colleague owes, and what nobody has yet, is not said", () => {
  const late = new LateAnswers("me");
  expect(late.in([row({ operator: { id: "other", name: "O" } }), row({ state: "waiting" })], 500)).toEqual([]);
});
