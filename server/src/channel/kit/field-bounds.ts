/** A field of a form, also as the protocol has it. */
type Field =
  | { kind: "text" | "long_text" | "email" | "telephone" | "consent" }
  | { kind: "choice"; options: readonly { value: string }[] }
  | ({ kind: "number" } & Bounds<number>)
  | ({ kind: "date" | "time" } & Bounds<string>)
  | { kind: "rating"; max: number };

type Bounds<Value> = { min?: Value | undefined; max?: Value | undefined };

/** What is wrong with the bounds of a field: then nobody could fill it in. Undefined when nothing is. */
export function findBoundsProblem(field: Field): string | undefined {
  switch (field.kind) {
    case "number":
      return isAscending(field.min, field.max) ? undefined : "its min must be a number, and not above its max";
    case "date":
      return areBounds(field, isDay) ? undefined : "its min and max must be days, as 2027-01-31, in this order";
    case "time":
      return areBounds(field, isTime) ? undefined : "its min and max must be times, as 18:30, in this order";
    case "rating":
      return Number.isInteger(field.max) && field.max >= 2 && field.max <= 10
        ? undefined
        : "its max must be a whole number from 2 to 10";
    case "text":
    case "long_text":
    case "email":
    case "telephone":
    case "choice":
    case "consent":
      return undefined;
  }
}

/** Why a form would not send this value for the field. Undefined when it would. An empty value is no answer. */
export function findValueProblem(field: Field, value: string): string | undefined {
  switch (field.kind) {
    case "number":
      return isWithin(Number(value), field.min, field.max) ? undefined : `must be a number${range(field)}`;
    case "date":
      return isDay(value) && isBetween(value, field) ? undefined : `must be a day, as 2027-01-31${range(field)}`;
    case "time":
      return isTime(value) && isBetween(value, field) ? undefined : `must be a time, as 18:30${range(field)}`;
    case "rating":
      return Number.isInteger(Number(value)) && isWithin(Number(value), 1, field.max)
        ? undefined
        : `must be a whole number from 1 to ${field.max}`;
    case "consent":
      return value === "yes" ? undefined : `must be "yes" or absent`;
    case "choice":
      return field.options.some((option) => option.value === value) ? undefined : "must be one of its options";
    case "text":
    case "long_text":
    case "email":
    case "telephone":
      return undefined;
  }
}

function range({ min, max }: Bounds<string | number>): string {
  return `${min === undefined ? "" : `, not before ${min}`}${max === undefined ? "" : `, not after ${max}`}`;
}

function isAscending(min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY): boolean {
  return min <= max;
}

function isWithin(value: number, min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY): boolean {
  return Number.isFinite(value) && value >= min && value <= max;
}

function areBounds({ min, max }: Bounds<string>, isValue: (text: string) => boolean): boolean {
  return [min, max].every((bound) => bound === undefined || isValue(bound)) && (min ?? "") <= (max ?? "~");
}

/** Days and times are written so that texts sort as they do. */
function isBetween(value: string, { min = "", max = "~" }: Bounds<string>): boolean {
  return min <= value && value <= max;
}

/** A day of the calendar, as an input of type `date` writes it. */
function isDay(text: string): boolean {
  const day = /^\d{4}-\d\d-\d\d$/.test(text) ? new Date(`${text}T00:00Z`) : new Date(Number.NaN);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}

function isTime(text: string): boolean {
  return /^(?:[01]\d|2[0-3]):[0-5]\d$/.test(text);
}
