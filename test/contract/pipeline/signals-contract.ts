import { setTimeout as delay } from "node:timers/promises";
import type { Frame, Watcher } from "@causerie/server/channel/log.ts";
import {
  type ServerSignal,
  type Signal,
  type Signals,
  watchInterruptions,
  watchLog,
} from "@causerie/server/pipeline/signals/signals.ts";
import { describe, expect, test } from "vitest";

/** What every implementation of `Signals` promises, seen from one process. */
export function signalsContract(name: string, open: () => Promise<Signals>): void {
  describe(`${name}: signals`, () => {
    test("signals and frames reach the watchers of their conversation, as long as they watch", async () => {
      await using signals = await open();
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
      await using signals = await open();
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

    test("who comes while the bot is at work is told what it does, as a whole, until that is over", async () => {
      await using signals = await open();
      const step = (label: string): Frame => ({ type: "progress", steps: [{ label, state: "running" }] });
      const framesFrom = (): Frame[] => {
        const seen: Frame[] = [];
        watchLog(signals, "a", { wake: () => undefined, frame: (each) => void seen.push(each) });
        return seen;
      };
      signals.publish("a", frame(step("Looking")));
      signals.publish("a", frame(step("Asking")));
      expect(framesFrom()).toEqual([step("Asking")]);
      signals.publish("a", frame({ type: "progress", steps: [] }));
      expect(framesFrom()).toEqual([]);
      signals.publish("a", frame({ type: "progress", steps: [], reasoning: "Hm" }));
      expect(framesFrom()).toEqual([{ type: "progress", steps: [], reasoning: "Hm" }]);
      signals.publish("a", frame({ type: "typing", on: false }));
      expect(framesFrom()).toEqual([]);
    });

    test("a watcher may end its watch while it is called, and begin a new one", async () => {
      await using signals = await open();
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
      await using signals = await open();
      const seen: string[] = [];
      using _broken = signals.subscribe("a", () => {
        throw new Error("broken");
      });
      using _fine = watchLog(signals, "a", watcher(seen, "fine"));
      expect(() => signals.publish("a", { type: "log" })).not.toThrow();
      expect(seen).toEqual(["fine woken"]);
    });

    test("interruptions reach the turn they concern, and reports of turns whoever waits for them", async () => {
      await using signals = await open();
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

/** What every implementation for several processes promises beside that. Each call of `open` stands for a process. */
export function sharedSignalsContract(name: string, open: () => Promise<Signals>): void {
  describe(`${name}: signals between processes`, () => {
    test("what one process says arrives in the other in its order, per conversation, and not a second time in its own", async () => {
      await using one = await open();
      await using other = await open();
      const own: string[] = [];
      const seen = new Map<string, number[]>([
        ["a", []],
        ["b", []],
      ]);
      using _own = one.subscribe("a", ({ type }) => void own.push(type));
      using _a = other.subscribe("a", (signal) => void seen.get("a")?.push(seqOf(signal)));
      using _b = other.subscribe("b", (signal) => void seen.get("b")?.push(seqOf(signal)));
      for (let seq = 1; seq <= 500; seq += 1) {
        for (const id of ["a", "b"])
          one.publish(id, { type: "interruption", interruption: { type: "superseded", seq } });
        // Some go out together, some by themselves.
        if (seq % 50 === 0) await delay(7);
      }
      const all = Array.from({ length: 500 }, (_, index) => index + 1);
      await expect.poll(() => seen.get("b")?.length).toBe(500);
      expect(seen.get("a")).toEqual(all);
      expect(seen.get("b")).toEqual(all);
      expect(own).toHaveLength(500);
    });

    test("who comes late to another process gets the text so far, also in a process that came late itself", async () => {
      await using one = await open();
      await using other = await open();
      const text = "Once upon a time. ".repeat(600);
      const delta = (offset: number, part: string) => ({ type: "delta" as const, messageId: "m", offset, text: part });
      one.publish("a", frame(delta(0, text)));
      await expect.poll(() => textSeenBy(other, "a")).toBe(text);

      await using late = await open();
      let seen = "";
      using _late = late.subscribe("a", (signal) => (seen = withFrame(seen, signal)));
      one.publish("a", frame(delta(text.length, "The end.")));
      await expect.poll(() => seen).toBe(`${text}The end.`);

      one.publish("a", frame({ type: "typing", on: false }));
      await expect.poll(() => textSeenBy(other, "a")).toBe("");
    });

    test("a listener that throws in another process hides nothing, and what no version knows is passed over", async () => {
      await using one = await open();
      await using other = await open();
      const seen: string[] = [];
      using _broken = other.subscribe("a", () => {
        throw new Error("broken");
      });
      using _fine = other.subscribe("a", ({ type }) => void seen.push(type));
      one.publish("a", { type: "of a newer version" } as never);
      one.publish("a", { type: "turn", eventId: "e", report: { outcome: "answered", messages: 1, deliveries: [] } });
      await expect.poll(() => seen).toEqual(["turn"]);
    });

    test("work that is passed on reaches the workers of the other processes, not those of its own", async () => {
      await using one = await open();
      await using other = await open();
      const seen: string[] = [];
      using _own = one.subscribeToWork((id) => void seen.push(`own ${id}`));
      const first = other.subscribeToWork((id) => void seen.push(`first ${id}`));
      using _second = other.subscribeToWork((id) => void seen.push(`second ${id}`));
      one.publish("a", { type: "work" });
      await expect.poll(() => seen).toEqual(["first a", "second a"]);
      first[Symbol.dispose]();
      one.publish("b", { type: "work" });
      await expect.poll(() => seen).toEqual(["first a", "second a", "second b"]);
    });

    test("that a session has ended reaches the other processes, not its own, and once for many", async () => {
      await using one = await open();
      await using other = await open();
      const seen: string[] = [];
      using _own = one.subscribeToServer(() => void seen.push("own"));
      const first = other.subscribeToServer(({ type }) => void seen.push(`first ${type}`));
      using _second = other.subscribeToServer(({ type }) => void seen.push(`second ${type}`));
      for (const _ of [1, 2, 3]) one.publish("", { type: "session" });
      await expect.poll(() => seen).toEqual(["first session", "second session"]);
      first[Symbol.dispose]();
      one.publish("", { type: "session" });
      await expect.poll(() => seen).toEqual(["first session", "second session", "second session"]);
    });

    test("what connectors tell and who was deleted reach the other processes, each and in order, also where one of them fails", async () => {
      await using one = await open();
      await using other = await open();
      const said: ServerSignal[] = [
        { type: "news", connectorId: "page", news: { about: "token", title: "1" } },
        { type: "news", connectorId: "page", news: { about: "token", title: "1" } },
        { type: "forgotten", connectorId: "page", userId: "ada" },
        { type: "session" },
        { type: "team" },
        { type: "bot", bot: "travel", message: { sockets: ["1"] } },
        { type: "news", connectorId: "other", news: null },
      ];
      const seen: ServerSignal[] = [];
      using _broken = other.subscribeToServer(() => {
        throw new Error("a listener fails");
      });
      using _other = other.subscribeToServer((signal) => void seen.push(signal));
      for (const signal of said) one.publish("", signal);
      await expect.poll(() => seen).toEqual(said);
    });

    test("what is too long for any message is left out, and what comes after it arrives", async () => {
      await using one = await open();
      await using other = await open();
      const seen: string[] = [];
      using _other = other.subscribe("a", ({ type }) => void seen.push(type));
      const deliveries = Array.from({ length: 10_000 }, (_, index) => `delivery ${index}`);
      one.publish("a", { type: "turn", eventId: "e", report: { outcome: "answered", messages: 1, deliveries } });
      one.publish("a", { type: "log" });
      await expect.poll(() => seen).toEqual(["log"]);
    });
  });
}

function seqOf(signal: Signal): number {
  return signal.type === "interruption" && signal.interruption.type === "superseded" ? signal.interruption.seq : 0;
}

function withFrame(before: string, signal: Signal): string {
  if (signal.type !== "frame" || signal.frame.type !== "delta" || signal.frame.offset > before.length) return before;
  return before.slice(0, signal.frame.offset) + signal.frame.text;
}

/** What somebody who comes now is given at once. */
function textSeenBy(signals: Signals, conversationId: string): string {
  let text = "";
  using _late = signals.subscribe(conversationId, (signal) => (text = withFrame(text, signal)));
  return text;
}
