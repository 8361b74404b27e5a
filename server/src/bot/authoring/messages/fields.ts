import type { FormField } from "#channel/message.ts";

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
