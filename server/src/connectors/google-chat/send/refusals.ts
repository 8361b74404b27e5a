import type { DeliveryErrorKind } from "#channel/delivery-error.ts";

/** What Google's reasons mean (google.aip.dev/193, `ErrorInfo.reason`), where they say more than the status. */
const reasons: Readonly<Record<string, DeliveryErrorKind>> = {
  SERVICE_DISABLED: "platform",
  ACCESS_TOKEN_SCOPE_INSUFFICIENT: "platform",
  RATE_LIMIT_EXCEEDED: "rate",
};

export function kindOfRefusal(status: number, code: string): DeliveryErrorKind {
  const known = Object.hasOwn(reasons, code) ? reasons[code] : undefined;
  if (known !== undefined) return known;
  switch (status) {
    case 401:
      return "auth";
    // Whoever has removed or blocked the app: it is no member of the space any more.
    case 403:
    case 404:
      return "recipient";
    case 429:
      return "rate";
    // A gateway has given up, and the message may still arrive.
    case 504:
      return "unknown";
    default:
      return status >= 500 ? "transient" : "content";
  }
}
