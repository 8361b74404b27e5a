import * as v from "valibot";
import { type Button, buttonSchema } from "./message.ts";

/** What a panel may hold. The server refuses a larger one where the story says it; a client shows its `alt` instead. */
export const panelLimits = {
  /** Parts inside one another. */
  levels: 8,
  /** Parts in one panel. */
  parts: 300,
  /** Bytes of the panel, as JSON in UTF-8. */
  bytes: 32 * 1024,
  /** Labels of a chart, and so values of each of its series. */
  points: 60,
  series: 6,
  columns: 12,
} as const;

/** How a badge looks: the words alone must say what it means. */
export type Tone = "neutral" | "info" | "success" | "warning" | "danger";

/** A field of a panel. Its `name` is the parameter of the link that carries the value. A checked `checkbox` sends `true`. */
export type PanelField = {
  name: string;
  label: string;
  required: boolean;
  hint?: string | undefined;
  value?: string | undefined;
} & (
  | { kind: "text" | "checkbox" }
  | { kind: "number"; min?: number | undefined; max?: number | undefined }
  /** `min` and `max` as values are: `2027-01-31`. */
  | { kind: "date"; min?: string | undefined; max?: string | undefined }
  | { kind: "choice"; options: { label: string; value: string }[] }
);

/** One part of a panel. A text is Markdown, as in a message. */
export type PanelPart =
  /** Parts under one another, with a frame around them. */
  | { type: "box"; title?: string | undefined; children: PanelPart[] }
  /** Parts side by side; they wrap where there is no room. */
  | { type: "row"; align?: "start" | "center" | "end" | "between" | undefined; children: PanelPart[] }
  | { type: "column"; children: PanelPart[] }
  | { type: "text"; text: string; style?: "title" | "body" | "caption" | undefined }
  | { type: "badge"; text: string; tone: Tone }
  | { type: "image"; url: string; alt: string; size?: "small" | "full" | undefined }
  | {
      type: "table";
      caption: string;
      columns: { label: string; align?: "start" | "end" | undefined }[];
      rows: string[][];
    }
  /** `submit`: the values of the panel's fields are added to the link, once those that are required are there. */
  | { type: "button"; button: Button; style?: "primary" | undefined; submit?: boolean | undefined }
  /** `link`: followed at once when the visitor changes the field, with the values of the panel's fields added. */
  | { type: "field"; field: PanelField; link?: string | undefined }
  /** `title` says what it shows, and `unit` stands behind each value. A donut has one series. */
  | {
      type: "chart";
      kind: "bar" | "line" | "donut";
      title: string;
      labels: string[];
      series: { label: string; values: number[] }[];
      unit?: string | undefined;
    }
  | { type: "divider" };

/** `loading`: more is to come by an update. */
export type Panel = { content: PanelPart; loading?: boolean | undefined };

const children = v.array(v.lazy(() => panelPartSchema));

const fieldParts = {
  name: v.string(),
  label: v.string(),
  required: v.boolean(),
  hint: v.optional(v.string()),
  value: v.optional(v.string()),
};

export const panelFieldSchema = v.variant("kind", [
  v.object({ ...fieldParts, kind: v.picklist(["text", "checkbox"]) }),
  v.object({ ...fieldParts, kind: v.literal("date"), min: v.optional(v.string()), max: v.optional(v.string()) }),
  v.object({ ...fieldParts, kind: v.literal("number"), min: v.optional(v.number()), max: v.optional(v.number()) }),
  v.object({
    ...fieldParts,
    kind: v.literal("choice"),
    options: v.array(v.object({ label: v.string(), value: v.string() })),
  }),
]);

export const panelPartSchema: v.GenericSchema<PanelPart> = v.variant("type", [
  v.object({ type: v.literal("box"), title: v.optional(v.string()), children }),
  v.object({
    type: v.literal("row"),
    align: v.optional(v.picklist(["start", "center", "end", "between"])),
    children,
  }),
  v.object({ type: v.literal("column"), children }),
  v.object({
    type: v.literal("text"),
    text: v.string(),
    style: v.optional(v.picklist(["title", "body", "caption"])),
  }),
  v.object({
    type: v.literal("badge"),
    text: v.string(),
    tone: v.picklist(["neutral", "info", "success", "warning", "danger"]),
  }),
  v.object({
    type: v.literal("image"),
    url: v.string(),
    alt: v.string(),
    size: v.optional(v.picklist(["small", "full"])),
  }),
  v.object({
    type: v.literal("table"),
    caption: v.string(),
    columns: v.array(v.object({ label: v.string(), align: v.optional(v.picklist(["start", "end"])) })),
    rows: v.array(v.array(v.string())),
  }),
  v.object({
    type: v.literal("button"),
    button: buttonSchema,
    style: v.optional(v.literal("primary")),
    submit: v.optional(v.boolean()),
  }),
  v.object({ type: v.literal("field"), field: panelFieldSchema, link: v.optional(v.string()) }),
  v.object({
    type: v.literal("chart"),
    kind: v.picklist(["bar", "line", "donut"]),
    title: v.string(),
    labels: v.array(v.string()),
    series: v.array(v.object({ label: v.string(), values: v.array(v.number()) })),
    unit: v.optional(v.string()),
  }),
  v.object({ type: v.literal("divider") }),
]);

