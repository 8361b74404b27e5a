import type { ClientContent, LogEvent, QuickReply } from "@causerie/protocol";
import { describe, expect, test } from "vitest";
import type { VisitorEntry } from "#chat/chat.ts";
import { type Action, type ChatModel, initialModel } from "./model.ts";
import { reduce } from "./reduce.ts";

const bot = { role: "bot" };
const yes: QuickReply = { type: "postback", label: "Yes", link: "yes" };
const empty: Action = { type: "conversation", empty: true };

function run(...actions: Action[]): ChatModel {
  return actions.reduce(reduce, initialModel);
}

function said(seq: number, text: string, quickReplies: QuickReply[] = []): LogEvent {
  const message = { type: "text" as const, text, buttons: [], quickReplies };
  return { type: "message", seq, at: seq, messageId: `m${seq}`, author: bot, message };
}

function page(...events: LogEvent[]): Action {
  return { type: "page", events, cursor: { epoch: "e1", seq: events.at(-1)?.seq ?? 0 } };
}

function typed(text: string): { type: "acted"; entry: VisitorEntry } {
  const content = { type: "text" as const, text };
  return { type: "acted", entry: { type: "visitor", key: text, at: 1, content, delivery: { type: "waiting" } } };
}

function delta(messageId: string, offset: number, text: string): Action {
  return { type: "frame", frame: { type: "delta", messageId, offset, text } };
}

function did(clientId: string, seq: number, content: ClientContent): LogEvent {
  return { type: "visitor", seq, at: seq, clientId, content };
}

describe("quick replies", () => {
  test("are those of the newest message", () => {
    expect(run(empty, page(said(1, "Really?", [yes]))).quickReplies).toEqual([yes]);
    expect(run(empty, page(said(1, "Really?", [yes]), said(2, "Well."))).quickReplies).toEqual([]);
  });

  test("go away as soon as the visitor answers, before the server knows", () => {
    expect(run(empty, page(said(1, "Really?", [yes])), typed("No")).quickReplies).toEqual([]);
  });

  test("come back when the answer has failed and is discarded", () => {
    const failed = run(empty, page(said(1, "Really?", [yes])), typed("No"), {
      type: "delivery",
      key: "No",
      delivery: { type: "failed", code: "unsupported" },
    });
    expect(failed.quickReplies).toEqual([yes]);
    expect(reduce(failed, { type: "discarded", key: "No" }).quickReplies).toEqual([yes]);
  });
});

describe("typing", () => {
  const on: Action = { type: "frame", frame: { type: "typing", on: true } };

  test("shows until the turn ends", () => {
    const connected: Action = { type: "connection", connection: { type: "connected", via: "socket" } };
    expect(run(empty, connected, on).typing).toBe(true);
    expect(run(empty, connected, on, page({ type: "turn.end", seq: 1, at: 1, of: 1 })).typing).toBe(false);
  });

  test("is on at start-up while the server works on an answer", () => {
    const snapshot = { events: [], cursor: { epoch: "e1", seq: 0 }, oldestSeq: 1, pending: true };
    expect(run({ type: "snapshot", snapshot, seen: undefined }).typing).toBe(true);
  });

  test("ends with the connection that reported it", () => {
    const connected: Action = { type: "connection", connection: { type: "connected", via: "socket" } };
    expect(run(empty, connected, on, { type: "connection", connection: { type: "offline" } }).typing).toBe(false);
  });
});

describe("a message that is being written", () => {
  const begin: LogEvent = { type: "message.start", seq: 1, at: 1, messageId: "m1", author: bot };
  const shown = (...actions: Action[]) =>
    run(empty, ...actions).entries.map((entry) => entry.type === "message" && entry.message);

  test("is caught up with by a piece that holds all so far", () => {
    const catchUp = delta("m1", 0, "The quick brown");
    expect(shown(page(begin), catchUp, delta("m1", 15, " fox"))).toMatchObject([{ text: "The quick brown fox" }]);
    expect(shown(page(begin), delta("m1", 0, "The q"), catchUp)).toMatchObject([{ text: "The quick brown" }]);
  });

  test("keeps the longer text when a piece holds less, and takes a changed piece", () => {
    const whole = delta("m1", 0, "The quick brown");
    expect(shown(page(begin), whole, delta("m1", 0, "The quick"))).toMatchObject([{ text: "The quick brown" }]);
    expect(shown(page(begin), whole, delta("m1", 4, "slow"))).toMatchObject([{ text: "The slow" }]);
    expect(shown(page(begin), whole, delta("m1", 99, "gap"))).toMatchObject([{ text: "The quick brown" }]);
  });

  test("shows what came before its beginning", () => {
    const pieces = [delta("m1", 0, "The"), delta("m1", 3, " quick"), delta("m1", 20, "gap")];
    expect(shown(...pieces, page(begin), delta("m1", 9, " brown"))).toMatchObject([{ text: "The quick brown" }]);
    expect(shown(delta("m7", 0, "Other"), page(begin))).toMatchObject([{ text: "" }]);
  });
});

