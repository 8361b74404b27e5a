import type { FormField } from "#channel/message.ts";
import { findValueProblem } from "#channel/kit/field-bounds.ts";
import { quoteAll } from "./answer.ts";

/** The values that a form sends, with those that it had from the beginning. @throws if the page would refuse them. */
export function checkFields(
  fields: readonly FormField[],
  values: Readonly<Record<string, string>>,
): Record<string, string> {
  const names = fields.map(({ name }) => name);
  const unknown = Object.keys(values).find((name) => !names.includes(name));
  if (unknown !== undefined) throw new Error(`the form has no field "${unknown}", only: ${quoteAll(names)}`);
  const filled: Record<string, string> = {};
  for (const field of fields) {
    const value = values[field.name] ?? field.value ?? "";
    if (value === "" && field.required) throw new Error(`the form wants its field "${field.name}" filled in`);
    if (value !== "") filled[field.name] = checkValue(field, value);
  }
  return filled;
}

function checkValue(field: FormField, value: string): string {
  const problem = findValueProblem(field, value);
  if (problem === undefined) return value;
  if (field.kind !== "choice") throw new Error(`the field "${field.name}" ${problem}, not "${value}"`);
  const options = field.options.map((option) => option.value);
  throw new Error(`the field "${field.name}" has no option "${value}", only: ${quoteAll(options)}`);
}
