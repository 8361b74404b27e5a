import type { BotMessage, FormField } from "#channel/message/message.ts";
import type { Chart, PanelField, PanelPart, Table, Tone } from "#channel/message/panel.ts";
import type { Link } from "#channel/message/link.ts";
import { assertKnown } from "#bot/authoring/known-options.ts";
import { type ButtonSpec, toButtons } from "#bot/authoring/messages/button.ts";

/**
 * What a panel is put together of: parts made by the builders here, a plain string for a text, and what `text`, `image` and
 * `field` make for messages and forms.
 */
export type PanelContent = string | PanelPart | TextMessage | MediaMessage | FormField;

type TextMessage = Extract<BotMessage, { type: "text" }>;
type MediaMessage = Extract<BotMessage, { type: "media" }>;

/** Parts under one another. */
export function column(...children: PanelContent[]): PanelPart {
  return { type: "column", children: children.map(toPart) };
}

/** Parts side by side; they wrap where there is no room. */
export function row(...children: PanelContent[]): PanelPart {
  return { type: "row", children: children.map(toPart) };
}

/** Parts side by side, the first at the beginning of the line and the last at its end: a name and its price. */
export function spread(...children: PanelContent[]): PanelPart {
  return { type: "row", align: "between", children: children.map(toPart) };
}

/**
 * Parts with a frame around them. On a channel without panels, a box with a picture or buttons becomes a card.
 *
 * ```ts
 * box("Coast line", image(url, { alt: "The viaduct" }), "Three trains a day", button({ label: "Book", to: fares.link() }))
 * ```
 * @param title undefined: without one
 */
export function box(title: string | undefined, ...children: PanelContent[]): PanelPart {
  return { type: "box", ...(title === undefined ? {} : { title }), children: children.map(toPart) };
}

/** A text that is the title of what follows. */
export function heading(words: string): PanelPart {
  return { type: "text", text: words, style: "title" };
}

/** A small text beside the others. */
export function caption(words: string): PanelPart {
  return { type: "text", text: words, style: "caption" };
}

/** A word or two in a colour. The words must say it all, as not everybody sees the colour. */
export function badge(words: string, tone: Tone = "neutral"): PanelPart {
  return { type: "badge", text: words, tone };
}

/** A line between two parts. */
export function divider(): PanelPart {
  return { type: "divider" };
}

/** `primary`: the one thing that most people will do here. `submit`: sends the values of the panel's fields, too. */
export type PanelButtonOptions = { primary?: boolean; submit?: boolean };

/** A button that goes to a story or opens a page. */
export function button(spec: ButtonSpec, options: PanelButtonOptions = {}): PanelPart {
  assertKnown(`the button "${spec.label}"`, options, {
    primary: true,
    submit: true,
  } satisfies Known<PanelButtonOptions>);
  const [made] = toButtons([spec]);
  if (made === undefined) throw new TypeError("button: it needs a label, and a link or an address");
  if (options.submit === true && made.type === "url")
    throw new TypeError(`the button "${spec.label}" opens a page: only a button to a story can send fields`);
  return {
    type: "button",
    button: made,
    ...(options.primary === true ? { style: "primary" } : {}),
    ...(options.submit === true ? { submit: true } : {}),
  };
}

/** `to`: the story that hears at once when the person changes the field, with the values of all fields of the panel. */
export type InputOptions = { to: Link };

/**
 * A field that the story hears at once. A field without that stands in a panel as it is.
 *
 * ```ts
 * input(field.choice("day", "Day", ["Today", "Tomorrow"]), { to: departures.link() })
 * ```
 */
export function input(spec: FormField, options: InputOptions): PanelPart {
  assertKnown(`the field "${spec.name}"`, options, { to: true } satisfies Known<InputOptions>);
  return { type: "field", field: toField(spec), link: options.to };
}

/** `checked`: from the beginning. `required`: it must be checked before the fields can be sent. */
export type CheckboxOptions = { checked?: boolean; required?: boolean; hint?: string; to?: Link };

