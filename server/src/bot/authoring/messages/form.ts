import type { Link } from "#channel/link.ts";
import type { BotMessage, FormField } from "#channel/message.ts";
import { type MessageOptions, toModifiers } from "./options.ts";

/** `fields`: made by `field`, or plain objects. `submit.to`: where the form goes once it is filled in. */
export type FormSpec = { fields: readonly FormField[]; submit: { label: string; to: Link } };

/**
 * Several things asked at once. Filled in, it is a tap on `submit.to` with the fields added to the link's parameters, which
 * the story's schema reads like any others. A channel without forms offers the link alone, so a story that gets no
 * parameter asks for it.
 *
 * ```ts
 * yield form("Where should we write to?", {
 *   fields: [field.text("name", "Name"), field.email("email", "E-mail", { required: true })],
 *   submit: { label: "Subscribe", to: newsletter.link() },
 * });
 * ```
 * @throws TypeError when two fields have one name, or a name begins with `_`, which links keep for themselves
 */
export function form(content: string, { fields, submit }: FormSpec, options: MessageOptions = {}): BotMessage {
  checkNames(fields);
  return {
    type: "form",
    text: content,
    fields: [...fields],
    submit: { label: submit.label, link: submit.to },
    ...toModifiers(options),
  };
}

function checkNames(fields: readonly FormField[]): void {
  const names = new Set<string>();
  for (const [index, { name }] of fields.entries()) {
    if (name === "") throw new TypeError(`form: field ${index + 1} needs a name, that of a parameter of the story`);
    if (name.startsWith("_")) throw new TypeError(`form: names that begin with _ are reserved, but got "${name}"`);
    if (names.has(name)) throw new TypeError(`form: two fields have the name "${name}"; give each its own`);
    names.add(name);
  }
}

/** `value`: what it holds before the person changes it. A field is not required unless it says so. */
export type FieldOptions = { required?: boolean; hint?: string; value?: string };

/** A choice whose label is its value may be given as one text. */
export type ChoiceOption = string | { label: string; value: string };

/** Fields of a form, by what is entered: browsers and phones help with each kind in their own way. */
export const field = {
  text: plain("text"),
  longText: plain("long_text"),
  email: plain("email"),
  telephone: plain("telephone"),
  number: plain("number"),
  /** A day, as `2027-01-31`. */
  date: plain("date"),
  choice(name: string, label: string, choices: readonly ChoiceOption[], options?: FieldOptions): FormField {
    const all = choices.map((choice) => (typeof choice === "string" ? { label: choice, value: choice } : choice));
    return { kind: "choice", ...toParts(name, label, options), options: all };
  },
};

function plain(kind: Exclude<FormField["kind"], "choice">) {
  return (name: string, label: string, options?: FieldOptions): FormField => ({
    kind,
    ...toParts(name, label, options),
  });
}

function toParts(name: string, label: string, { required = false, hint, value }: FieldOptions = {}) {
  return {
    name,
    label,
    required,
    ...(hint === undefined ? {} : { hint }),
    ...(value === undefined ? {} : { value }),
  };
}
