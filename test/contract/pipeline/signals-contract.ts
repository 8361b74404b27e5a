import type { Frame, Watcher } from "@causerie/server/channel/log.ts";
import { type Signals, watchInterruptions, watchLog } from "@causerie/server/pipeline/signals/signals.ts";
import { describe, expect, test } from "vitest";

/** What every implementation of `Signals` promises, seen from one process. */
export function signalsContract(name: string, open: () => Signals): void {
  describe(`${name}: signals`, () => {
    test("signals and frames reach the watchers of their conversation, as long as they watch", async () => {
      await using signals = open();
      const seen: string[] = [];
      using _first = watchLog(signals, "a", watcher(seen, "first"));
      const second = watchLog(signals, "a", watcher(seen, "second"));
      using _other = watchLog(signals, "b", watcher(seen, "other"));
      signals.publish("a", { type: "log" });
      second[Symbol.dispose]();
      signals.publish("a", frame({ type: "typing", on: true }));
      signals.publish("nobody", { type: "log" });
      expect(seen).toEqual(["first woken", "second woken", "first got a frame"]);
    });

    test("who comes in the middle of a text is given what there is of it, and after the end of the turn nothing", async () => {
      await using signals = open();
      const delta = (offset: number, text: string) => ({ type: "delta" as const, messageId: "m", offset, text });
      const framesFrom = (): Frame[] => {
        const seen: Frame[] = [];
        watchLog(signals, "a", { wake: () => undefined, frame: (each) => void seen.push(each) });
        return seen;
      };
      signals.publish("a", frame(delta(0, "Once ")));
      signals.publish("a", frame(delta(5, "upon")));
      const seen = framesFrom();
      signals.publish("a", frame(delta(9, " a time")));
      expect(seen).toEqual([delta(0, "Once upon"), delta(9, " a time")]);

      signals.publish("a", frame(delta(0, "Twice")));
      expect(framesFrom()).toEqual([delta(0, "Twice")]);
      signals.publish("a", frame({ type: "typing", on: false }));
      expect(framesFrom()).toEqual([]);
    });

    test("a watcher may end its watch while it is called, and begin a new one", async () => {
      await using signals = open();
      const seen: string[] = [];
      const once = watchLog(signals, "a", {
        wake: () => {
          seen.push("once");
          once[Symbol.dispose]();
          watchLog(signals, "a", watcher(seen, "next"));
        },
        frame: () => undefined,
      });
      signals.publish("a", { type: "log" });
      signals.publish("a", { type: "log" });
      expect(seen).toEqual(["once", "next woken"]);
    });

    test("a watcher that throws hides nothing from the others, and the publisher does not notice", async () => {
      await using signals = open();
      const seen: string[] = [];
      using _broken = signals.subscribe("a", () => {
        throw new Error("broken");
      });
      using _fine = watchLog(signals, "a", watcher(seen, "fine"));
      expect(() => signals.publish("a", { type: "log" })).not.toThrow();
      expect(seen).toEqual(["fine woken"]);
    });

    test("interruptions reach the turn they concern, and reports of turns whoever waits for them", async () => {
      await using signals = open();
      const seen: unknown[] = [];
      using _turn = watchInterruptions(signals, "a", (interruption) => void seen.push(interruption));
      using _notify = signals.subscribe("a", (signal) => {
        if (signal.type === "turn") seen.push(signal.report.outcome);
      });
      signals.publish("a", { type: "interruption", interruption: { type: "superseded", seq: 3 } });
      signals.publish("b", { type: "interruption", interruption: { type: "stopped" } });
      const report = { outcome: "answered", messages: 1, deliveries: [] };
      signals.publish("a", { type: "turn", eventId: "e", report });
      expect(seen).toEqual([{ type: "superseded", seq: 3 }, "answered"]);
    });
  });
}

const frame = (each: Frame) => ({ type: "frame" as const, frame: each });

function watcher(seen: string[], name: string): Watcher {
  return { wake: () => void seen.push(`${name} woken`), frame: () => void seen.push(`${name} got a frame`) };
}
