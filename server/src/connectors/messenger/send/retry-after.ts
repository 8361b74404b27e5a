import { asList, asObject } from "#channel/kit/json-with-ids.ts";
import { parseRetryAfter } from "#channel/kit/retry-after.ts";

const longestMs = 24 * 60 * 60 * 1000;

/** The longest wait that Meta's headers ask for, in milliseconds. Undefined when they ask for none. */
export function readRetryAfter(headers: Headers): number | undefined {
  const waits = [parseRetryAfter(headers.get("retry-after")) ?? 0, readUsage(headers.get("x-business-use-case-usage"))];
  const longest = Math.max(0, ...waits);
  return longest > 0 ? Math.min(longest, longestMs) : undefined;
}

/** `{"<business id>":[{"estimated_time_to_regain_access": minutes, …}]}` */
function readUsage(header: string | null): number {
  if (header === null) return 0;
  const usages = Object.values(parseHeader(header)).flatMap((list) => asList(list));
  const minutes = usages.map((usage) => Number(asObject(usage)["estimated_time_to_regain_access"]));
  return Math.max(0, ...minutes.filter((value) => Number.isFinite(value))) * 60_000;
}

function parseHeader(header: string): Readonly<Record<string, unknown>> {
  try {
    return asObject(JSON.parse(header));
  } catch (error) {
    // Meta has not documented this form. The header is ignored, but the response itself still counts.
    if (error instanceof SyntaxError) return {};
    throw error;
  }
}
