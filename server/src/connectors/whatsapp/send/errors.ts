import type { Classification, ErrorRule, ErrorRules } from "#connectors/meta/send/graph-error.ts";
import { temporary, undecided } from "#connectors/meta/send/graph-error.ts";

const seconds = 1000;
const minutes = 60 * seconds;
const hours = 60 * minutes;

const limited: Classification = {
  kind: "rate",
  hint: "too many messages of the number",
  retryAfterMs: 5 * seconds,
  scope: "account",
};
const credentials = (hint: string): Classification => ({
  kind: "auth",
  hint,
  retryAfterMs: 5 * minutes,
  scope: "account",
});
const content = (hint: string): Classification => ({ kind: "content", hint });
const form = (hint: string): Classification => ({ kind: "content", hint, isForm: true });
const forbidden = (hint: string): Classification => ({ kind: "platform", hint });
const unavailable = (hint: string): Classification => ({ kind: "recipient", hint });

/** Meta's list of errors of the Cloud API (documentation of 2026). */
const rules: readonly ErrorRule[] = [
  {
    codes: [131047],
    isFinal: true,
    classification: { kind: "window", hint: "the person's last message is more than 24 hours ago" },
  },
  {
    codes: [131026],
    isFinal: true,
    classification: unavailable("the person is not on WhatsApp, or cannot be reached"),
  },
  { codes: [131021], isFinal: true, classification: unavailable("the number cannot write to itself") },
  {
    codes: [131030],
    isFinal: true,
    classification: unavailable("a test number writes to the numbers of its list only (WhatsApp, API setup)"),
  },
  {
    codes: [130497],
    isFinal: true,
    classification: unavailable("the business may not write to people in this country"),
  },
  // One person in six seconds: the others need not wait.
  {
    codes: [131056],
    isFinal: true,
    classification: { kind: "rate", hint: "too many messages to this person", retryAfterMs: 12 * seconds },
  },
  { codes: [130429, 80007], classification: limited },
  {
    codes: [4],
    classification: { ...limited, hint: "too many calls of the app", retryAfterMs: 30 * seconds, scope: "app" },
  },
  {
    codes: [131048],
    classification: {
      kind: "rate",
      hint: "Meta slows the number down, because people have blocked it or reported it (WhatsApp Manager, quality)",
      retryAfterMs: hours,
      scope: "account",
    },
  },
  {
    codes: [368, 131031],
    classification: {
      kind: "rate",
      hint: "Meta has locked the account for breaking its policy (WhatsApp Manager)",
      retryAfterMs: hours,
      scope: "account",
    },
  },
  { codes: [0, 190], classification: credentials("accessToken is no longer valid: make a new one") },
  {
    codes: [100],
    subcodes: [33],
    classification: credentials("phoneNumberId does not exist, or the token may not use it"),
  },
  {
    codes: [133010, 131045],
    classification: credentials("the number is not registered with the Cloud API (WhatsApp, API setup)"),
  },
  { codes: [131042], classification: forbidden("payment for the account is not set up (WhatsApp Manager)") },
  {
    codes: [3, 10, 200, 131005],
    classification: forbidden("a permission is missing: whatsapp_business_messaging for this account"),
  },
  // What people want no more of, or Meta thinks they have enough of: only messages that Meta calls marketing.
  { codes: [131049], isFinal: true, classification: forbidden("the person has had enough marketing messages for now") },
  { codes: [131050], isFinal: true, classification: forbidden("the person wants no marketing messages") },
  { codes: [130472], isFinal: true, classification: forbidden("the person is part of an experiment of Meta's") },
  {
    codes: [132000, 132012],
    classification: content("the template has other parameters than those that were given"),
  },
  { codes: [132001], classification: content("there is no approved template of this name in this language") },
  { codes: [132005, 132007], classification: content("the template's text is too long, or breaks a rule of Meta's") },
  { codes: [132015, 132016], classification: content("Meta has paused the template, or switched it off") },
  { codes: [132068, 132069], classification: content("the flow is blocked, or has been used too often") },
  { codes: [131051], classification: form("Meta does not know this type of message") },
  { codes: [131052, 131053], classification: form("Meta could not fetch the file, or does not take it") },
  { codes: [100, 131008, 131009], classification: form("Meta refused a parameter") },
  { codes: [131062], classification: content("this template needs the person's number") },
  { codes: [131016, 131057, 133004, 133005], classification: temporary },
  { codes: [-1, 1, 2, 131000], classification: undecided },
];

/** What errors of the Cloud API mean. Meta's words are left out: they may quote a person's. */
export const errorRules: ErrorRules = { rules, limited, describe: () => "" };