describe("a message that is updated", () => {
  const text = (words: string) => ({ type: "text" as const, text: words, buttons: [], quickReplies: [] });
  const updated = (seq: number, messageId: string, words: string): LogEvent => ({
    type: "message.update",
    seq,
    at: seq,
    messageId,
    author: bot,
    message: text(words),
  });
  const words = ({ entries }: ChatModel) =>
    entries.map((entry) => (entry.type === "message" && entry.message.type === "text" ? entry.message.text : "?"));

  test("has its new content in its old place, and is neither unread nor one more", () => {
    const shown = run(empty, page(said(1, "One seat"), said(2, "Anything else?")));
    const after = reduce(shown, page(updated(3, "m1", "Two seats")));
    expect(words(after)).toEqual(["Two seats", "Anything else?"]);
    expect(after.entries[0]).toMatchObject({ key: "m1", at: 1, progress: "complete" });
    expect({ seq: after.seq, unread: after.unread, needs: after.needsSnapshot }).toEqual({
      seq: 3,
      unread: 2,
      needs: false,
    });
  });

  test("is where it was updated when it is older than what is loaded, and is not shown twice with the history", () => {
    const snapshot = {
      events: [said(51, "Later"), updated(52, "m1", "Three seats")],
      cursor: { epoch: "e1", seq: 52 },
      oldestSeq: 1,
      pending: false,
    };
    const started = run({ type: "snapshot", snapshot, seen: undefined });
    expect(words(started)).toEqual(["Later", "Three seats"]);
    const events = [said(1, "One seat"), said(2, "Hm"), updated(3, "m1", "Two seats")];
    const whole = reduce(started, { type: "earlier", events, more: false });
    expect(words(whole)).toEqual(["Hm", "Later", "Three seats"]);
  });

  test("applied in any number of pages, and with pages that come twice, is the same thread", () => {
    const events = [said(1, "a"), updated(2, "m1", "b"), said(3, "c"), updated(4, "m3", "d"), updated(5, "m1", "e")];
    const once = run(empty, page(...events));
    for (let cut = 0; cut <= events.length; cut += 1)
      for (let again = 0; again <= cut; again += 1)
        expect(words(run(empty, page(...events.slice(0, cut)), page(...events.slice(again))))).toEqual(words(once));
    expect(words(once)).toEqual(["e", "d"]);
  });
});

describe("a tap in a panel", () => {
  const content: ClientContent = { type: "postback", link: "more", label: "More", messageId: "m1" };

  test("has no bubble, neither before it is in the log nor after, and leaves the quick replies", () => {
    const entry: VisitorEntry = { type: "visitor", key: "t", at: 1, content, delivery: { type: "waiting" } };
    const tapped = run(empty, page(said(1, "Seats", [yes])), { type: "acted", entry });
    expect(tapped).toMatchObject({ entries: [{ key: "m1" }], quickReplies: [yes] });
    const { entries, seq } = reduce(tapped, page(did("t", 2, content)));
    expect(entries.map(({ key }) => key)).toEqual(["m1"]);
    expect(seq).toBe(2);
  });
});

describe("progress", () => {
  const step = (label: string): Action => ({ type: "frame", frame: { type: "progress", steps: [{ label }] } });
  const connected: Action = { type: "connection", connection: { type: "connected", via: "socket" } };

  test("is the newest that the server says, and means that the bot is at work", () => {
    expect(run(empty, connected, step("a"), step("b"))).toMatchObject({
      typing: true,
      progress: { steps: [{ label: "b" }] },
    });
  });

  test("outlives a message of the same turn, and ends with the turn", () => {
    const working = run(empty, connected, step("a"), page(said(1, "One moment")));
    expect(working.progress).toBeDefined();
    expect(reduce(working, page({ type: "turn.end", seq: 2, at: 2, of: 0 })).progress).toBeUndefined();
  });
});

test("feedback, `end` and `start` have no bubble; a shared location has one", () => {
  const { entries, seq } = run(
    empty,
    page(
      did("a", 1, { type: "start" }),
      did("b", 2, { type: "feedback", value: "up", messageId: "m1" }),
      did("c", 3, { type: "location", latitude: 1, longitude: 2, title: "Pier 4" }),
      did("d", 4, { type: "end" }),
    ),
  );
  expect(entries.map(({ key }) => key)).toEqual(["c"]);
  expect(seq).toBe(4);
});

