import { findBoundsProblem } from "#channel/kit/field-bounds.ts";
import { asText } from "#channel/kit/json-with-ids.ts";
import type { FormField } from "#channel/message/message.ts";
import type { CardField } from "./fill-in.ts";

type FieldLoss = { readonly rule: "field_as_question" | "bounds_dropped"; readonly detail: string };

/**
 * The fields of a form that can be filled in on a card, and what is lost: the story asks for the others, and bounds that nobody can keep to are left
 * out.
 */
export function fillableFields(fields: readonly FormField[]): { fillable: FormField[]; losses: FieldLoss[] } {
  const losses: FieldLoss[] = [];
  const names = new Set<string>();
  const fillable = fields.flatMap((field, index): FormField[] => {
    const isUsable = isSendable(field) && !names.has(field.name);
    names.add(field.name);
    const position = `field ${index + 1}`;
    if (!isUsable) {
      losses.push({ rule: "field_as_question", detail: position });
      return [];
    }
    const problem = findBoundsProblem(field);
    if (problem === undefined) return [field];
    losses.push({ rule: "bounds_dropped", detail: `${position}: ${problem}` });
    return [withoutBounds(field)];
  });
  return { fillable, losses };
}

/** A field as it stands behind the button of its form. */
export function toCardField({ name, kind }: FormField): CardField {
  return { name, kind: kind === "consent" ? "consent" : "value" };
}

/** Names that begin with _ are those of the link itself. */
function isSendable(field: FormField): boolean {
  if (field.name === "" || field.name.startsWith("_") || !field.name.isWellFormed()) return false;
  if (field.kind === "choice")
    return (
      field.options.length > 0 && field.options.every(({ value }) => asText(value) === value && value.trim() !== "")
    );
  return field.kind !== "rating" || findBoundsProblem(field) === undefined;
}

function withoutBounds(field: FormField): FormField {
  if (field.kind !== "number" && field.kind !== "date" && field.kind !== "time") return field;
  const { min: _min, max: _max, ...rest } = field;
  return rest;
}

/** A field without a name on the card could not be read out. */
export function labelOf({ label, name }: FormField): string {
  const shown = [label, name].map((each) => (asText(each) ?? "").replaceAll(/\s+/g, " ").trim());
  return shown.find((each) => each !== "") ?? "…";
}
