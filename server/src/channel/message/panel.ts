import type { Button } from "./button.ts";
import type { Link } from "./link.ts";

/**
 * A panel: a small set of parts that a story puts together and that any channel can show in its way. The builders of
 * `bot/authoring/panels` make these; `@causerie/protocol` has the bounds.
 * @module
 */

/** `loading`: more is to come by an update. */
export type Panel = { content: PanelPart; loading?: boolean };

/** How a badge looks: its words alone must say what it means. */
export type Tone = "neutral" | "info" | "success" | "warning" | "danger";

/**
 * A field of a panel. Its `name` is a parameter or slot of the story that gets the values. A checked `checkbox` sends `true`, another
 * one nothing.
 */
export type PanelField = { name: string; label: string; required: boolean; hint?: string; value?: string } & (
  | { kind: "text" }
  | { kind: "checkbox" }
  | { kind: "number"; min?: number; max?: number }
  | { kind: "date"; min?: string; max?: string }
  | { kind: "choice"; options: { label: string; value: string }[] }
);

export type Table = {
  type: "table";
  caption: string;
  columns: { label: string; align?: "start" | "end" }[];
  rows: string[][];
};

/** `title` says what it shows, and `unit` stands behind each value. A donut has one series. */
export type Chart = {
  type: "chart";
  kind: "bar" | "line" | "donut";
  title: string;
  labels: string[];
  series: { label: string; values: number[] }[];
  unit?: string;
};

/** One part of a panel. A text is Markdown, as in a message. */
export type PanelPart =
  /** Parts under one another, with a frame around them. */
  | { type: "box"; title?: string; children: PanelPart[] }
  /** Parts side by side; they wrap where there is no room. */
  | { type: "row"; align?: "start" | "center" | "end" | "between"; children: PanelPart[] }
  | { type: "column"; children: PanelPart[] }
  | { type: "text"; text: string; style?: "title" | "body" | "caption" }
  | { type: "badge"; text: string; tone: Tone }
  | { type: "image"; url: string; alt: string; size?: "small" | "full" }
  | Table
  /** `submit`: the values of the panel's fields are added to its link, once those that are required are there. */
  | { type: "button"; button: Button; style?: "primary"; submit?: boolean }
  /** `link`: followed at once when the person changes the field, with the values of the panel's fields added. */
  | { type: "field"; field: PanelField; link?: Link }
  | Chart
  | { type: "divider" };

/** All parts, each before those inside it. */
export function partsOf(part: PanelPart): PanelPart[] {
  return "children" in part ? [part, ...part.children.flatMap(partsOf)] : [part];
}

/** The panel in lines of plain words, without its buttons: what a voice, a terminal or a log has of it. */
export function panelLines(part: PanelPart): string[] {
  switch (part.type) {
    case "box":
      return [part.title ?? "", ...part.children.flatMap(panelLines)].filter(isSaid);
    case "row": {
      const cells = part.children.map(panelLines).filter((lines) => lines.length > 0);
      // One line, unless a part has several of its own.
      return cells.every((lines) => lines.length === 1) && cells.length > 0 ? [cells.join(" · ")] : cells.flat();
    }
    case "column":
      return part.children.flatMap(panelLines);
    case "text":
    case "badge":
      return [part.text].filter(isSaid);
    case "image":
      return [part.alt].filter(isSaid);
    case "table":
      return tableLines(part);
    case "chart":
      return chartLines(part);
    case "field":
      return fieldLines(part.field);
    case "button":
    case "divider":
      return [];
  }
}

/** Each row as `Column: cell, Column: cell`. */
export function tableLines({ caption, columns, rows }: Table): string[] {
  const lines = rows.map((cells) =>
    cells
      .map((cell, column) => ({ cell, label: columns[column]?.label ?? "" }))
      .filter(({ cell }) => isSaid(cell))
      .map(({ cell, label }) => (isSaid(label) ? `${label}: ${cell}` : cell))
      .join(", "),
  );
  return [caption, ...lines].filter(isSaid);
}

/** Each label with its values: `Monday: 12 km`, or `Monday: Out 12 km, Back 9 km`. */
export function chartLines({ title, labels, series, unit = "" }: Chart): string[] {
  const valueOf = (value: number | undefined): string => [String(value ?? ""), unit].filter(isSaid).join(" ");
  const lines = labels.map((label, index) => {
    const values = series.map(({ label: name, values }) =>
      series.length === 1 ? valueOf(values[index]) : [name, valueOf(values[index])].filter(isSaid).join(" "),
    );
    return `${label}: ${values.join(", ")}`;
  });
  return [title, ...lines].filter(isSaid);
}

/** What is filled in already. A field without a value says nothing: it is a question, for those who can answer it. */
function fieldLines(field: PanelField): string[] {
  const { label, value = "" } = field;
  if (value === "") return [];
  if (field.kind === "checkbox") return [label];
  const shown = field.kind === "choice" ? (field.options.find((each) => each.value === value)?.label ?? value) : value;
  return [`${label}: ${shown}`];
}

function isSaid(words: string): boolean {
  return words.trim() !== "";
}
