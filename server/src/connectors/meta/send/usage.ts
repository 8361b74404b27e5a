import { asList, asObject } from "#channel/kit/json-with-ids.ts";

/** How much of an allowance is used, and when Meta takes calls again. */
export type Usage = { percent: number; regainMs: number };

/**
 * What the headers of an answer say of the app's allowance (`X-App-Usage`) and of the account's (`X-Page-Usage`,
 * `X-Business-Use-Case-Usage`). Nonsense counts as nothing used.
 */
export function readUsage(headers: Headers): { app: Usage; account: Usage } {
  const business = Object.values(parseHeader(headers.get("x-business-use-case-usage"))).flatMap((list) => asList(list));
  const account = [parseHeader(headers.get("x-page-usage")), ...business.map(asObject)];
  return { app: toUsage([parseHeader(headers.get("x-app-usage"))]), account: toUsage(account) };
}

const shares = ["call_count", "total_time", "total_cputime"];

function toUsage(all: readonly Readonly<Record<string, unknown>>[]): Usage {
  const numbers = (names: readonly string[]): number[] =>
    all.flatMap((usage) => names.map((name) => Number(usage[name]))).filter((value) => value > 0 && value < Infinity);
  return {
    percent: Math.max(0, ...numbers(shares)),
    regainMs: Math.max(0, ...numbers(["estimated_time_to_regain_access"])) * 60_000,
  };
}

function parseHeader(header: string | null): Readonly<Record<string, unknown>> {
  if (header === null) return {};
  try {
    return asObject(JSON.parse(header));
  } catch (error) {
    // Meta has not documented this form. The header is ignored, but the response itself still counts.
    if (error instanceof SyntaxError) return {};
    throw error;
  }
}
