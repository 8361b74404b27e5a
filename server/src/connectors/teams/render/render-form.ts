import { encodeForm, fieldId } from "#channel/kit/forms/fill-in.ts";
import { fillableFields, labelOf, toCardField } from "#channel/kit/forms/form-fields.ts";
import { asText } from "#channel/kit/json-with-ids.ts";
import { pagesOf } from "#channel/kit/parts/positioned.ts";
import { shorten } from "#channel/kit/shorten.ts";
import type { BotMessage, FormField } from "#channel/message/message.ts";
import { limits } from "#connectors/teams/limits.ts";
import type { CardElement, CardInput } from "#connectors/teams/message.ts";
import { toTextBlocks } from "./card-text.ts";
import { lengthOf } from "./lengths.ts";
import { type Rendering, toActions, toFormSubmit } from "./rendering.ts";

type Form = Extract<BotMessage, { type: "form" }>;

/**
 * A form with its fields on the card. One that is too large for a card is a button: the story that it leads to asks for what is missing, and so it
 * does for a field that cannot be filled in.
 */
export function renderForm(form: Form, rendering: Rendering): CardElement[] {
  const above = toTextBlocks(asText(form.text) ?? "");
  const pages = toActions(pagesOf(form), rendering);
  const card = toFormCard(form, rendering);
  if (card !== undefined) return [...above, ...pages, card];
  rendering.lose("form_as_button", `form, ${form.fields.length} fields`);
  return [...above, ...toActions([[form.submit, "submit"]], rendering), ...pages];
}

/** Undefined: it has no field that can be filled in, no room on a card, or no words on its button. */
function toFormCard({ fields, submit }: Form, rendering: Rendering): CardElement | undefined {
  const { fillable, losses } = fillableFields(fields);
  const title = oneLineLabel(submit.label);
  if (fillable.length === 0 || title === "") return undefined;
  const asked = fillable.map(toCardField);
  const token = rendering.toToken(encodeForm(title, submit.link, asked));
  const inputs = fillable.map((field, index) => ({ ...toInput(field), ...requirement(field), id: fieldId(index) }));
  const actions: CardElement = { type: "ActionSet", actions: [toFormSubmit(title, token)] };
  const card: CardElement = { type: "Container", items: [...(inputs as CardInput[]), actions] };
  if (lengthOf(card) > limits.body) return undefined;
  for (const { rule, detail } of losses) rendering.lose(rule, detail);
  if (title !== (asText(submit.label) ?? "").trim()) rendering.lose("label_shortened", "submit");
  return card;
}

function requirement({ required, label }: FormField): Pick<CardInput, "isRequired" | "errorMessage"> {
  return required ? { isRequired: true, errorMessage: oneLineLabel(label) || "…" } : {};
}

function oneLineLabel(label: string): string {
  return shorten((asText(label) ?? "").replaceAll(/\s+/g, " "), limits.button.label);
}

function toInput(field: FormField): CardInput {
  const label = labelOf(field);
  const common = { id: "", label };
  const value = asText(field.value);
  const filled = value === undefined ? {} : { value };
  const hint = asText(field.hint);
  const hinted = hint === undefined ? {} : { placeholder: hint };
  switch (field.kind) {
    case "text":
      return { ...common, type: "Input.Text", ...hinted, ...filled };
    case "long_text":
      return { ...common, type: "Input.Text", isMultiline: true, ...hinted, ...filled };
    case "email":
      return { ...common, type: "Input.Text", style: "Email", ...hinted, ...filled };
    case "telephone":
      return { ...common, type: "Input.Text", style: "Tel", ...hinted, ...filled };
    case "number":
      return { ...common, type: "Input.Number", ...hinted, ...boundsOf(field), ...numberOf(value) };
    case "date":
      return { ...common, type: "Input.Date", ...boundsOf(field), ...filled };
    case "time":
      return { ...common, type: "Input.Time", ...boundsOf(field), ...filled };
    case "rating":
      return {
        ...common,
        type: "Input.ChoiceSet",
        ...choicesOf(Array.from({ length: field.max }, (_, index) => String(index + 1))),
        ...filled,
      };
    case "choice":
      return { ...common, type: "Input.ChoiceSet", ...choicesOf(field.options), ...filled };
    case "consent": {
      const agreed = value === "yes" ? { value: "yes" as const } : {};
      return {
        ...common,
        label: "",
        type: "Input.Toggle",
        title: label,
        valueOn: "yes",
        valueOff: "no",
        wrap: true,
        ...agreed,
      };
    }
  }
}

function boundsOf<Value>({ min, max }: { min?: Value; max?: Value }): { min?: Value; max?: Value } {
  return { ...(min === undefined ? {} : { min }), ...(max === undefined ? {} : { max }) };
}

function numberOf(value: string | undefined): { value?: number } {
  const number = Number(value ?? Number.NaN);
  return Number.isFinite(number) ? { value: number } : {};
}

type ChoiceSet = Extract<CardInput, { type: "Input.ChoiceSet" }>;

/** A few stand below each other, more are opened by a tap. */
function choicesOf(
  options: readonly (string | { label: string; value: string })[],
): Pick<ChoiceSet, "choices" | "style" | "wrap"> {
  const choices = options.map((option) => {
    if (typeof option === "string") return { title: option, value: option };
    return { title: asText(option.label)?.trim() || option.value, value: option.value };
  });
  return { choices, style: choices.length <= 4 ? "expanded" : "compact", wrap: true };
}
