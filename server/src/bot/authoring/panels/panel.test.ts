import { panelLimits, parsePanel } from "@causerie/protocol";
import { expect, test } from "vitest";
import { field, image, list, text } from "#bot/authoring/messages.ts";
import { encodeLink } from "#channel/message/link.ts";
import type { PanelPart } from "#channel/message/panel.ts";
import { panel, problemOfPanel } from "./panel.ts";
import { badge, box, button, chart, checkbox, column, divider, heading, row, spread, table } from "./parts.ts";

const to = encodeLink("fares");

test("a panel is put together of parts, texts, images and fields", () => {
  const made = panel(
    column(
      heading("Coast line"),
      spread("10:05", badge("On time", "success")),
      image("https://a.example/coast.png", { alt: "The viaduct" }),
      text("**Three** trains a day"),
      field.date("day", "Day"),
      field.number("seats", "Seats", { required: true, min: 1, max: 8 }),
      checkbox("bicycle", "With a bicycle", { to }),
      divider(),
      button({ label: "Book", to }, { primary: true, submit: true }),
    ),
    { loading: true },
  );
  expect(made).toEqual({
    type: "panel",
    panel: {
      content: {
        type: "column",
        children: [
          { type: "text", text: "Coast line", style: "title" },
          {
            type: "row",
            align: "between",
            children: [
              { type: "text", text: "10:05" },
              { type: "badge", text: "On time", tone: "success" },
            ],
          },
          { type: "image", url: "https://a.example/coast.png", alt: "The viaduct" },
          { type: "text", text: "**Three** trains a day" },
          { type: "field", field: { kind: "date", name: "day", label: "Day", required: false } },
          { type: "field", field: { kind: "number", name: "seats", label: "Seats", required: true, min: 1, max: 8 } },
          {
            type: "field",
            field: { kind: "checkbox", name: "bicycle", label: "With a bicycle", required: false },
            link: "fares",
          },
          { type: "divider" },
          {
            type: "button",
            button: { type: "postback", label: "Book", link: "fares" },
            style: "primary",
            submit: true,
          },
        ],
      },
      loading: true,
    },
    alt: "Coast line\n10:05 · On time\nThe viaduct\n**Three** trains a day",
    quickReplies: [],
  });
  const built = made.type === "panel" ? made.panel : undefined;
  expect(parsePanel(built)).toEqual(built);
});

test("a panel of buttons alone is called by them", () => {
  expect(panel(row(button({ label: "Yes", to }), button({ label: "No", to }))).alt).toBe("Yes\nNo");
});

test("a chart of one series is called by its title", () => {
  const made = panel(chart("bar", { title: "Passengers", labels: ["Mon", "Tue"], values: [3, 5], unit: "k" }));
  expect(made).toMatchObject({ panel: { content: { series: [{ label: "Passengers", values: [3, 5] }] } } });
  expect(made.alt).toBe("Passengers\nMon: 3 k\nTue: 5 k");
});

test.each<[() => unknown, string]>([
  [
    () => panel(column(field.email("mail", "Mail"))),
    'the field "mail" must be a text, number, date, choice or checkbox',
  ],
  [() => panel(column(text("Hi", { buttons: [{ label: "Go", to }] }))), "a text in a panel has no buttons of its own"],
  [() => panel(column("a", list("x", []) as never)), "panel: content.children.1.type: expected"],
  [() => panel(column({ type: "text" } as never)), "panel: content.children.0.text: is missing"],
  [() => panel(column("a", row(badge("b", "pink" as never)))), "content.children.1.children.0.tone: expected"],
  [() => panel(column(field.text("a", "A"), field.text("a", "B"))), 'children.1.field: another field has the name "a"'],
  [() => panel(column(field.text("_a", "A"))), "its name must not be empty or begin with _"],
  [() => panel(column(field.choice("a", "A", []))), "it must have options to choose from"],
  [() => panel(table({ caption: "T", columns: ["a", "b"], rows: [["1", "2"], ["1"]] })), "rows.1 must have 2 cells"],
  [() => panel(chart("bar", { title: "T", labels: ["a"], values: [1, 2] })), "series.0 must have 1 finite numbers"],
  [() => panel(chart("donut", { title: "T", labels: ["a"], values: [-1] })), "a donut shows no negative numbers"],
  [() => panel("x".repeat(panelLimits.bytes)), `and ${panelLimits.bytes} are the most`],
  [() => panel(column(...Array.from({ length: panelLimits.parts }, () => divider()))), "has more than 300 parts"],
  [() => button({ label: "Site", url: "https://a.example" }, { submit: true }), "only a button to a story"],
])("what is wrong is named by its place: %#", (make, problem) => {
  expect(make).toThrow(problem);
});

test("a panel may be as deep as the bound, and no deeper", () => {
  const nested = (depth: number): PanelPart => (depth === 1 ? divider() : box(undefined, nested(depth - 1)));
  expect(() => panel(nested(panelLimits.levels))).not.toThrow();
  expect(() => panel(nested(panelLimits.levels + 1))).toThrow("is nested deeper than 8");
  let endless: unknown = { type: "divider" };
  for (let depth = 0; depth < 100_000; depth += 1) endless = { type: "row", children: [endless] };
  expect(problemOfPanel({ content: endless })).toContain("nested deeper");
  expect(parsePanel({ content: endless })).toBeUndefined();
});
