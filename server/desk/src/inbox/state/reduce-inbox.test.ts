import type { InboxRow, OpenConversation } from "@causerie/protocol/desk";
import { expect, test } from "vitest";
import { type InboxEvent, type InboxState, startInboxState } from "./inbox-state.ts";
import { reduceInbox } from "./reduce-inbox.ts";

const row = (id: string, updatedAt: number, more: Partial<InboxRow> = {}): InboxRow => ({
  conversationId: id,
  connectorId: "web",
  channel: "web",
  channelName: "Shop",
  visitorName: id,
  state: "waiting",
  tags: [],
  updatedAt,
  version: 1,
  ...more,
});

const entry = (seq: number, role: "visitor" | "agent" = "visitor") => ({
  seq,
  at: seq,
  by: { role },
  kind: "text",
  text: `${seq}`,
});

const conversation = (first: number, last: number): OpenConversation => ({
  row: row("a", 1),
  entries: Array.from({ length: last - first + 1 }, (_, index) => entry(first + index)),
  firstSeq: first,
  lastSeq: last,
  hasEarlier: first > 1,
  notes: [],
  person: [],
  others: [],
  viewers: [],
});

const filter = { state: "waiting" } as const;
const run = (...events: InboxEvent[]): InboxState => events.reduce(reduceInbox, startInboxState("me"));
const waiting = (rows: InboxRow[], next?: string): InboxEvent[] => [
  { type: "filtered", filter },
  { type: "page", filter, page: { rows, ...(next === undefined ? {} : { next }) }, after: undefined },
];
const news = (...rows: InboxRow[]): InboxEvent => ({ type: "news", news: { type: "rows", rows } });
const ids = ({ rows }: InboxState): string[] => rows.map(({ conversationId }) => conversationId);
const opened = (given: OpenConversation): InboxEvent => ({ type: "opened", id: "a", conversation: given });
const seqs = ({ open }: InboxState): number[] | undefined =>
  open?.phase === "ready" ? open.conversation.entries.map(({ seq }) => seq) : undefined;

test("a line that has changed moves to the top, and goes when it does not belong there any more", () => {
  const start = waiting([row("a", 3), row("b", 2)]);
  expect(ids(run(...start, news(row("b", 4, { version: 2 }))))).toEqual(["b", "a"]);
  expect(ids(run(...start, news(row("a", 5, { version: 2, state: "open" }))))).toEqual(["b"]);
  expect(ids(run(...start, news(row("c", 9))))).toEqual(["c", "a", "b"]);
});

test("news that was overtaken by newer news changes nothing", () => {
  const late = row("a", 3, { version: 1, state: "open" });
  const state = run(...waiting([row("a", 5, { version: 2 })]), news(late));
  expect(state.rows).toMatchObject([{ version: 2, state: "waiting" }]);
});

test("a line older than all that was loaded waits for its page, which does not show it twice", () => {
  const state = run(...waiting([row("a", 9), row("b", 8)], "more"), news(row("old", 1)));
  expect(ids(state)).toEqual(["a", "b"]);
  const page = { rows: [row("b", 8), row("old", 1)] };
  expect(ids(reduceInbox(state, { type: "page", filter: state.filter, page, after: "more" }))).toEqual([
    "a",
    "b",
    "old",
  ]);
});

test("the answer for another list than the one that is shown is dropped", () => {
  const state = run(...waiting([row("a", 3)]), {
    type: "page",
    filter: { state: "open" },
    page: { rows: [row("x", 9)] },
    after: undefined,
  });
  expect(ids(state)).toEqual(["a"]);
});

test("of words that are searched for only the server knows what has them", () => {
  const searched = { text: "parcel" };
  const state = run(
    { type: "filtered", filter: searched },
    { type: "page", filter: searched, page: { rows: [row("a", 3)] }, after: undefined },
    news(row("a", 7), row("b", 8)),
  );
  expect(state.rows).toMatchObject([{ conversationId: "a", updatedAt: 7 }]);
});

test("a part of the log that does not follow is left for the one who asks for the part between", () => {
  const start = run({ type: "opening", id: "a" }, opened(conversation(1, 3)));
  const page = (firstSeq: number, lastSeq: number) => ({
    type: "entries" as const,
    id: "a",
    page: { entries: [entry(lastSeq)], firstSeq, lastSeq },
  });
  expect(seqs(reduceInbox(start, page(6, 6)))).toEqual([1, 2, 3]);
  expect(seqs(reduceInbox(start, page(4, 5)))).toEqual([1, 2, 3, 5]);
});

test("what was loaded by hand stays when the conversation is read again, unless a hole would be between", () => {
  const start = run({ type: "opening", id: "a" }, opened(conversation(1, 8)));
  expect(seqs(reduceInbox(start, opened(conversation(5, 9))))).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
  expect(seqs(reduceInbox(start, opened(conversation(20, 21))))).toEqual([20, 21]);
});

test("the visitor is not writing any more once they have spoken, and oneself is no colleague", () => {
  const state = run(
    { type: "opening", id: "a" },
    opened(conversation(1, 1)),
    { type: "news", news: { type: "typing", conversationId: "a", isTyping: true } },
    {
      type: "news",
      news: {
        type: "viewers",
        conversationId: "a",
        viewers: [
          { id: "me", name: "Me", isTyping: true },
          { id: "ben", name: "Ben", isTyping: false },
        ],
      },
    },
  );
  expect(state.open).toMatchObject({ isVisitorTyping: true, viewers: [{ id: "ben" }] });
  const page = { entries: [entry(2)], firstSeq: 2, lastSeq: 2 };
  expect(reduceInbox(state, { type: "entries", id: "a", page }).open).toMatchObject({ isVisitorTyping: false });
});

test("a server that is away takes nothing from the page", () => {
  const state = run(...waiting([row("a", 3)]), { type: "opening", id: "a" }, opened(conversation(1, 2)));
  const after = reduceInbox(state, { type: "opening_failed", id: "a", phase: "failed" });
  expect(seqs(after)).toEqual([1, 2]);
  expect(reduceInbox(state, { type: "page_failed", filter: state.filter, isFirst: true }).phase).toBe("ready");
  expect(reduceInbox(state, { type: "opening_failed", id: "a", phase: "missing" }).open?.phase).toBe("missing");
});
