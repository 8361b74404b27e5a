import { expect, test } from "vitest";
import { headingsOf } from "./headings.ts";

test("the contents are the headings of the text, and not what stands in code or quotes", () => {
  const text = "# Rules\n\nFirst.\n\n## **Tickets** and bikes\n\n```\n# no heading\n```\n\n> # quoted\n\n### Dogs";
  expect(headingsOf(text)).toEqual(["Rules", "**Tickets** and bikes", "Dogs"]);
  expect(headingsOf("No headings.")).toEqual([]);
});
