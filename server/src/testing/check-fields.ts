import type { FormField } from "#channel/message/message.ts";
import { findValueProblem } from "#channel/kit/field-bounds.ts";
import type { PanelField } from "#channel/message/panel.ts";
import { quoteAll } from "./answer.ts";

/** The values that a form or panel sends, with those that it had from the beginning. @throws if the page would refuse them. */
export function checkFields(
  fields: readonly (FormField | PanelField)[],
  values: Readonly<Record<string, string>>,
): Record<string, string> {
  const names = fields.map(({ name }) => name);
  const unknown = Object.keys(values).find((name) => !names.includes(name));
  if (unknown !== undefined) throw new Error(`there is no field "${unknown}", only: ${quoteAll(names)}`);
  const filled: Record<string, string> = {};
  for (const field of fields) {
    const value = values[field.name] ?? field.value ?? "";
    if (value === "" && field.required) throw new Error(`the field "${field.name}" must be filled in`);
    if (value !== "") filled[field.name] = checkValue(field, value);
  }
  return filled;
}

function checkValue(field: FormField | PanelField, value: string): string {
  const problem = field.kind === "checkbox" ? findCheckProblem(value) : findValueProblem(field, value);
  if (problem === undefined) return value;
  if (field.kind !== "choice") throw new Error(`the field "${field.name}" ${problem}, not "${value}"`);
  const options = field.options.map((option) => option.value);
  throw new Error(`the field "${field.name}" has no option "${value}", only: ${quoteAll(options)}`);
}

function findCheckProblem(value: string): string | undefined {
  return value === "true" ? undefined : 'must be "true", or left out';
}
