import { isIPv6 } from "node:net";
import type { RequestHandler } from "express";
import type { Logger } from "#app/logger.ts";

/** The key under which an address is counted. A household owns a whole /64 of IPv6, so those addresses count as one. */
export function toAddressBlock(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped !== undefined) return mapped;
  if (!isIPv6(address)) return address;
  const [head = "", tail] = address.split("%", 1).join("").split("::");
  const front = head === "" ? [] : head.split(":");
  const back = tail === undefined || tail === "" ? [] : tail.split(":");
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - front.length - back.length);
  const groups = [...front, ...Array.from({ length: zeros }, () => "0"), ...back];
  return `${groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(":")}::/64`;
}

/**
 * Warns the operator once when a proxy seems to stand before an application that trusts none.
 * @param remedy what to set, at the end of the sentence.
 */
export function createProxyWarning(logger: Logger, remedy: string): RequestHandler {
  let warned = false;
  return (request, _response, next) => {
    if (!warned && request.headers["x-forwarded-for"] !== undefined && trustsNone(request.app)) {
      warned = true;
      logger.warn(
        `a request came through a proxy (X-Forwarded-For), but none is trusted: all visitors behind it share the limits of one address; ${remedy}`,
      );
    }
    next();
  };
}

function trustsNone(app: { get(setting: string): unknown }): boolean {
  const trusted = app.get("trust proxy");
  return trusted === undefined || trusted === false || trusted === 0;
}
