import type { PanelField, PanelPart } from "@causerie/protocol";
import { expect, test } from "vitest";
import { fieldsOf, labelOf, withValues } from "./panel-values.ts";

const day: PanelField = {
  kind: "choice",
  name: "day",
  label: "Day",
  required: true,
  options: [{ label: "Tomorrow", value: "1" }],
};
const bicycle: PanelField = { kind: "checkbox", name: "bicycle", label: "With a bicycle", required: false };

test("values replace those of their names in the link, and empty ones are left out", () => {
  const fields = [day, bicycle];
  expect(withValues("trains?day=0&from=Lille", fields, { day: "1", bicycle: "" })).toBe("trains?from=Lille&day=1");
  expect(withValues("trains", fields, { bicycle: "true" })).toBe("trains?bicycle=true");
  expect(withValues("trains?day=0", fields, {})).toBe("trains");
  expect(withValues("trains", [day], { day: "a&b=c é" })).toBe("trains?day=a%26b%3Dc+%C3%A9");
});

test("what was chosen is said in the words of the panel", () => {
  expect(labelOf(day, "1")).toBe("Day: Tomorrow");
  expect(labelOf(day, "")).toBe("Day");
  expect(labelOf(bicycle, "true")).toBe("With a bicycle");
  expect(labelOf({ ...bicycle, kind: "text", label: "x".repeat(600) }, "y").length).toBe(500);
});

test("fields are found in every part", () => {
  const part: PanelPart = {
    type: "column",
    children: [
      { type: "row", children: [{ type: "field", field: day }] },
      { type: "box", children: [{ type: "field", field: bicycle }] },
    ],
  };
  expect(fieldsOf(part).map(({ name }) => name)).toEqual(["day", "bicycle"]);
});
