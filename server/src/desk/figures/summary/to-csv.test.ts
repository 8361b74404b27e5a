import { expect, test } from "vitest";
import { summarize } from "./summarize.ts";
import { toCsv } from "./to-csv.ts";

const counted = (measure: string, key: string, amount: number, connectorId = "web") => {
  return { measure, key, amount, connectorId };
};

const figures = {
  from: "2026-11-29",
  to: "2026-11-30",
  zone: "UTC",
  connectors: [],
  ...summarize(
    [
      {
        day: "2026-11-29",
        counts: [
          counted("visit", "", 3),
          counted("visit.team", "", 1),
          counted("story", "=HYPERLINK(1)", 2),
          counted("path", '["a, b","c"]', 1),
          counted("path", '["a, b"]', -1),
          counted("asked", '["order","","size"]', 5),
          counted("replied", '["order","","size"]', 3),
          counted("operator", "p1", 2, ""),
          counted("operator", "p2", 1, ""),
          counted("operator.open", '["p1",2]', 3, ""),
          counted("operator.open", '["p1",5]', 1, ""),
        ],
      },
      { day: "2026-11-30", counts: [counted("visit", "", 1), counted("path", '["a, b"]', 1)] },
    ],
    (id) => (id === "p1" ? '-Ana "A"' : undefined),
  ),
};

test("each row is a day", () => {
  expect(toCsv(figures, "days").split("\r\n").slice(1)).toEqual(["2026-11-29,3,2,0,0,0", "2026-11-30,1,1,0,0,0", ""]);
});

test("a name that a spreadsheet would take for a formula is text there", () => {
  expect(toCsv(figures, "stories")).toBe(`story,answers\r\n"'=HYPERLINK(1)",2\r\n`);
  expect(toCsv(figures, "operators").split("\r\n")[1]).toBe(`"'-Ana ""A""",2,0,,,2.8,5`);
});

test("commas stay within their cell, and a path that has become longer counts no more", () => {
  expect(toCsv(figures, "paths")).toBe('path,conversations\r\n"a, b > c",1\r\n');
});

test("who has gone is named by the id alone", () => {
  expect(toCsv(figures, "operators").split("\r\n")[2]).toBe("p2,1,0,,,,");
});

test("a question says how often it was left", () => {
  expect(toCsv(figures, "questions")).toBe("story,step,slot,asked,left\r\norder,,size,5,2\r\n");
});