/** A box to check. Its parameter is `true`, or is not sent. */
export function checkbox(name: string, label: string, options: CheckboxOptions = {}): PanelPart {
  const known = { checked: true, required: true, hint: true, to: true } satisfies Known<CheckboxOptions>;
  assertKnown(`the field "${name}"`, options, known);
  const { checked = false, required = false, hint, to } = options;
  const field: PanelField = {
    kind: "checkbox",
    name,
    label,
    required,
    ...(hint === undefined ? {} : { hint }),
    ...(checked ? { value: "true" } : {}),
  };
  return { type: "field", field, ...(to === undefined ? {} : { link: to }) };
}

/** A column is its label, or a label and the side at which its cells stand: numbers at the `end`. */
export type TableSpec = {
  caption: string;
  columns: readonly (string | { label: string; align?: "start" | "end" })[];
  rows: readonly (readonly (string | number)[])[];
};

/** Rows of cells. `caption` says what they are, for those who hear the table. */
export function table(spec: TableSpec): PanelPart {
  assertKnown("table", spec, { caption: true, columns: true, rows: true } satisfies Known<TableSpec>);
  const columns = spec.columns.map((each): Table["columns"][number] =>
    typeof each === "string" ? { label: each } : { ...each },
  );
  return { type: "table", caption: spec.caption, columns, rows: spec.rows.map((cells) => cells.map(String)) };
}

/** `values`: of the one series, called by the title; or several `series`. `unit` stands behind each value. */
export type ChartSpec = { title: string; labels: readonly string[]; unit?: string } & (
  | { values: readonly number[] }
  | { series: readonly { label: string; values: readonly number[] }[] }
);

/**
 * Numbers as a picture, with a table of them for those who do not see it.
 *
 * ```ts
 * chart("bar", { title: "Passengers a day", labels: ["Mon", "Tue"], values: [120, 90] })
 * ```
 */
export function chart(kind: Chart["kind"], spec: ChartSpec): PanelPart {
  assertKnown("chart", spec, { title: true, labels: true, unit: true, values: true, series: true });
  const series = "series" in spec ? spec.series : [{ label: spec.title, values: spec.values }];
  return {
    type: "chart",
    kind,
    title: spec.title,
    labels: [...spec.labels],
    series: series.map(({ label, values }) => ({ label, values: [...values] })),
    ...(spec.unit === undefined ? {} : { unit: spec.unit }),
  };
}

type Known<Options> = Record<keyof Options, true>;

/** @throws TypeError for what a panel cannot have */
export function toPart(content: PanelContent): PanelPart {
  if (typeof content === "string") return { type: "text", text: content };
  if ("kind" in content && "required" in content) return { type: "field", field: toField(content) };
  if (content.type === "media") return toImage(content);
  return content.type === "text" && "quickReplies" in content ? toText(content) : content;
}

function toText({ text, buttons, quickReplies }: TextMessage): PanelPart {
  if (buttons.length > 0 || quickReplies.length > 0)
    throw new TypeError("panel: a text in a panel has no buttons of its own; put a button beside it");
  return { type: "text", text };
}

function toImage({ media, buttons, caption: words }: MediaMessage): PanelPart {
  if (media.kind !== "image") throw new TypeError(`panel: it shows images, but got media of the kind "${media.kind}"`);
  if (buttons.length > 0) throw new TypeError("panel: an image in a panel has no buttons; put a button beside it");
  if (media.url === undefined)
    throw new TypeError("panel: it shows images at addresses; send a file of your own as a message of its own");
  const shown: PanelPart = { type: "image", url: media.url, alt: media.alt };
  return words === undefined ? shown : column(shown, caption(words));
}

function toField(field: FormField): PanelField {
  switch (field.kind) {
    case "text":
      return { ...field, kind: "text" };
    case "date":
      return { ...field, kind: "date" };
    case "number":
    case "choice":
      return field;
    case "long_text":
    case "email":
    case "telephone":
    case "time":
    case "rating":
    case "consent":
      throw new TypeError(
        `panel: the field "${field.name}" must be a text, number, date, choice or checkbox; use a form`,
      );
  }
}
