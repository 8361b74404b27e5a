import { describe, expect, test } from "vitest";
import { readEventPage } from "#chat/connection/parse.ts";
import { initialModel } from "./model.ts";
import { reduce } from "./reduce.ts";

const author = { role: "bot" };
const button = { type: "postback", label: "Yes", link: "yes" };
const text = (words: string) => ({ type: "text", text: words, buttons: [], quickReplies: [] });

/** The state after these events of a server that may be newer than this code. */
function show(...bodies: object[]) {
  const events = bodies.map((body, index) => ({ seq: index + 1, at: 1000, messageId: "m", author, ...body }));
  const page = readEventPage({ events, cursor: `e1.${events.length}` });
  return reduce(initialModel, { type: "page", ...page });
}

describe("of what only a newer server knows", () => {
  test("a message shows its alternative text, with the choices that are known", () => {
    const message = { type: "map", alt: "The way to the station", buttons: [button], quickReplies: [{ type: "pay" }] };
    expect(show({ type: "message", message }).entries).toMatchObject([
      { message: { type: "text", text: "The way to the station", buttons: [button], quickReplies: [] } },
    ]);
  });

  test("a message without an alternative text is skipped, and nothing else with it", () => {
    const { entries, seq, needsSnapshot } = show(
      { type: "message", message: { type: "map" } },
      { type: "poll", question: 1 },
      { type: "note", text: "seen by agents only" },
      { type: "message", message: text("and then") },
    );
    expect(entries).toMatchObject([{ message: { text: "and then" } }]);
    expect({ seq, needsSnapshot }).toEqual({ seq: 4, needsSnapshot: true });
  });

  test("a button or quick reply is left out, and its message is shown", () => {
    const buttons = [{ type: "call", label: "Call", number: "1" }, button];
    const card = { title: "One", buttons };
    for (const message of [
      { ...text("words"), buttons, quickReplies: [{ type: "pay" }] },
      { type: "card", card, quickReplies: [] },
      { type: "carousel", cards: [card], quickReplies: [] },
    ]) {
      const [entry] = show({ type: "message", message }).entries;
      expect(JSON.stringify(entry)).toContain('"label":"Yes"');
      expect(JSON.stringify(entry)).not.toContain('"call"');
    }
  });

  test("a form with an unknown kind of field shows its text, because half a form could not be sent", () => {
    const fields = [{ kind: "signature", name: "hand", label: "Sign here", required: true }];
    const form = { type: "form", text: "Sign", fields, submit: { label: "Send", link: "rate" }, quickReplies: [] };
    expect(show({ type: "message", message: { ...form, alt: "Please sign" } }).entries).toMatchObject([
      { message: { type: "text", text: "Please sign" } },
    ]);
  });

  test("a footnote is left out, and its answer is shown", () => {
    const footnotes = [{ title: "Fares" }, { source: 7 }];
    expect(show({ type: "message", message: { ...text("words"), footnotes } }).entries).toMatchObject([
      { message: { text: "words", footnotes: [{ title: "Fares" }] } },
    ]);
  });

  test("a message that has begun ends, also as an unknown kind", () => {
    const start = { type: "message.start" };
    const ended = show(start, { type: "message.final", message: { type: "map", alt: "A map" } });
    expect(ended.entries).toMatchObject([{ progress: "complete", message: { text: "A map" } }]);
    expect(show(start, { type: "message.final", message: { type: "map" } }).entries).toMatchObject([
      { progress: "stopped" },
    ]);
  });
});

test("a time outside of the calendar becomes one that can be formatted", () => {
  for (const at of [1e18, Infinity, -1e300]) {
    const [entry] = show({ type: "message", message: text("now"), at }).entries;
    expect(() => new Date(entry?.at ?? Number.NaN).toISOString()).not.toThrow();
  }
});
