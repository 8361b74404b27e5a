import type { EventContent } from "#channel/event.ts";
import type { LogBody, LogEvent } from "#channel/log.ts";
import type { BotMessage } from "#channel/message/message.ts";
import type { CaseRow } from "#desk/inbox/case-store.ts";
import { describe, expect, test } from "vitest";
import { deliveriesOf } from "./delivery-state.ts";
import { toEntries } from "./to-entries.ts";
import { toRow } from "./to-row.ts";

const parts = { fileUrl: (seq: number, index: number) => `/files/${seq}/${index}`, deliveries: new Map() };

function log(...bodies: LogBody[]): LogEvent[] {
  return bodies.map((body, index) => ({ seq: index + 1, at: (index + 1) * 10, ...body }));
}
const does = (content: EventContent): LogBody => ({ type: "visitor", clientId: "c", content });
const text = (words: string): BotMessage => ({ type: "text", text: words, buttons: [], quickReplies: [] });
const says = (words: string, role: "bot" | "system" = "bot"): LogBody => ({
  type: "message",
  messageId: `c/1.${words}`,
  author: { role },
  message: text(words),
});
const ana = { id: "ana", name: "Ana" };

describe("a log is read by an operator", () => {
  test("with who said what, what was offered, and what it was understood as", () => {
    const offered: LogBody = {
      type: "message",
      messageId: "c/1.1",
      author: { role: "agent", ...ana },
      message: { ...text("Where to?"), quickReplies: [{ type: "text", label: "Lille" }] },
      intent: "book",
    };
    const tap: EventContent = { type: "postback", link: "book?to=Lille", label: "Lille" };
    expect(toEntries(log(does({ type: "text", text: "a train" }), offered, does(tap)), parts)).toEqual([
      { seq: 1, at: 10, by: { role: "visitor" }, kind: "text", text: "a train" },
      {
        seq: 2,
        at: 20,
        by: { role: "agent", id: "ana", name: "Ana" },
        kind: "text",
        text: "Where to?\n1. Lille",
        choices: ["Lille"],
        intent: "book",
      },
      { seq: 3, at: 30, by: { role: "visitor" }, kind: "tap", text: "Lille" },
    ]);
  });

  test("without the beginning of what is complete, without ends of turns, and with what a message says now", () => {
    const start: LogBody = { type: "message.start", messageId: "m", author: { role: "bot" } };
    const final: LogBody = { type: "message.final", messageId: "m", author: { role: "bot" }, message: text("Seat 12") };
    const update: LogBody = {
      type: "message.update",
      messageId: "m",
      author: { role: "bot" },
      message: text("Seat 14"),
    };
    const entries = toEntries(log(start, final, { type: "turn.end", of: 1 }, update), parts);
    expect(entries.map(({ seq, text: shown }) => [seq, shown])).toEqual([[2, "Seat 14"]]);
  });

  test("with files that it may read, and the names of those that are gone", () => {
    const sent: EventContent = {
      type: "attachment",
      text: "my ticket",
      attachments: [
        { kind: "image", blob: "b1", name: "ticket.png", mediaType: "image/png", bytes: 7, alt: "A ticket" },
        { kind: "file", title: "lost.pdf", missing: "too_large", url: "https://cdn.example/lost.pdf" },
      ],
    };
    expect(toEntries(log(does(sent)), parts)[0]).toMatchObject({
      text: "my ticket",
      files: [
        { name: "ticket.png", mediaType: "image/png", bytes: 7, alt: "A ticket", url: "/files/1/0" },
        { name: "lost.pdf", mediaType: "file" },
      ],
    });
    expect(toEntries(log(does(sent)), parts)[0]?.files?.[1]).not.toHaveProperty("url");
  });

  test("with what the team did, what it said only as a message, and what was refused as refused", () => {
    const say: EventContent = { type: "team", act: { type: "say", by: ana, text: "Hello" } };
    const blocked = { outcome: "blocked", blocked: "other_agent", messages: 0, deliveries: [] };
    const events = log(
      does({ type: "team", act: { type: "take", by: ana } }),
      does(say),
      { type: "turn.end", of: 2 },
      does(say),
      { type: "turn.end", of: 4, result: blocked },
      does({ type: "team", act: { type: "notice", text: "You are next" } }),
    );
    expect(toEntries(events, parts)).toEqual([
      { seq: 1, at: 10, by: { role: "system", ...ana }, kind: "team.take", text: "" },
      { seq: 4, at: 40, by: { role: "agent", ...ana }, kind: "team.say", text: "Hello", refused: true },
    ]);
  });

  test("with what became of each message at its channel", async () => {
    const events = log(says("one"), says("two"), says("three"));
    const states = new Map([
      ["c/1.one.0", { type: "sent" as const, receipt: "read" as const }],
      ["c/1.two.0", { type: "failed" as const }],
    ]);
    const deliveries = await deliveriesOf(events, async () => states);
    expect(toEntries(events, { ...parts, deliveries }).map(({ delivery }) => delivery)).toEqual([
      "read",
      "failed",
      undefined,
    ]);
  });
});

