import { asList, asObject } from "#channel/kit/json-with-ids.ts";

const longestMs = 24 * 60 * 60 * 1000;

/** How long Meta asks to wait, where its headers say so; undefined where not. */
export function readRetryAfter(headers: Headers): number | undefined {
  const waits = [readSeconds(headers.get("retry-after")), readUsage(headers.get("x-business-use-case-usage"))];
  const longest = Math.max(0, ...waits);
  return longest > 0 ? Math.min(longest, longestMs) : undefined;
}

function readSeconds(header: string | null): number {
  const seconds = Number(header ?? 0);
  return Number.isFinite(seconds) && seconds > 0 ? seconds * 1000 : 0;
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
    // A header in a form that Meta has not documented tells nothing; the answer itself still counts.
    if (error instanceof SyntaxError) return {};
    throw error;
  }
}
