import { type DeliveryErrorKind, outcomes } from "#channel/delivery-error.ts";
import { asId, asObject, asText } from "#channel/kit/json-with-ids.ts";

/** An error that the Graph API returned. */
export type GraphError = {
  status: number;
  code: number;
  subcode: number | undefined;
  isTransient: boolean;
  message: string;
  traceId: string | undefined;
};

/** @returns undefined when the response is not the Graph API's, e.g. a proxy's error page. */
export function readGraphError(status: number, body: unknown): GraphError | undefined {
  const error = asObject(asObject(body)["error"]);
  const code = toNumber(error["code"]);
  if (code === undefined) return undefined;
  return {
    status,
    code,
    subcode: toNumber(error["error_subcode"]),
    isTransient: error["is_transient"] === true,
    message: asText(error["message"]) ?? "",
    traceId: asText(error["fbtrace_id"]),
  };
}

/** What an error means for the delivery, and a hint for the operator. */
export type Classification = {
  kind: DeliveryErrorKind;
  hint: string;
  retryAfterMs?: number;
  /** The words may be taken in another form. */
  isForm?: boolean;
  /** Whose calls Meta refuses for now, whatever is in them. */
  scope?: "account" | "app";
};

/** Without `codes` or `subcodes` a rule fits any of them. `isFinal`: the rule holds even when Meta calls it transient. */
export type ErrorRule = {
  codes?: readonly number[];
  subcodes?: readonly number[];
  isFinal?: true;
  classification: Classification;
};

/** What a channel of Meta's makes of errors. `limited`: a 429 that no rule fits. `describe`: see {@link classifyBy}. */
export type ErrorRules = {
  rules: readonly ErrorRule[];
  limited: Classification;
  /** For the log, behind the hint: what of Meta's words holds nothing of a person's. */
  describe: (error: GraphError) => string;
};

/** Meta says that something failed on its side, and not whether it had taken the message by then. */
export const undecided: Classification = {
  kind: "unknown",
  hint: "a failure at Meta, perhaps after it took the message",
};
export const temporary: Classification = { kind: "transient", hint: "a temporary failure at Meta" };

/**
 * Decides on the codes, because Meta changes the HTTP status and the wording. The status counts only when no rule fits.
 * The first rule that fits wins.
 */
export function classifyBy(
  { rules, limited }: ErrorRules,
  { status, code, subcode, isTransient }: GraphError,
): Classification {
  const rule = rules.find((each) => isFit(each, code, subcode));
  if (rule !== undefined && rule.isFinal === true) return rule.classification;
  if (rule === undefined && status >= 500) return undecided;
  if (isTransient && (rule === undefined || outcomes[rule.classification.kind] === "refused")) return temporary;
  if (rule !== undefined) return rule.classification;
  return status === 429 ? limited : { kind: "content", hint: "Meta refused the message" };
}

function isFit({ codes, subcodes }: ErrorRule, code: number, subcode: number | undefined): boolean {
  return (codes?.includes(code) ?? true) && (subcodes?.some((known) => known === subcode) ?? true);
}

function toNumber(value: unknown): number | undefined {
  const number = Number(asId(value) ?? Number.NaN);
  return Number.isSafeInteger(number) ? number : undefined;
}
