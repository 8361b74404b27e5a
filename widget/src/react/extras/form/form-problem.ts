import type { FormField } from "@causerie/protocol";
import type { ExtraStrings } from "#i18n/extra-strings.ts";

export type Problem = Extract<keyof ExtraStrings, "missing" | "missingChoice" | "notEmail" | "notNumber" | "notDate">;

/** The problem of an answer, as the browser validates it. A required field needs more than spaces. */
export function findProblem(
  { kind, required }: FormField,
  value: string,
  { badInput, typeMismatch, stepMismatch }: ValidityState,
): Problem | undefined {
  // Checked first: half a date has no value, and would count as missing.
  if (badInput || typeMismatch || stepMismatch)
    return kind === "email" ? "notEmail" : kind === "date" ? "notDate" : "notNumber";
  if (!required || value !== "") return undefined;
  return kind === "choice" ? "missingChoice" : "missing";
}
