import { parseRetryAfter } from "#channel/kit/retry-after.ts";
import { readUsage } from "./usage.ts";

const longestMs = 24 * 60 * 60 * 1000;

/** The longest wait that Meta's headers ask for, in milliseconds. Undefined when they ask for none. */
export function readRetryAfter(headers: Headers): number | undefined {
  const longest = Math.max(parseRetryAfter(headers.get("retry-after")) ?? 0, readUsage(headers).account.regainMs);
  return longest > 0 ? Math.min(longest, longestMs) : undefined;
}
