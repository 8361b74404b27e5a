import { asList, asObject } from "#channel/kit/json-with-ids.ts";

const beforeSending = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "EADDRNOTAVAIL",
  "ENETDOWN",
  "UND_ERR_CONNECT_TIMEOUT",
  "CERT_HAS_EXPIRED",
  "CERT_NOT_YET_VALID",
  "DEPTH_ZERO_SELF_SIGNED_CERT",
  "SELF_SIGNED_CERT_IN_CHAIN",
  "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
  "UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
  "ERR_TLS_CERT_ALTNAME_INVALID",
]);

/**
 * Whether a failed fetch certainly ended before the request was written: the name was not found, no connection was made,
 * or the certificate was not trusted. After any other failure Meta may have received the message.
 */
export function wasNeverSent(error: unknown): boolean {
  const cause = asObject(asObject(error)["cause"]);
  // A name with several addresses gives one error for each, and some runtimes give the outer error no code.
  const inner = asList(cause["errors"]);
  const codes = inner.length > 0 ? inner.map((each) => asObject(each)["code"]) : [cause["code"]];
  return codes.every((code) => typeof code === "string" && beforeSending.has(code));
}
