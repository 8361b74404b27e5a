import { expect, test } from "vitest";
import { splitCitations } from "./split-citations.ts";

test("numbers in brackets name the sources that there are", () => {
  expect(splitCitations("Free [1][2], paid [12].", 12)).toEqual(["Free ", 1, 2, ", paid ", 12, "."]);
  expect(splitCitations("[1]", 1)).toEqual([1]);
});

test("other numbers stay as they were written", () => {
  for (const text of ["[0]", "[3]", "[1a]", "[]", "[ 1 ]", "1]", "[99999]", "no number", "a[i]"])
    expect(splitCitations(text, 2)).toEqual([text]);
  expect(splitCitations("[3] and [2]", 2)).toEqual(["[3] and ", 2]);
  expect(splitCitations("", 2)).toEqual([]);
});
