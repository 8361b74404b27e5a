import type { LogEvent } from "@causerie/protocol";
import { type Action, type ChatModel, initialModel } from "@causerie/widget/chat/state/model.ts";
import { reduce } from "@causerie/widget/chat/state/reduce.ts";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";

const bot = { role: "bot" };
const text = (value: string) => ({ type: "text" as const, text: value, buttons: [], quickReplies: [] });
const cursor = (seq: number) => ({ epoch: "e1", seq });

/** The next step of a conversation. Streamed messages end some time after they began. */
const anyStep = fc.oneof(
  fc.record({ type: fc.constant("visitor" as const), shown: fc.boolean() }),
  fc.record({ type: fc.constant("message" as const) }),
  fc.record({ type: fc.constant("start" as const) }),
  fc.record({ type: fc.constant("final" as const), stopped: fc.boolean() }),
  fc.record({ type: fc.constant("end" as const) }),
  fc.record({ type: fc.constantFrom("note" as const, "unknown" as const) }),
);

type Logged = LogEvent | { type: "unknown"; seq: number; at: number };

const history = fc.array(anyStep, { maxLength: 40 }).map((steps) => {
  const open: string[] = [];
  return steps.map((step, index): Logged => {
    const seq = index + 1;
    const stamp = { seq, at: 1000 + seq };
    switch (step.type) {
      case "visitor": {
        const content = step.shown ? { type: "text" as const, text: `v${seq}` } : { type: "start" as const };
        return { ...stamp, type: "visitor", clientId: `v${seq}`, content };
      }
      case "message":
        return { ...stamp, type: "message", messageId: `m${seq}`, author: bot, message: text(`m${seq}`) };
      case "start":
        open.push(`m${seq}`);
        return { ...stamp, type: "message.start", messageId: `m${seq}`, author: bot };
      case "final": {
        const messageId = open.shift() ?? `m${seq}`;
        return {
          ...stamp,
          type: "message.final",
          messageId,
          author: bot,
          message: text(messageId),
          stopped: step.stopped,
        };
      }
      case "end":
        return { ...stamp, type: "turn.end", of: seq };
      case "note":
      case "unknown":
        return { ...stamp, type: step.type };
    }
  });
});

function snapshotOf(log: readonly Logged[], count = log.length): Action {
  const events = log.slice(log.length - Math.min(count, log.length));
  return {
    type: "snapshot",
    snapshot: { events, cursor: cursor(log.length), oldestSeq: 1, pending: false },
    seen: undefined,
  };
}

function run(...actions: readonly Action[]): ChatModel {
  return actions.reduce(reduce, initialModel);
}

/** The part of the state that must not depend on how the events arrived: all except what belongs to this tab. */
function screen({ entries, quickReplies, seq, epoch, needsSnapshot, streaming, logged }: ChatModel): unknown {
  return { entries, quickReplies, seq, epoch, needsSnapshot, streaming, logged };
}

const page = (events: readonly Logged[]): Action => ({ type: "page", events, cursor: cursor(events.at(-1)?.seq ?? 0) });

describe("however the log is delivered, the screen ends as the log", () => {
  test("a snapshot and what follows it equal a later snapshot", () => {
    fc.assert(
      fc.property(history, fc.nat(), (log, cut) => {
        const middle = cut % (log.length + 1);
        const continued = run(snapshotOf(log.slice(0, middle)), page(log.slice(middle)));
        expect(screen(continued)).toEqual(screen(run(snapshotOf(log))));
      }),
      { numRuns: 1000 },
    );
  });

  test("pages repeated, overlapping, out of order and with holes", () => {
    fc.assert(
      fc.property(history, fc.array(fc.tuple(fc.nat(), fc.nat())), (log, ranges) => {
        let model = run(snapshotOf([]));
        for (const [a, b] of ranges) {
          const [from, to] = [a % (log.length + 1), b % (log.length + 1)].sort((x, y) => x - y);
          model = reduce(model, page(log.slice(from, to)));
          // A hole is found at once, and the chat repairs it like this.
          if (model.needsSnapshot) model = reduce(model, snapshotOf(log));
        }
        model = reduce(model, page(log.slice(model.seq)));
        expect(screen(model)).toEqual(screen(run(snapshotOf(log))));
      }),
      { numRuns: 1000 },
    );
  });

  test("bubbles shown before their events become those events, in the log's order", () => {
    fc.assert(
      fc.property(history, fc.array(fc.nat()), (log, cuts) => {
        const typed = log.flatMap((event): Action[] =>
          event.type !== "visitor"
            ? []
            : [
                {
                  type: "acted",
                  entry: {
                    type: "visitor",
                    key: event.clientId,
                    at: 1,
                    content: event.content,
                    delivery: { type: "waiting" },
                  },
                },
              ],
        );
        const places = cuts.map((cut) => cut % (log.length + 1)).sort((a, b) => a - b);
        const pages = [...places, log.length].map((end, index) => page(log.slice(places[index - 1] ?? 0, end)));
        expect(screen(run(snapshotOf([]), ...typed, ...pages))).toEqual(screen(run(snapshotOf([]), page(log))));
      }),
      { numRuns: 1000 },
    );
  });

  test("history loaded backwards equals history loaded at once", () => {
    fc.assert(
      fc.property(history, fc.integer({ min: 1, max: 10 }), (log, size) => {
        // A message that streams across the edge of a page is shown where it ended, so such messages are not compared.
        const whole = log
          .filter((event) => event.type !== "message.start")
          .map((event, index) => ({ ...event, seq: index + 1 }));
        let model = run(snapshotOf(whole, size));
        while (model.hasEarlier) {
          const events = whole.filter((event) => event.seq < model.oldest).slice(-size);
          model = reduce(model, { type: "earlier", events, more: (events[0]?.seq ?? 1) > 1 });
        }
        expect(screen(model)).toEqual(screen(run(snapshotOf(whole))));
      }),
      { numRuns: 500 },
    );
  });

  test("with streams across page edges each bubble still shows once", () => {
    fc.assert(
      fc.property(history, fc.integer({ min: 1, max: 10 }), (log, size) => {
        let model = run(snapshotOf(log, size));
        while (model.hasEarlier) {
          const events = log.filter((event) => event.seq < model.oldest).slice(-size);
          model = reduce(model, { type: "earlier", events, more: (events[0]?.seq ?? 1) > 1 });
        }
        const keys = model.entries.map(({ key }) => key).sort();
        expect(keys).toEqual(
          run(snapshotOf(log))
            .entries.map(({ key }) => key)
            .sort(),
        );
      }),
      { numRuns: 500 },
    );
  });
});

test("pieces of a stream, repeated or missing, never make a text that the bot did not write", () => {
  const whole = "The quick brown fox";
  const piece = fc.tuple(fc.nat(whole.length), fc.nat(5));
  fc.assert(
    fc.property(fc.array(piece), (pieces) => {
      const frames = pieces.map(([offset, length]): Action => {
        const frame = { type: "delta" as const, messageId: "m1", offset, text: whole.slice(offset, offset + length) };
        return { type: "frame", frame };
      });
      const begun: Logged = { type: "message.start", seq: 1, at: 1, messageId: "m1", author: bot };
      const [entry] = run(snapshotOf([]), page([begun]), ...frames).entries;
      const shown = entry?.type === "message" && entry.message.type === "text" ? entry.message.text : undefined;
      expect(whole.startsWith(shown ?? "?")).toBe(true);
    }),
  );
});
