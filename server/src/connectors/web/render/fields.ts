import type { FormField } from "@causerie/protocol";
import type { Loss } from "#channel/connector.ts";
import { findBoundsProblem } from "#channel/kit/field-bounds.ts";
import { renderLabel } from "./choices.ts";
import { renderUrl } from "./render-url.ts";

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
  if (field.kind === "choice" && field.options.length === 0) return "it must have options to choose from";
  return field.kind === "rating" ? findBoundsProblem(field) : undefined;
}

function renderField(field: FormField, position: string, losses: Loss[]): FormField {
  const label = renderLabel(field.label, position, losses);
  switch (field.kind) {
    case "text":
    case "long_text":
    case "email":
    case "telephone":
    case "rating":
      return { ...field, label };
    case "number":
    case "date":
    case "time":
      return { ...withoutWrongBounds(field, position, losses), label };
    case "consent": {
      const { page, ...rest } = field;
      const own = `${position}, page`;
      const url = renderUrl(page?.url, "url_dropped", own, losses);
      if (page === undefined || url === undefined) return { ...rest, label };
      return { ...rest, label, page: { label: renderLabel(page.label, own, losses), url } };
    }
    case "choice": {
      const options = field.options.map((option, index) => ({
        label: renderLabel(option.label, `${position}, option ${index + 1}`, losses),
        value: option.value,
      }));
      return { ...field, label, options };
    }
  }
}

/** Bounds that no value fits must not keep anybody from sending the form: the story reads the value in any case. */
function withoutWrongBounds(
  field: Extract<FormField, { kind: "number" | "date" | "time" }>,
  position: string,
  losses: Loss[],
): FormField {
  const problem = findBoundsProblem(field);
  if (problem === undefined) return field;
  losses.push({ rule: "bounds_dropped", detail: `${position}: ${problem}` });
  const { min: _min, max: _max, ...rest } = field;
  return rest;
}
