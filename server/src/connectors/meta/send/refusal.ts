import { DeliveryError } from "#channel/delivery-error.ts";
import type { Gate } from "./gate.ts";
import { type Classification, classifyBy, type ErrorRules, type GraphError, readGraphError } from "./graph-error.ts";
import { readRetryAfter } from "./retry-after.ts";

/** Meta refuses the file, the template or a parameter of it. It may accept the words in a simpler form. */
export class FormError extends DeliveryError {
  override name = "FormError";
}

/** What came back to a call, with its body read as JSON; undefined: it was none. */
export type Answer = Pick<Response, "ok" | "status" | "headers"> & { body: unknown };

/** What an answer that is no success means for the delivery, and for the calls after it. */
export function toDeliveryError({ status, headers, body }: Answer, gate: Gate, rules: ErrorRules): DeliveryError {
  const retryAfterMs = readRetryAfter(headers);
  const error = readGraphError(status, body);
  if (error === undefined) {
    gate.undecided();
    const wait = retryAfterMs === undefined ? {} : { retryAfterMs };
    const message = `Something other than the Graph API answered with ${status}`;
    // HTTP says of 4xx only that the request was not carried out. Behind a gateway that fails, Meta may have done so.
    const kind = status >= 500 ? "unknown" : "transient";
    return new DeliveryError(message, kind, { code: `http/${status}`, ...wait });
  }
  const classification = classifyBy(rules, error);
  const askedMs = retryAfterMs ?? classification.retryAfterMs;
  return refusalOf(error, classification, rules.describe(error), reportRefusal(gate, error, classification, askedMs));
}

/** @returns how long the message has to wait. */
function reportRefusal(
  gate: Gate,
  error: GraphError,
  { kind, hint, scope }: Classification,
  askedMs: number | undefined,
): number | undefined {
  if (scope !== undefined) {
    gate.refused(scope, { code: codeOf(error), hint, ms: askedMs ?? 0 });
    return gate.waitMs();
  }
  if (kind === "transient" || kind === "unknown") gate.undecided();
  else gate.passed();
  return askedMs;
}

function codeOf({ code, subcode }: GraphError): string {
  return subcode === undefined ? String(code) : `${code}/${subcode}`;
}

function refusalOf(
  error: GraphError,
  classification: Classification,
  detail: string,
  retryAfterMs: number | undefined,
): DeliveryError {
  const code = codeOf(error);
  const trace = error.traceId === undefined ? "" : `, trace ${error.traceId}`;
  const message = `${classification.hint} (${code}${trace})${detail}`;
  const options = { code, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) };
  return classification.isForm === true
    ? new FormError(message, classification.kind, options)
    : new DeliveryError(message, classification.kind, options);
}
