import { expect, test } from "vitest";
import { stripMarkdown } from "./strip-markdown.ts";

test("Markdown's marks are taken off and its links are written out", () => {
  expect(stripMarkdown("# Fares\n\n**Two** *or* __more__: see [our list](https://a.example/l).\n- one\n* two")).toBe(
    "Fares\n\nTwo or more: see our list (https://a.example/l).\n• one\n• two",
  );
});

test("what only looks like Markdown stays as it is", () => {
  const text = "2 * 3 * 4, snake_case_name, #1, a - b, [sic], <3, 5*6*7, **";
  expect(stripMarkdown(text)).toBe(text);
});
