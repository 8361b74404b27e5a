import type { FormField } from "#channel/message/message.ts";
import { findBoundsProblem } from "#channel/kit/field-bounds.ts";
import { assertKnown } from "#bot/authoring/known-options.ts";

/** `value`: the content before the person changes it. `required`: default false. */
export type FieldOptions = { required?: boolean; hint?: string; value?: string };

/** A single text is both the label and the value. */
export type ChoiceOption = string | { label: string; value: string };

/** `min`, `max`: the least and the greatest number that can be sent. */
export type NumberFieldOptions = FieldOptions & { min?: number; max?: number };

/** `min`, `max`: the first and the last day (`2027-01-31`) or time (`18:30`) that can be sent. */
export type DateFieldOptions = FieldOptions & { min?: string; max?: string };

/** `max`: the number of stars, from 2 to 10. Default 5. */
export type RatingFieldOptions = FieldOptions & { max?: number };

/** `page`: what the person consents to, as a link beside the box. `required`: default true. */
export type ConsentFieldOptions = Pick<FieldOptions, "required" | "hint"> & { page?: { label: string; url: string } };

/**
 * Fields of a form, by the kind of value. Browsers and phones help to enter each kind in a way of its own. What they send is a
 * text, and it may come from elsewhere: let a slot or a schema of the story read it, which also asks on channels without forms.
 */
export const field = {
  text: plain("text"),
  longText: plain("long_text"),
  email: plain("email"),
  telephone: plain("telephone"),
  /** Read it with the entity `number`. */
  number: (name: string, label: string, options?: NumberFieldOptions): FormField =>
    bounded({ kind: "number", ...toParts(name, label, options, bounds) }),
  /** A day, as `2027-01-31`. Read it with the entity `date`. */
  date: (name: string, label: string, options?: DateFieldOptions): FormField =>
    bounded({ kind: "date", ...toParts(name, label, options, bounds) }),
  /** A time of the day, as `18:30`. Read it with the entity `date`: the value's `time`. */
  time: (name: string, label: string, options?: DateFieldOptions): FormField =>
    bounded({ kind: "time", ...toParts(name, label, options, bounds) }),
  /** Stars. The value is a whole number from 1 to `max`. Read it with `number({ min: 1, max: 5, integer: true })`. */
  rating: (name: string, label: string, options: RatingFieldOptions = {}): FormField =>
    bounded({ kind: "rating", max: 5, ...toParts(name, label, options, { max: true }) }),
  /** A box to tick: the value is `yes`, or there is none. Read it with the entity `yesNo`, and check that it is `yes`. */
  consent: (name: string, label: string, { page, ...options }: ConsentFieldOptions = {}): FormField => ({
    kind: "consent",
    ...toParts(name, label, { required: true, ...options }),
    ...(page === undefined ? {} : { page }),
  }),
  choice(name: string, label: string, choices: readonly ChoiceOption[], options?: FieldOptions): FormField {
    const all = choices.map((choice) => (typeof choice === "string" ? { label: choice, value: choice } : choice));
    return { kind: "choice", ...toParts(name, label, options), options: all };
  },
};

const bounds = { min: true, max: true } as const;

function plain(kind: "text" | "long_text" | "email" | "telephone") {
  return (name: string, label: string, options?: FieldOptions): FormField => ({
    kind,
    ...toParts(name, label, options),
  });
}

/** @throws TypeError when nothing fits between the bounds, or one of them is no value of the field */
function bounded(made: FormField): FormField {
  const problem = findBoundsProblem(made);
  if (problem !== undefined) throw new TypeError(`the field "${made.name}": ${problem}`);
  return made;
}

const fieldOptions: Record<keyof FieldOptions, true> = { required: true, hint: true, value: true };

/** Options that are not given are absent, so that a message is plain JSON. */
function toParts<Options extends FieldOptions>(name: string, label: string, options?: Options, more = {}) {
  assertKnown(`the field "${name}"`, options ?? {}, { ...fieldOptions, ...more });
  const given = Object.entries({ required: false, ...options }).filter(([, value]) => value !== undefined);
  return { name, label, ...(Object.fromEntries(given) as Defined<Options> & { required: boolean }) };
}

type Defined<Options> = { [Name in keyof Options]: Exclude<Options[Name], undefined> };
