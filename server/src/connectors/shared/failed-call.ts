import { DeliveryError } from "#channel/delivery-error.ts";
import { asObject, asText } from "#channel/kit/json-with-ids.ts";
import { parseRetryAfter } from "#channel/kit/retry-after.ts";

/**
 * What it means that a call of a platform had no answer. A connection that was never there has brought nothing. Else the message may have arrived.
 */
export function notAnswered(platform: string, cause: unknown): DeliveryError {
  const code = asText(asObject((cause as { cause?: unknown } | undefined)?.cause)["code"]) ?? "";
  const wasNeverSent = ["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "UND_ERR_CONNECT_TIMEOUT"].includes(code);
  if (wasNeverSent) return new DeliveryError(`${platform} cannot be reached`, "transient", { cause, code });
  return new DeliveryError(`${platform} did not respond`, "unknown", { cause });
}

/** How long the platform wants to be left alone, as a part of a DeliveryError. */
export function waitIn(headers: Headers): { retryAfterMs?: number } {
  const retryAfterMs = parseRetryAfter(headers.get("retry-after"));
  return retryAfterMs === undefined ? {} : { retryAfterMs };
}
