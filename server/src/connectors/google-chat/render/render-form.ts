import type { Loss } from "#channel/connector.ts";
import { encodeForm, fieldId } from "#channel/kit/forms/fill-in.ts";
import { fillableFields, labelOf, toCardField } from "#channel/kit/forms/form-fields.ts";
import { asText } from "#channel/kit/json-with-ids.ts";
import { shorten } from "#channel/kit/shorten.ts";
import type { ToToken } from "#channel/message/link-token.ts";
import type { BotMessage, FormField } from "#channel/message/message.ts";
import { choiceField } from "#connectors/google-chat/choice-field.ts";
import { limits } from "#connectors/google-chat/limits.ts";
import type { InputWidget, Section } from "#connectors/google-chat/message.ts";
import { bytesOf } from "./bytes.ts";
import type { Called } from "./widgets.ts";

type Form = Extract<BotMessage, { type: "form" }>;

/**
 * The fields of a form, and the button that sends them. Undefined: it has no field that can be filled in, no room on a card, or no words on its
 * button.
 */
export function toFormSection(
  { fields, submit }: Form,
  toToken: ToToken,
  { called }: Called,
): { section: Section; losses: Loss[] } | undefined {
  const { fillable, losses } = fillableFields(fields);
  const whole = oneLine(submit.label);
  const text = shorten(whole, limits.button.label);
  const inputs = fillable.map((field, index) => toInput(field, fieldId(index)));
  // A page that its fields ask consent to stands above.
  if (inputs.length === 0 || text === "" || inputs.length > limits.widgetsPerCard - 2) return undefined;
  if (bytesOf(inputs) > limits.widgets - 4_000) return undefined;
  const requiredWidgets = fillable.flatMap(({ required }, index) => (required ? [fieldId(index)] : []));
  const token = toToken(encodeForm(text, submit.link, fillable.map(toCardField)));
  const action = {
    function: called,
    parameters: [{ key: choiceField, value: token }],
    ...(requiredWidgets.length === 0 ? {} : { requiredWidgets }),
  };
  const bounded = fillable.flatMap((field, index) =>
    hasBounds(field) ? [{ rule: "bounds_unchecked", detail: `field ${index + 1}` }] : [],
  );
  const shortened = text === whole ? [] : [{ rule: "label_shortened", detail: "submit" }];
  return {
    section: { widgets: [...inputs, { buttonList: { buttons: [{ text, onClick: { action } }] } }] },
    losses: [...losses, ...bounded, ...shortened],
  };
}

/** Chat's fields know none: the story's schema says it after the form was sent. */
function hasBounds(field: FormField): boolean {
  if (field.kind !== "number" && field.kind !== "date" && field.kind !== "time") return false;
  return field.min !== undefined || field.max !== undefined;
}

function oneLine(words: string): string {
  return (asText(words) ?? "").replaceAll(/\s+/g, " ").trim();
}

function toInput(field: FormField, name: string): InputWidget {
  const label = labelOf(field);
  const [value, hint] = [asText(field.value), asText(field.hint)];
  const common = { name, label };
  switch (field.kind) {
    case "text":
    case "long_text":
    case "email":
    case "telephone":
    case "number": {
      const type = field.kind === "long_text" ? "MULTIPLE_LINE" : "SINGLE_LINE";
      const more = { ...(hint === undefined ? {} : { hintText: hint }), ...(value === undefined ? {} : { value }) };
      return { textInput: { ...common, type, ...more } };
    }
    case "date":
    case "time": {
      const at = Date.parse(field.kind === "date" ? `${value ?? ""}T00:00Z` : `1970-01-01T${value ?? ""}Z`);
      const type = field.kind === "date" ? "DATE_ONLY" : "TIME_ONLY";
      return { dateTimePicker: { ...common, type, ...(Number.isNaN(at) ? {} : { valueMsEpoch: String(at) }) } };
    }
    case "rating": {
      const marks = Array.from({ length: field.max }, (_, index) => String(index + 1));
      return toSelection(
        common,
        marks.map((mark) => ({ label: mark, value: mark })),
        value,
      );
    }
    case "choice":
      return toSelection(common, field.options, value);
    case "consent":
      return {
        selectionInput: {
          ...common,
          type: "CHECK_BOX",
          items: [{ text: label, value: "yes", selected: value === "yes" }],
        },
      };
  }
}

/** A few stand below each other, more are opened by a tap. */
function toSelection(
  common: { name: string; label: string },
  options: readonly { label: string; value: string }[],
  chosen: string | undefined,
): InputWidget {
  const items = options.map(({ label, value }) => ({
    text: asText(label)?.trim() || value,
    value,
    selected: value === chosen,
  }));
  return { selectionInput: { ...common, type: items.length <= 4 ? "RADIO_BUTTON" : "DROPDOWN", items } };
}