describe("an opinion", () => {
  const rate = (value: "up" | "down" | "none"): ClientContent => ({ type: "feedback", value, messageId: "m1" });

  test("is shown at once, and the last one in the log counts", () => {
    const entry: VisitorEntry = {
      type: "visitor",
      key: "f",
      at: 1,
      content: rate("up"),
      delivery: { type: "waiting" },
    };
    const acted = run(empty, page(said(1, "one", [yes])), { type: "acted", entry });
    expect(acted).toMatchObject({ feedback: { m1: "up" }, quickReplies: [yes] });
    expect(acted.entries).toHaveLength(1);
    expect(reduce(acted, page(did("f", 2, rate("up")), did("g", 3, rate("down")))).feedback).toEqual({ m1: "down" });
  });

  test("of older history does not replace a newer one", () => {
    const snapshot = {
      events: [did("g", 9, rate("none"))],
      cursor: { epoch: "e1", seq: 9 },
      oldestSeq: 1,
      pending: false,
    };
    const model = run({ type: "snapshot", snapshot, seen: undefined });
    expect(reduce(model, { type: "earlier", events: [did("f", 8, rate("up"))], more: true }).feedback).toEqual({
      m1: "none",
    });
  });
});

test("a wish to stop is settled by whatever happens next; that a server cannot stop stays known", () => {
  const asked = run(empty, { type: "stop", stop: "asked" });
  expect(asked.stop).toBe("asked");
  expect(reduce(asked, page(said(1, "one"))).stop).toBe("ready");
  expect(run(empty, { type: "stop", stop: "unsupported" }, page(said(1, "one"))).stop).toBe("unsupported");
});

test("an event of another epoch is not applied; the conversation is to be loaded again", () => {
  const model = run(empty, page(said(1, "one")));
  const next = reduce(model, { type: "page", events: [said(2, "two")], cursor: { epoch: "e2", seq: 2 } });
  expect(next).toEqual({ ...model, needsSnapshot: true });
});

test("an event that a page holds twice is shown once", () => {
  expect(run(empty, page(said(1, "one"), said(1, "one"), said(2, "two"))).entries).toHaveLength(2);
});

test("an unsent message stays behind messages of the bot that arrive in the meantime", () => {
  expect(run(empty, typed("mine"), page(said(1, "theirs"))).entries.map(({ key }) => key)).toEqual(["m1", "mine"]);
});

test("a message that was stored long before what is loaded leaves the end of the thread", () => {
  const snapshot = { events: [said(90, "ninety")], cursor: { epoch: "e1", seq: 90 }, oldestSeq: 1, pending: false };
  const model = run(typed("old"), { type: "snapshot", snapshot, seen: undefined });
  expect(model.entries).toHaveLength(2);
  const sent = reduce(model, { type: "delivery", key: "old", delivery: { type: "sent" }, seq: 3 });
  expect(sent.entries.map(({ key }) => key)).toEqual(["m90"]);
});

test("what arrives unseen is counted, what was seen on an earlier page is not", () => {
  const events = [said(1, "seen"), said(2, "new")];
  const snapshot = { events, cursor: { epoch: "e1", seq: 2 }, oldestSeq: 1, pending: false };
  const model = run({ type: "snapshot", snapshot, seen: 1 }, page(said(3, "newer")));
  expect(model.unread).toBe(2);
  expect(reduce(model, { type: "visible", visible: true }).unread).toBe(0);
  expect(run({ type: "snapshot", snapshot, seen: undefined }).unread).toBe(0);
});

test("a snapshot that continues the screen keeps what was loaded before it", () => {
  const model = run(empty, page(...[1, 2, 3, 4].map((seq) => said(seq, `${seq}`))), page(said(7, "7")));
  expect(model.needsSnapshot).toBe(true);
  const snapshot = {
    events: [said(5, "5"), said(6, "6"), said(7, "7")],
    cursor: { epoch: "e1", seq: 7 },
    oldestSeq: 1,
    pending: false,
  };
  const mended = reduce(model, { type: "snapshot", snapshot, seen: undefined });
  expect(mended.entries.map(({ key }) => key)).toEqual(["m1", "m2", "m3", "m4", "m5", "m6", "m7"]);
  expect(mended.hasEarlier).toBe(false);
});

test("what does not change anything keeps the state as it is, so that nothing is drawn again", () => {
  const model = run(empty, page(said(1, "one")));
  expect(reduce(model, page(said(1, "one")))).toBe(model);
  expect(reduce(model, { type: "frame", frame: { type: "typing", on: false } })).toBe(model);
  expect(reduce(model, delta("m9", 4, "x"))).toBe(model);
  expect(reduce(model, delta("m1", 0, "late"))).toBe(model);
});

test("an entry that has not changed is the same object afterwards", () => {
  const before = run(empty, page(said(1, "one"), said(2, "two")));
  const after = reduce(before, page(said(3, "three")));
  expect(after.entries[0]).toBe(before.entries[0]);
  expect(after.entries[1]).toBe(before.entries[1]);
});
