import {
  type Classification,
  type ErrorRule,
  type ErrorRules,
  type GraphError,
  temporary,
  undecided,
} from "#connectors/meta/send/graph-error.ts";

const seconds = 1000;
const minutes = 60 * seconds;
const hours = 60 * minutes;

const limited: Classification = {
  kind: "rate",
  hint: "too many calls of the page",
  retryAfterMs: 30 * seconds,
  scope: "account",
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
  scope: "account",
};
const content = (hint: string): Classification => ({ kind: "content", hint });
const form = (hint: string): Classification => ({ kind: "content", hint, isForm: true });
const forbidden = (hint: string): Classification => ({ kind: "platform", hint });

const rules: readonly ErrorRule[] = [
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
      scope: "account",
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
      scope: "account",
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

/** For the log: which parameter Meta refused, and its limit. The rest of Meta's words is left out: it may quote a person's. */
function describeRefusal({ code, message }: GraphError): string {
  if (code !== 100) return "";
  const parameter = parameterIn.exec(message)?.[0];
  const limit = /\b(?:less|greater) than or equal to \d{1,9}\b/.exec(message)?.[0];
  const known = [parameter, limit].filter((part) => part !== undefined);
  return known.length === 0 ? "" : `: ${known.join(" ")}`;
}

/** As Meta names them: message[quick_replies][1][title]. */
const parameterIn =
  /\b(?:message|recipient|messaging_type|tag|persona_id|sender_action|target_app_id|metadata|thread_control)\b(?:\[(?:[a-z_]{1,40}|\d{1,3})\])*/;

/** What errors of the Send API mean. */
export const errorRules: ErrorRules = { rules, limited, describe: describeRefusal };
