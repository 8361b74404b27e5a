import { type DeliveryErrorKind, outcomes } from "#channel/delivery-error.ts";
import { asId, asObject, asText } from "#channel/kit/json-with-ids.ts";

/** An error that the Graph API returned. */
export type GraphError = {
  status: number;
  code: number;
  subcode: number | undefined;
  isTransient: boolean;
  message: string;
  traceId: string | undefined;
};

/** @returns undefined when the response is not the Graph API's, e.g. a proxy's error page. */
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

/** What an error means for the delivery, and a hint for the operator. */
export type Classification = {
  kind: DeliveryErrorKind;
  hint: string;
  retryAfterMs?: number;
  /** The words may be taken in another form. */
  isForm?: boolean;
  /** Whose calls Meta refuses for now, whatever is in them. */
  scope?: "page" | "app";
};

const seconds = 1000;
const minutes = 60 * seconds;
const hours = 60 * minutes;

/**
 * Decides on the codes, because Meta changes the HTTP status and the wording. The status counts only when no rule fits.
 * The first rule that fits wins.
 */
export function classify({ status, code, subcode, isTransient }: GraphError): Classification {
  const rule = rules.find((rule) => isFit(rule, code, subcode));
  if (rule !== undefined && rule.isFinal === true) return rule.classification;
  if (rule === undefined && status >= 500) return undecided;
  if (isTransient && (rule === undefined || outcomes[rule.classification.kind] === "refused")) return temporary;
  if (rule !== undefined) return rule.classification;
  return status === 429 ? limited : { kind: "content", hint: "Meta refused the message" };
}

/** Meta says that something failed on its side, and not whether it had taken the message by then. */
const undecided: Classification = { kind: "unknown", hint: "a failure at Meta, perhaps after it took the message" };
const temporary: Classification = { kind: "transient", hint: "a temporary failure at Meta" };
const limited: Classification = {
  kind: "rate",
  hint: "too many calls of the page",
  retryAfterMs: 30 * seconds,
  scope: "page",
};
const appLimited: Classification = { ...limited, hint: "too many calls of the app", scope: "app" };
const unavailable: Classification = { kind: "recipient", hint: "the person is unavailable or has blocked the page" };
const outsideWindow: Classification = {
  kind: "window",
  hint: "the person's last message is more than 24 hours ago",
};
const restricted: Classification = {
  kind: "rate",
  hint: "Meta has restricted the page for a time",
  retryAfterMs: hours,
  scope: "page",
};
const content = (hint: string): Classification => ({ kind: "content", hint });
const form = (hint: string): Classification => ({ kind: "content", hint, isForm: true });
const forbidden = (hint: string): Classification => ({ kind: "platform", hint });

/** Without `codes` or `subcodes` a rule fits any of them. `isFinal`: the rule holds even when Meta calls it transient. */
type Rule = { codes?: readonly number[]; subcodes?: readonly number[]; isFinal?: true; classification: Classification };

const rules: readonly Rule[] = [
  { codes: [10], subcodes: [2018278, 2534022, 2018065], isFinal: true, classification: outsideWindow },
  {
    codes: [10],
    subcodes: [2018300],
    isFinal: true,
    classification: forbidden("another app has control of this conversation"),
  },
  { codes: [10], subcodes: [1893063, 2534122, 2534029], classification: restricted },
  { codes: [10], subcodes: [2018108], isFinal: true, classification: unavailable },
  { subcodes: [1545041], isFinal: true, classification: unavailable },
  { codes: [551], isFinal: true, classification: unavailable },
  {
    codes: [100],
    subcodes: [1893061],
    isFinal: true,
    classification: content("this message tag is no longer allowed"),
  },
  {
    codes: [100],
    subcodes: [2018001],
    isFinal: true,
    classification: {
      kind: "recipient",
      hint: "no such person for this page: an id of Facebook Login, of another page, or an unverified number",
    },
  },
  { codes: [100], subcodes: [2018074], classification: form("the attachment id is expired or another page's") },
  { codes: [100], subcodes: [2018008], classification: form("Meta could not fetch the file") },
  { codes: [100], subcodes: [2018047], classification: form("the file is not of the kind that was announced") },
  { codes: [100], subcodes: [2018294], classification: form("fetching the video took Meta too long") },
  { codes: [100], subcodes: [2018109], classification: form("the file is too large for Meta") },
  { codes: [100], classification: form("Meta refused a parameter") },
  {
    codes: [190],
    classification: {
      kind: "auth",
      hint: "accessToken is no longer valid: make a new one",
      retryAfterMs: 5 * minutes,
      scope: "page",
    },
  },
  {
    codes: [10, 200, 230],
    classification: forbidden("a permission is missing: pages_messaging, or a role while the app is in test"),
  },
  { codes: [4], classification: appLimited },
  { codes: [17, 32, 613, 80001, 80006], classification: limited },
  // "Sent, but the endpoint returns an error", as Meta says of it.
  { subcodes: [1357046], isFinal: true, classification: undecided },
  { codes: [-1, 1, 2], classification: undecided },
  { codes: [1200], classification: temporary },
  {
    codes: [368],
    classification: {
      kind: "rate",
      hint: "Meta judged the page's messages abusive",
      retryAfterMs: hours,
      scope: "page",
    },
  },
  {
    codes: [27],
    classification: forbidden(
      "only the page's default app may take a conversation (Page settings, Advanced messaging)",
    ),
  },
  { codes: [2022], classification: forbidden("commerce is switched off for this page") },
  { codes: [10303], classification: forbidden("account linking failed") },
];

function isFit({ codes, subcodes }: Rule, code: number, subcode: number | undefined): boolean {
  return (codes?.includes(code) ?? true) && (subcodes?.some((known) => known === subcode) ?? true);
}

/** For the log: which parameter Meta refused, and its limit. The rest of Meta's words is left out: it may quote a person's. */
export function describeRefusal({ code, message }: GraphError): string {
  if (code !== 100) return "";
  const parameter = parameterIn.exec(message)?.[0];
  const limit = /\b(?:less|greater) than or equal to \d{1,9}\b/.exec(message)?.[0];
  const known = [parameter, limit].filter((part) => part !== undefined);
  return known.length === 0 ? "" : `: ${known.join(" ")}`;
}

/** As Meta names them: message[quick_replies][1][title]. */
const parameterIn =
  /\b(?:message|recipient|messaging_type|tag|persona_id|sender_action|target_app_id|metadata|thread_control)\b(?:\[(?:[a-z_]{1,40}|\d{1,3})\])*/;

function toNumber(value: unknown): number | undefined {
  const number = Number(asId(value) ?? Number.NaN);
  return Number.isSafeInteger(number) ? number : undefined;
}
