import { type ClientContent, type FormField, limits, type Message } from "@causerie/protocol";
import type { Entry, VisitorEntry } from "#chat/chat.ts";
import type { ExtraTranslate } from "#react/extras/extra-text.ts";

export type FormMessage = Extract<Message, { type: "form" }>;

/** The answers in the order of the fields. An empty text means no answer. */
export type FormValues = readonly string[];

/** The form's link with the fields in its query, as an HTML form writes it. Empty fields are left out. */
export function toLink({ fields, submit }: FormMessage, values: FormValues): string {
  const [path, params] = splitLink(submit.link);
  for (const [index, { name }] of fields.entries()) {
    params.delete(name);
    const value = values[index] ?? "";
    if (value !== "") params.append(name, value);
  }
  return params.size === 0 ? path : `${path}?${params}`;
}

/** The answers, read back from the link that was sent. */
export function fromLink({ fields }: FormMessage, link: string): FormValues {
  const [, params] = splitLink(link);
  return fields.map(({ name }) => params.get(name) ?? "");
}

/** One line per answer, for the visitor's bubble. Long answers are shortened there; the link has all of them. */
export function toLabel(form: FormMessage, values: FormValues, t: ExtraTranslate, locale: string): string {
  const answers = form.fields
    .map((field, index) => ({ label: nameOf(field), value: inWords(field, values[index] ?? "", locale) }))
    .filter(({ value }) => value !== "");
  if (answers.length === 0) return form.submit.label;
  const lines = (most: number): string =>
    answers.map(({ label, value }) => t("answerLine", { label, value: shorten(value, most) })).join("\n");
  const fits = [limits.labelLength, 120, 60, 30, 12].map(lines).find((text) => text.length <= limits.labelLength);
  return fits ?? shorten(lines(12), limits.labelLength);
}

/** An answer as people write it: the label of a choice, a date or time in the language's own form. */
export function inWords(field: FormField, value: string, locale: string): string {
  if (value === "") return value;
  switch (field.kind) {
    case "text":
    case "long_text":
    case "email":
    case "telephone":
    case "number":
      return value;
    case "date":
      return format(Date.parse(`${value}T00:00Z`), { dateStyle: "long" }) ?? value;
    case "time":
      return format(Date.parse(`1970-01-01T${value}Z`), { timeStyle: "short" }) ?? value;
    case "rating":
      return `${Number(value).toLocaleString(locale)}/${field.max.toLocaleString(locale)}`;
    case "consent":
      return value === "yes" ? "✓" : value;
    case "choice":
      return field.options.find((option) => option.value === value)?.label ?? value;
  }

  /** @returns undefined for what is no date or time. */
  function format(at: number, style: Intl.DateTimeFormatOptions): string | undefined {
    return Number.isNaN(at) ? undefined : new Intl.DateTimeFormat(locale, { ...style, timeZone: "UTC" }).format(at);
  }
}

/** A field's label without the colon that some bots write after it. */
export function nameOf({ label }: FormField): string {
  const name = label.trim();
  return name.endsWith(":") ? name.slice(0, -1).trimEnd() : name;
}

/** The visitor entry that answers a form, if there is one. An answer belongs to the last such form before it. */
export function findAnswer(entries: readonly Entry[], entryKey: string): VisitorEntry | undefined {
  const at = entries.findLastIndex((entry) => entry.key === entryKey);
  const form = formOf(entries[at]);
  if (form === undefined) return undefined;
  for (const entry of entries.slice(at + 1)) {
    if (formOf(entry)?.submit.link === form.submit.link) return undefined;
    if (entry.type === "visitor" && isAnswer(form, entry.content)) return entry;
  }
  return undefined;
}

function formOf(entry: Entry | undefined): FormMessage | undefined {
  return entry?.type === "message" && entry.message.type === "form" ? entry.message : undefined;
}

function isAnswer(form: FormMessage, content: ClientContent): boolean {
  if (content.type !== "postback") return false;
  const [path, params] = splitLink(form.submit.link);
  const [sentPath, sent] = splitLink(content.link);
  const names = form.fields.map(({ name }) => name);
  const isSameStep =
    path === sentPath && [...params].every(([name, value]) => names.includes(name) || sent.get(name) === value);
  // A button may lead to the same step, but only the form sends its fields.
  return isSameStep && (names.some((name) => sent.has(name)) || content.label === form.submit.label);
}

function splitLink(link: string): [path: string, params: URLSearchParams] {
  const mark = link.indexOf("?");
  return mark === -1 ? [link, new URLSearchParams()] : [link.slice(0, mark), new URLSearchParams(link.slice(mark))];
}

function shorten(text: string, most: number): string {
  const line = most < limits.labelLength ? text.replace(/\s+/g, " ") : text;
  return line.length <= most ? line : `${line.slice(0, most - 1)}…`;
}
