import { expect, test, vi } from "vitest";
import { readStarters } from "./starters.ts";

test("starters are a list of texts or objects, JSON of one, or one label a line", () => {
  const list = ["Opening hours", { label: "Refund", link: "refund" }, { label: "Hi", text: "Hello there" }];
  const starters = [{ label: "Opening hours" }, list[1], list[2]];
  expect(readStarters(list)).toEqual(starters);
  expect(readStarters(JSON.stringify(list))).toEqual(starters);
  expect(readStarters("Opening hours\n\n  Refund ")).toEqual([{ label: "Opening hours" }, { label: "Refund" }]);
  expect(readStarters(undefined)).toEqual([]);
});

test.each([[[{ label: "" }]], [[7]], ["[not JSON"], [{ label: "x" }], [[null, { label: "x", link: 3 }]]])(
  "%j is left out, and the developer reads why",
  (setting) => {
    const error = vi.spyOn(console, "error").mockImplementation(() => {});
    expect(readStarters(setting)).toEqual([]);
    expect(error).toHaveBeenCalled();
    error.mockRestore();
  },
);

test("no more are shown than a visitor reads", () => {
  expect(readStarters(Array.from({ length: 50 }, (_, index) => `Question ${index}`))).toHaveLength(8);
});
