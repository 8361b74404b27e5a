import { describe, expect, test } from "vitest";
import { initialModel } from "#chat/state/model.ts";
import { readEventPage, readProblem, readSendResult, readSession, readSnapshot } from "./parse.ts";
import { reduce } from "#chat/state/reduce.ts";

const author = { role: "bot" };
const button = { type: "postback", label: "Yes", link: "yes" };
const text = (words: string) => ({ type: "text", text: words, buttons: [], quickReplies: [] });

/** What the thread shows after these events of a server that may be newer than this code. */
function show(...bodies: object[]) {
  const events = bodies.map((body, index) => ({ seq: index + 1, at: 1000, messageId: "m", author, ...body }));
  const page = readEventPage({ events, cursor: `e1.${events.length}` });
  return reduce(initialModel, { type: "page", ...page });
}

describe("what only a newer server knows", () => {
  test("a kind of message is shown by the words that stand in for it, with the choices that are known", () => {
    const message = { type: "map", alt: "The way to the station", buttons: [button], quickReplies: [{ type: "pay" }] };
    expect(show({ type: "message", message }).entries).toMatchObject([
      { message: { type: "text", text: "The way to the station", buttons: [button], quickReplies: [] } },
    ]);
  });

  test("a kind of message without such words is passed over, and nothing else with it", () => {
    const { entries, seq, needsSnapshot } = show(
      { type: "message", message: { type: "map" } },
      { type: "poll", question: 1 },
      { type: "note", text: "seen by agents only" },
      { type: "message", message: text("and then") },
    );
    expect(entries).toMatchObject([{ message: { text: "and then" } }]);
    expect({ seq, needsSnapshot }).toEqual({ seq: 4, needsSnapshot: true });
  });

  test("a kind of button or quick reply does not cost the message", () => {
    const buttons = [{ type: "call", label: "Call", number: "1" }, button];
    const card = { title: "One", buttons };
    for (const message of [
      { ...text("words"), buttons, quickReplies: [{ type: "location" }] },
      { type: "card", card, quickReplies: [] },
      { type: "carousel", cards: [card], quickReplies: [] },
    ]) {
      const [entry] = show({ type: "message", message }).entries;
      expect(JSON.stringify(entry)).toContain('"label":"Yes"');
      expect(JSON.stringify(entry)).not.toContain('"call"');
    }
  });

  test("a form with a kind of field that is not known is its words: half a form could not be sent", () => {
    const fields = [{ kind: "rating", name: "stars", label: "Stars", required: true }];
    const form = { type: "form", text: "Rate us", fields, submit: { label: "Send", link: "rate" }, quickReplies: [] };
    expect(show({ type: "message", message: { ...form, alt: "How many stars?" } }).entries).toMatchObject([
      { message: { type: "text", text: "How many stars?" } },
    ]);
  });

  test("a footnote of another form does not cost the answer", () => {
    const footnotes = [{ title: "Fares" }, { source: 7 }];
    expect(show({ type: "message", message: { ...text("words"), footnotes } }).entries).toMatchObject([
      { message: { text: "words", footnotes: [{ title: "Fares" }] } },
    ]);
  });

  test("a message that was begun ends, whatever it became", () => {
    const start = { type: "message.start" };
    const ended = show(start, { type: "message.final", message: { type: "map", alt: "A map" } });
    expect(ended.entries).toMatchObject([{ progress: "complete", message: { text: "A map" } }]);
    expect(show(start, { type: "message.final", message: { type: "map" } }).entries).toMatchObject([
      { progress: "stopped" },
    ]);
  });
});

test("a time that is none in any calendar can still be shown as one", () => {
  for (const at of [1e18, Infinity, -1e300]) {
    const [entry] = show({ type: "message", message: text("now"), at }).entries;
    expect(() => new Date(entry?.at ?? Number.NaN).toISOString()).not.toThrow();
  }
});

test("an answer in JSON that is not of this protocol is a bad answer", () => {
  for (const input of [{}, null, [], "ok", { seq: "1", conversationId: 1, events: {}, cursor: "e1.1", code: 7 }]) {
    for (const read of [readSession, readSendResult, readSnapshot, readEventPage])
      expect(() => read(input)).toThrow(expect.objectContaining({ name: "ChatError", code: "bad_answer" }));
    expect(readProblem(input)).toBeUndefined();
  }
});