export const panelSchema = v.object({ content: panelPartSchema, loading: v.optional(v.boolean()) });

/**
 * What is wrong with a panel of the right form, e.g. `content.children.2: is nested deeper than 8`; undefined: nothing. The
 * bytes are for whoever stores it to count.
 */
export function findPanelProblem({ content }: Panel): string | undefined {
  const names = new Set<string>();
  let parts = 0;
  const find = (part: PanelPart, path: string, depth: number): string | undefined => {
    parts += 1;
    if (parts > panelLimits.parts) return `${path}: the panel has more than ${panelLimits.parts} parts`;
    if (depth > panelLimits.levels) return `${path}: is nested deeper than ${panelLimits.levels}`;
    switch (part.type) {
      case "box":
      case "row":
      case "column":
        return firstOf(part.children, (child, index) => find(child, `${path}.children.${index}`, depth + 1));
      case "field":
        return prefixed(`${path}.field`, findFieldProblem(part.field, names));
      case "table":
        return prefixed(path, findTableProblem(part));
      case "chart":
        return prefixed(path, findChartProblem(part));
      case "text":
      case "badge":
      case "image":
      case "button":
      case "divider":
        return undefined;
    }
  };
  return find(content, "content", 1);
}

/** Whether something that came from outside is nested so deeply that reading it would exhaust the stack. */
export function isTooDeep(input: unknown, levels = 4 * panelLimits.levels): boolean {
  if (typeof input !== "object" || input === null) return false;
  return levels === 0 || Object.values(input).some((each) => isTooDeep(each, levels - 1));
}

/** A panel that came over the wire; undefined for one that this version cannot show. */
export function parsePanel(input: unknown): Panel | undefined {
  if (isTooDeep(input)) return undefined;
  const read = v.safeParse(panelSchema, input);
  return read.success && findPanelProblem(read.output) === undefined ? read.output : undefined;
}

function findFieldProblem(field: PanelField, names: Set<string>): string | undefined {
  const { name } = field;
  if (name === "" || name.startsWith("_")) return "its name must not be empty or begin with _";
  if (names.has(name)) return `another field has the name "${name}"`;
  names.add(name);
  return field.kind === "choice" && field.options.length === 0 ? "it must have options to choose from" : undefined;
}

function findTableProblem({ columns, rows }: Extract<PanelPart, { type: "table" }>): string | undefined {
  if (columns.length === 0 || columns.length > panelLimits.columns)
    return `it must have 1 to ${panelLimits.columns} columns`;
  const odd = rows.findIndex((cells) => cells.length !== columns.length);
  return odd === -1 ? undefined : `rows.${odd} must have ${columns.length} cells, one a column`;
}

function findChartProblem({ kind, labels, series }: Extract<PanelPart, { type: "chart" }>): string | undefined {
  if (labels.length === 0 || labels.length > panelLimits.points)
    return `it must have 1 to ${panelLimits.points} labels`;
  if (series.length === 0 || series.length > panelLimits.series)
    return `it must have 1 to ${panelLimits.series} series`;
  const odd = series.findIndex(({ values }) => values.length !== labels.length || !values.every(Number.isFinite));
  if (odd !== -1) return `series.${odd} must have ${labels.length} finite numbers, one a label`;
  if (kind !== "donut") return undefined;
  if (series.length > 1) return "a donut has one series";
  return series[0]?.values.some((value) => value < 0) === true ? "a donut shows no negative numbers" : undefined;
}

function firstOf<Item>(items: readonly Item[], find: (item: Item, index: number) => string | undefined) {
  for (const [index, item] of items.entries()) {
    const problem = find(item, index);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

function prefixed(path: string, problem: string | undefined): string | undefined {
  return problem === undefined ? undefined : `${path}: ${problem}`;
}
