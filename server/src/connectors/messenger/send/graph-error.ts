import type { DeliveryOutcome } from "#app/errors.ts";
import { asId, asObject, asText } from "#channel/kit/json-with-ids.ts";

/** Meta's reason for saying no. */
export type GraphError = {
  status: number;
  code: number;
  subcode: number | undefined;
  isTransient: boolean;
  message: string;
  traceId: string | undefined;
};

/** @returns undefined when the answer is not the Graph API's, e.g. a proxy's error page. */
export function readGraphError(status: number, body: unknown): GraphError | undefined {
  const error = asObject(asObject(body)["error"]);
  const code = toNumber(error["code"]);
  if (code === undefined) return undefined;
  return {
    status,
    code,
    subcode: toNumber(error["error_subcode"]),
    isTransient: error["is_transient"] === true,
    message: asText(error["message"]) ?? "",
    traceId: asText(error["fbtrace_id"]),
  };
}

/** What a refusal means for the delivery, and what the operator can do about it. */
export type Verdict = {
  outcome: DeliveryOutcome;
  hint: string;
  /** A name for it, where others act on it; else the code is the reason. */
  reason?: string;
  retryAfterMs?: number;
  isMedia?: boolean;
};

const seconds = 1000;
const minutes = 60 * seconds;
const hours = 60 * minutes;

/** Decides on the code, never on the HTTP status or the wording, which Meta changes. The first rule that fits counts. */
export function judge({ status, code, subcode, isTransient }: GraphError): Verdict {
  const rule = rules.find((rule) => isFit(rule, code, subcode));
  if (rule !== undefined && rule.isFinal === true) return rule.verdict;
  if (isTransient && rule?.verdict.outcome !== "retry") return temporary;
  if (rule !== undefined) return rule.verdict;
  if (status === 429) return limited;
  return status >= 500 ? temporary : { outcome: "refused", hint: "Meta refused the message" };
}

const temporary: Verdict = { outcome: "retry", hint: "a temporary failure at Meta" };
const limited: Verdict = { outcome: "retry", hint: "too many calls", retryAfterMs: 30 * seconds };
const unavailable: Verdict = { outcome: "refused", hint: "the person is unavailable or has blocked the page" };
const outsideWindow: Verdict = {
  outcome: "refused",
  hint: "the person's last message is more than 24 hours ago",
  reason: "window_closed",
};
const restricted: Verdict = { outcome: "retry", hint: "Meta has restricted the page for a time", retryAfterMs: hours };
const media = (hint: string): Verdict => ({ outcome: "refused", hint, isMedia: true });
const refused = (hint: string): Verdict => ({ outcome: "refused", hint });

/** No `codes`: any. No `subcodes`: any. `isFinal`: also when Meta calls it transient. */
type Rule = { codes?: readonly number[]; subcodes?: readonly number[]; isFinal?: true; verdict: Verdict };

const rules: readonly Rule[] = [
  { codes: [10], subcodes: [2018278, 2534022, 2018065], isFinal: true, verdict: outsideWindow },
  { codes: [10], subcodes: [2018300], isFinal: true, verdict: refused("another app has control of this conversation") },
  { codes: [10], subcodes: [1893063, 2534122, 2534029], verdict: restricted },
  { codes: [10], subcodes: [2018108], isFinal: true, verdict: unavailable },
  { subcodes: [1545041], isFinal: true, verdict: unavailable },
  { codes: [551], isFinal: true, verdict: unavailable },
  { codes: [100], subcodes: [1893061], isFinal: true, verdict: refused("this message tag is no longer allowed") },
  {
    codes: [100],
    subcodes: [2018001],
    isFinal: true,
    verdict: refused("no such person for this page: an id of Facebook Login, of another page, or an unverified number"),
  },
  { codes: [100], subcodes: [2018074], verdict: media("the attachment id is expired or another page's") },
  { codes: [100], subcodes: [2018008], verdict: media("Meta could not fetch the file") },
  { codes: [100], subcodes: [2018047], verdict: media("the file is not of the kind that was announced") },
  { codes: [100], subcodes: [2018294], verdict: media("fetching the video took Meta too long") },
  { codes: [100], subcodes: [2018109], verdict: media("the file is too large for Meta") },
  { codes: [100], verdict: refused("Meta refused a parameter") },
  {
    codes: [190],
    verdict: { outcome: "retry", hint: "accessToken is no longer valid: make a new one", retryAfterMs: 5 * minutes },
  },
  {
    codes: [10, 200, 230],
    verdict: refused("a permission is missing: pages_messaging, or a role while the app is in test"),
  },
  { codes: [4, 17, 32, 613, 80001, 80006], verdict: limited },
  { codes: [1, 2, 1200], verdict: temporary },
  { codes: [368], verdict: { outcome: "retry", hint: "Meta judged the page's messages abusive", retryAfterMs: hours } },
  { codes: [27], verdict: refused("this app has no control of the conversation") },
  { codes: [2022], verdict: refused("commerce is switched off for this page") },
  { codes: [10303], verdict: refused("account linking failed") },
];

function isFit({ codes, subcodes }: Rule, code: number, subcode: number | undefined): boolean {
  return (codes?.includes(code) ?? true) && (subcodes?.some((known) => known === subcode) ?? true);
}

/** For the log: which parameter Meta did not like, without the values, which may be what a person wrote. */
export function describeRefusal({ code, message }: GraphError): string {
  if (code !== 100) return "";
  const safe = message.replaceAll(/"[^"]*"|'[^']*'|[A-Za-z0-9_-]{32,}|https?:\S+/g, "…").slice(0, 200);
  return safe === "" ? "" : `: ${safe}`;
}

function toNumber(value: unknown): number | undefined {
  const number = Number(asId(value) ?? Number.NaN);
  return Number.isSafeInteger(number) ? number : undefined;
}
