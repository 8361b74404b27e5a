import type { CheckResult } from "#channel/connector-definition.ts";
import type { GraphAnswer } from "./graph-call.ts";

/** What a check has found. `repair` puts it right at Meta; only `--fix` calls it. `isNoAnswer`: Meta did not say. `isForeign`: another system has it. */
export type Finding = CheckResult & { repair?: () => Promise<CheckResult>; isNoAnswer?: true; isForeign?: true };

export const good = (title: string): Finding => ({ level: "ok", title });

export const warning = (title: string, fix: string, repair?: Finding["repair"]): Finding =>
  repair === undefined ? { level: "warning", title, fix } : { level: "warning", title, fix, repair };

export const wrong = (title: string, fix: string, repair?: Finding["repair"]): Finding =>
  repair === undefined ? { level: "error", title, fix } : { level: "error", title, fix, repair };

type Failed = Exclude<GraphAnswer, { type: "answered" }>;

/** @param what Meta was asked for, as in "to list the page's apps". */
export function failureOf(answer: Failed, what: string, graphBaseUrl: string): Finding {
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
  if (code === 190)
    return wrong(
      "The access token is not valid any more",
      "Make a new page token (Messenger, API settings) and set accessToken.",
    );
  const refusal = wrong(`The Graph API refused ${what} (code ${shown})`, adviceFor(code));
  return code === undefined || passing.has(code) ? { ...refusal, isNoAnswer: true } : refusal;
}

/** Meta is busy, or has had too many calls. */
const passing = new Set([-1, 1, 2, 4, 17, 32, 613]);

function adviceFor(code: number | undefined): string {
  switch (code) {
    case 100:
      return "Look whether appSecret belongs to the app that the token was made for, and pageId to the page.";
    case 10:
    case 200:
    case 230:
    case 299:
      return "Give the token the permissions pages_messaging and pages_manage_metadata; until the app review, its owner needs a role in the app.";
    case 4:
    case 17:
    case 32:
    case 613:
      return "There were too many calls: try again in ten minutes.";
    case 27:
      return "Make the app the page's default app (Page settings, Advanced messaging, Conversation routing).";
    case 2200:
      return "Meta called the webhook and got no right answer: start the server, look whether its address is reachable from outside, and whether verifyToken is the server's.";
    case undefined:
    default:
      return "Look up the code in Meta's list of Graph API errors.";
  }
}
