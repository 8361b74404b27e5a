import type { Button } from "@causerie/server/channel/message/message.ts";
import type { Link } from "@causerie/server/channel/message/link.ts";
import type { PanelField, PanelPart } from "@causerie/server/channel/message/panel.ts";
import * as fc from "fast-check";

/** What the texts, choices and addresses in the panels are. */
export type PanelWords = {
  words: fc.Arbitrary<string>;
  link: fc.Arbitrary<Link>;
  button: fc.Arbitrary<Button>;
  url: fc.Arbitrary<string>;
};

/** Panels of every part, within the bounds and mostly small. */
export function panelMessages({ words, link, button, url }: PanelWords) {
  const short = words.map((text) => text.slice(0, 200));
  const label = fc.string({ minLength: 1, maxLength: 20 }).map((text) => `l${text}`);
  const common = { label: short, required: fc.boolean(), value: short };
  const kinds: fc.Arbitrary<PanelField> = fc.oneof(
    fc.record({ ...common, name: fc.constant(""), kind: fc.constantFrom("text", "checkbox") }),
    fc.record({ ...common, name: fc.constant(""), kind: fc.constant("date" as const) }),
    fc.record({ ...common, name: fc.constant(""), kind: fc.constant("number" as const), min: fc.integer() }),
    fc.record({
      ...common,
      name: fc.constant(""),
      kind: fc.constant("choice" as const),
      options: fc.array(fc.record({ label: short, value: short }), { minLength: 1, maxLength: 3 }),
    }),
  );
  const leaf: fc.Arbitrary<PanelPart> = fc.oneof(
    fc.record({ type: fc.constant("text" as const), text: short }),
    fc.record({ type: fc.constant("badge" as const), text: short, tone: fc.constantFrom("neutral", "danger") }),
    fc.record({ type: fc.constant("image" as const), url, alt: short }),
    fc.record({ type: fc.constant("button" as const), button, submit: fc.boolean() }),
    fc.record({ type: fc.constant("field" as const), field: kinds, link }, { requiredKeys: ["type", "field"] }),
    fc.constant({ type: "divider" as const }),
    fc.integer({ min: 1, max: 3 }).chain((count) =>
      fc.record({
        type: fc.constant("table" as const),
        caption: short,
        columns: fc.array(fc.record({ label }), { minLength: count, maxLength: count }),
        rows: fc.array(fc.array(short, { minLength: count, maxLength: count }), { maxLength: 3 }),
      }),
    ),
    fc.integer({ min: 1, max: 4 }).chain((count) =>
      fc.record({
        type: fc.constant("chart" as const),
        kind: fc.constantFrom("bar", "line", "donut"),
        title: short,
        labels: fc.array(short, { minLength: count, maxLength: count }),
        series: fc
          .record({ label, values: fc.array(fc.nat(), { minLength: count, maxLength: count }) })
          .map((one) => [one]),
      }),
    ),
  );
  const level = (inside: fc.Arbitrary<PanelPart>): fc.Arbitrary<PanelPart> => {
    const children = fc.array(inside, { maxLength: 4 });
    return fc.oneof(
      inside,
      fc.record({ type: fc.constant("box" as const), title: short, children }, { requiredKeys: ["type", "children"] }),
      fc.record({ type: fc.constantFrom("row", "column"), children }),
    );
  };
  const content = level(level(level(leaf))).map((part) => withNames(part, { count: 0 }));
  return fc.record({ type: fc.constant("panel" as const), panel: fc.record({ content }), alt: words });
}

/** Each field has a name of its own. */
function withNames(part: PanelPart, counter: { count: number }): PanelPart {
  if ("children" in part) return { ...part, children: part.children.map((child) => withNames(child, counter)) };
  if (part.type !== "field") return part;
  counter.count += 1;
  return { ...part, field: { ...part.field, name: `f${counter.count}` } };
}
