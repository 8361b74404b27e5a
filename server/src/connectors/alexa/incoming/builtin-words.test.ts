import { expect, test } from "vitest";
import { builtinWords } from "./builtin-words.ts";

test("an intent of Amazon's is said in words; a name that every object has is not known", () => {
  expect(builtinWords("AMAZON.LoopOnIntent", "en-US")).toBe("loop on");
  expect(["constructor", "toString", "__proto__"].map((name) => builtinWords(name, "en-US"))).toEqual([
    "constructor",
    "to string",
    "__proto__",
  ]);
});
