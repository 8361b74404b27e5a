import type { FormField } from "@causerie/protocol";
import type { Loss } from "#channel/connector.ts";
import { renderLabel } from "./choices.ts";

/** Keeps the fields that can be sent: a name may occur once, and must not be one that links reserve. */
export function renderFields(fields: readonly FormField[], losses: Loss[]): FormField[] {
  const names = new Set<string>();
  return fields.flatMap((field, index) => {
    const position = `field ${index + 1}`;
    const problem = findFieldProblem(field, names);
    names.add(field.name);
    if (problem === undefined) return [renderField(field, position, losses)];
    losses.push({ rule: "field_dropped", detail: `${position}: ${problem}` });
    return [];
  });
}

function findFieldProblem(field: FormField, names: ReadonlySet<string>): string | undefined {
  if (field.name === "" || field.name.startsWith("_")) return "its name must not be empty or begin with _";
  if (names.has(field.name)) return "another field has its name";
  return field.kind === "choice" && field.options.length === 0 ? "it must have options to choose from" : undefined;
}

function renderField(field: FormField, position: string, losses: Loss[]): FormField {
  const label = renderLabel(field.label, position, losses);
  if (field.kind !== "choice") return { ...field, label };
  const options = field.options.map((option, index) => ({
    label: renderLabel(option.label, `${position}, option ${index + 1}`, losses),
    value: option.value,
  }));
  return { ...field, label, options };
}