describe("a line of the inbox", () => {
  const names = () => ({ channel: "web", channelName: "www.example.com" });
  const handover = { until: 10_000, by: "desk" as const, at: 0 };
  const row: CaseRow = {
    conversationId: "c",
    connectorId: "web",
    userId: "u-1",
    createdAt: 1,
    updatedAt: 99,
    state: { data: {}, locale: "de", handover },
    tail: log(does({ type: "text", text: "Wo ist\n mein   Zug?" }), says("Moment"), { type: "turn.end", of: 1 }),
  };
  const open = {
    conversationId: "c",
    state: "open" as const,
    operator: ana,
    tags: ["vip"],
    assignedAt: 15,
    version: 4,
  };
  const now = 100_000;
  const current = { ...row.state, handover: { ...handover, until: 1_000_000 } };

  test("of the bot's says what was said last, by whom and in which language", () => {
    expect(toRow({ ...row, state: { data: {}, locale: "de" } }, names, now)).toEqual({
      conversationId: "c",
      connectorId: "web",
      ...names(),
      visitorName: "u-1",
      state: "bot",
      language: "de",
      tags: [],
      lastText: "Moment",
      lastBy: "bot",
      updatedAt: 99,
      version: 0,
    });
  });

  test("has the visitor's name, where the channel knows one, and else the end of a long id", () => {
    const from = { id: "u", aliases: [], profile: { name: "Zoé" } };
    const named = log({ type: "visitor", clientId: "c", content: { type: "start" }, from }, says("Hi"));
    expect(toRow({ ...row, tail: named }, names, now).visitorName).toBe("Zoé");
    expect(toRow({ ...row, userId: `${"a".repeat(60)}12345678` }, names, now).visitorName).toBe("…345678");
  });

  test("says since when the visitor waits for an answer of the team", () => {
    const agent: LogBody = {
      type: "message",
      messageId: "m",
      author: { role: "agent", ...ana },
      message: text("Yes?"),
    };
    const asks = does({ type: "text", text: "and?" });
    const shown = (tail: LogEvent[]) => toRow({ ...row, state: current, tail, case: open }, names, now);
    expect(shown(log(agent, asks, asks))).toMatchObject({ state: "open", operator: ana, waitingSince: 20 });
    expect(shown(log(asks, agent))).not.toHaveProperty("waitingSince");
    expect(shown(log(says("bot"), asks))).toMatchObject({ waitingSince: 20 });
    const waiting = { ...open, state: "waiting" as const, waitingSince: 7 };
    expect(toRow({ ...row, state: current, case: waiting }, names, now)).toMatchObject({
      state: "waiting",
      waitingSince: 7,
    });
  });

  test("is the bot's again when the handover has ended, and not before its first act is in the log", () => {
    expect(toRow({ ...row, case: open }, names, now).state).toBe("bot");
    expect(toRow({ ...row, case: { ...open, assignedAt: now - 1_000 } }, names, now).state).toBe("open");
    expect(toRow({ ...row, state: current, case: { ...open, state: "closed" } }, names, now).state).toBe("closed");
  });

  test("shortens a long text at a whole character", () => {
    const long = log(does({ type: "text", text: `${"x".repeat(138)}\u{1F600}yyyy` }));
    const { lastText = "" } = toRow({ ...row, tail: long }, names, now);
    expect(lastText.length).toBeLessThanOrEqual(140);
    expect(lastText.isWellFormed()).toBe(true);
  });
});
