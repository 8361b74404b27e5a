import type { DeskEntry, DeskNote } from "@causerie/protocol/desk";
import { expect, test } from "vitest";
import { toTimeline } from "./timeline.ts";

const noon = new Date(2026, 10, 30, 12).getTime();
const minute = 60_000;
const entry = (seq: number, at: number, role: "visitor" | "bot" = "visitor"): DeskEntry => ({
  seq,
  at,
  by: { role },
  kind: "text",
  text: `${seq}`,
});
const note = (id: string, at: number): DeskNote => ({ id, at, by: { id: "ada", name: "Ada" }, text: id });
const shape = (...given: Parameters<typeof toTimeline>): string[] =>
  toTimeline(...given).map(({ key }) => key.replace(/ .* /, " "));

test("a note stands between what was said before and after it, and days have a line", () => {
  const day = 24 * 60 * minute;
  const items = toTimeline(
    [entry(1, noon - day), entry(2, noon), entry(3, noon + 2 * minute)],
    [note("n", noon + minute)],
    [],
  );
  expect(items.map(({ type }) => type)).toEqual(["day", "entry", "day", "entry", "note", "entry"]);
});

test("what one person says in a row stands below one name, until somebody else speaks or time has passed", () => {
  const items = toTimeline(
    [
      entry(1, noon),
      entry(2, noon + minute),
      entry(3, noon + 2 * minute, "bot"),
      entry(4, noon + 3 * minute),
      entry(5, noon + 20 * minute),
    ],
    [],
    [],
  );
  const continued = items.flatMap((item) => (item.type === "entry" ? [item.isContinued] : []));
  expect(continued).toEqual([false, true, false, false, false]);
});

test("what is on its way is last, and only what has words is shown", () => {
  const pending = [
    { conversationId: "a", at: noon, act: { type: "say", id: "act-00001", text: "hello" } as const },
    { conversationId: "a", at: noon, act: { type: "close", id: "act-00002" } as const },
  ];
  expect(shape([entry(1, noon)], [], pending).slice(1)).toEqual(["entry 1", "act act-00001"]);
});

test("a note older than the part of the log that was loaded waits for that part", () => {
  expect(shape([entry(9, noon)], [note("old", noon - minute)], [])).not.toContain("note old");
  expect(shape([], [note("old", noon - minute)], [])).toContain("note old");
});
