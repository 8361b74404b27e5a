import { expect, test } from "vitest";
import { KeysAhead } from "./keys-ahead.ts";

function press(ahead: KeysAhead, id: string, keys: readonly string[]): boolean[] {
  return keys.map((key) => ahead.keep(id, key));
}

test("what is pressed before a conversation is there is done with it, and letters after r are its text", () => {
  const ahead = new KeysAhead();
  expect(press(ahead, "c", ["t", "r", ...Array.from("jk? t")])).not.toContain(false);
  expect(press(ahead, "c", ["é", "x", "Backspace", "\u{1F600}", "Enter"])).not.toContain(false);
  expect(ahead.release("c")).toEqual({ acts: ["t", "r"], text: "jk? té\u{1F600}" });
  expect(ahead.release("c")).toEqual({ acts: [], text: "" });
});

test("keys of the list stay keys of the list, and names of other keys are no text", () => {
  const ahead = new KeysAhead();
  expect(press(ahead, "c", ["j", "k", "/", "?", "Enter", "Escape"])).not.toContain(true);
  expect(press(ahead, "c", ["r", "Tab", "ArrowLeft", "F5"])).toEqual([true, false, false, false]);
  expect(ahead.release("c")).toEqual({ acts: ["r"], text: "" });
});

test("they mean one conversation: of another one, or after Escape, nothing is done", () => {
  const ahead = new KeysAhead();
  press(ahead, "a", ["e"]);
  expect(ahead.release("b")).toEqual({ acts: [], text: "" });
  press(ahead, "a", ["r", "x"]);
  press(ahead, "b", ["n"]);
  expect(ahead.release("b")).toEqual({ acts: ["n"], text: "" });
  expect(press(ahead, "b", ["h", "j", "Escape"])).toEqual([true, true, true]);
  expect(ahead.release("b")).toEqual({ acts: [], text: "" });
});
