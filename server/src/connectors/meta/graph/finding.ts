import type { CheckResult } from "#channel/connector-definition.ts";
import type { GraphAnswer } from "./graph-call.ts";

/** What a check has found. `repair` puts it right at Meta; only `--fix` calls it. `isNoAnswer`: Meta did not say. `isForeign`: another system has it. */
export type Finding = CheckResult & { repair?: () => Promise<CheckResult>; isNoAnswer?: true; isForeign?: true };

export const good = (title: string): Finding => ({ level: "ok", title });

export const warning = (title: string, fix: string, repair?: Finding["repair"]): Finding =>
  repair === undefined ? { level: "warning", title, fix } : { level: "warning", title, fix, repair };

export const wrong = (title: string, fix: string, repair?: Finding["repair"]): Finding =>
  repair === undefined ? { level: "error", title, fix } : { level: "error", title, fix, repair };

export type FailedAnswer = Exclude<GraphAnswer, { type: "answered" }>;

/** What the operator of a channel does about a code. `newToken`: where a token is made. `of`: undefined for a code with no advice of its own. */
export type Advice = { newToken: string; of: (code: number) => string | undefined };

/** @param what Meta was asked for, as in "to list the page's apps". */
export function failureWith(advice: Advice, answer: FailedAnswer, what: string, graphBaseUrl: string): Finding {
  if (answer.type === "unreachable")
    return {
      ...wrong(
        `The Graph API cannot be reached (${answer.reason})`,
        `Look whether this machine reaches ${graphBaseUrl}.`,
      ),
      isNoAnswer: true,
    };
  const { code, subcode } = answer;
  const shown = code === undefined ? "unknown" : `${code}${subcode === undefined ? "" : `/${subcode}`}`;
  if (code === 190) return wrong("The access token is not valid any more", advice.newToken);
  const refusal = wrong(`The Graph API refused ${what} (code ${shown})`, adviceFor(code, advice));
  return code === undefined || passing.has(code) ? { ...refusal, isNoAnswer: true } : refusal;
}

/** Meta is busy, or has had too many calls. */
const passing = new Set([-1, 1, 2, 4, 17, 32, 613]);
const tooMany = new Set([4, 17, 32, 613]);

function adviceFor(code: number | undefined, advice: Advice): string {
  const own = code === undefined ? undefined : advice.of(code);
  if (own !== undefined) return own;
  if (code !== undefined && tooMany.has(code)) return "There were too many calls: try again in ten minutes.";
  return "Look up the code in Meta's list of Graph API errors.";
}
