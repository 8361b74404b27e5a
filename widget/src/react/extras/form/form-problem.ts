import type { FormField } from "@causerie/protocol";
import type { Values } from "#i18n/translate.ts";
import { inWords } from "./form-answer.ts";
import type { FormTexts } from "./form-text.ts";

/** What is wrong with an answer, as a text. `values`: the bound that the text names. */
export type Problem = { text: keyof FormTexts; values?: Values };

/** The problem of an answer, as the browser validates it. A required field needs more than spaces. */
export function findProblem(
  field: FormField,
  value: string,
  { badInput, typeMismatch, stepMismatch, rangeUnderflow, rangeOverflow }: ValidityState,
  locale: string,
): Problem | undefined {
  const { kind } = field;
  // Checked first: half a date has no value, and would count as missing.
  if (badInput || typeMismatch || stepMismatch) return { text: malformed[kind] ?? "notNumber" };
  if (kind === "number" || kind === "date" || kind === "time") {
    const isNumber = kind === "number";
    const bound = rangeUnderflow ? field.min : rangeOverflow ? field.max : undefined;
    if (bound !== undefined)
      return {
        text: rangeUnderflow ? (isNumber ? "formAtLeast" : "formFrom") : isNumber ? "formAtMost" : "formUntil",
        values: { bound: isNumber ? bound : inWords(field, String(bound), locale) },
      };
  }
  if (!field.required || value !== "") return undefined;
  if (kind === "consent") return { text: "formConsent" };
  return { text: kind === "choice" || kind === "rating" ? "missingChoice" : "missing" };
}

const malformed: Partial<Record<FormField["kind"], keyof FormTexts>> = {
  email: "notEmail",
  date: "notDate",
  time: "formTime",
};
