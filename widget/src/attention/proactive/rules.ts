import type { ProactiveRule } from "@causerie/protocol";
import { languageOf } from "#i18n/locale.ts";

export type { ProactiveRule } from "@causerie/protocol";

/** What the page or the bot shows by itself, at once: a rule without conditions. */
export type Greeting = Omit<ProactiveRule, "id" | "when" | "every" | "max">;

/** Tells the page's developer what is wrong. */
export type Report = (problem: string) => void;

/** Reads what a page or a server gives, as a list or as JSON. One wrong rule must not take the others away. */
export function readRules(input: unknown, report: Report): ProactiveRule[] {
  const list: unknown = typeof input === "string" ? parseJson(input) : input;
  if (!Array.isArray(list)) {
    report('proactive must be a list of rules, such as [{ "id": "help", "text": "Can we help?" }]');
    return [];
  }
  const rules = new Map<string, ProactiveRule>();
  for (const [index, each] of (list as unknown[]).entries()) {
    const problem = findProblem(each);
    if (problem !== undefined) report(`proactive[${index}].${problem}`);
    else if (rules.has((each as ProactiveRule).id)) report(`proactive[${index}].id must differ from those before it`);
    else rules.set((each as ProactiveRule).id, each as ProactiveRule);
  }
  return [...rules.values()];
}

/** As `readRules`, for what the page says at once: a text alone is enough. */
export function readGreeting(input: unknown, report: Report): Greeting | undefined {
  const greeting = isRecord(input) ? { ...input, id: "greeting" } : { id: "greeting", text: input };
  const problem = findProblem(greeting);
  if (problem === undefined) return greeting as ProactiveRule;
  report(`greeting.${problem}`);
  return undefined;
}

/** The words for a language, else the English ones, else whichever there are. */
export function wordsFor(words: ProactiveRule["text"], locale: string): string {
  if (typeof words === "string") return words;
  return words[locale] ?? words[languageOf(locale)] ?? words["en"] ?? Object.values(words)[0] ?? "";
}

type Check = (value: unknown) => boolean;
type Fields = Readonly<Record<string, { is: Check; mustBe: string; required?: true }>>;

const isText: Check = (value) => typeof value === "string" && value !== "";
const isWords: Check = (value) =>
  isText(value) || (isRecord(value) && values(value).length > 0 && values(value).every(isText));
const isBoolean: Check = (value) => typeof value === "boolean";
const isFrom =
  (least: number, most: number): Check =>
  (value) =>
    typeof value === "number" && value >= least && value <= most;
const isListOf =
  (is: Check, most: number): Check =>
  (value) =>
    Array.isArray(value) && value.length <= most && value.every(is);

/** By hand, and not by the protocol's schemas, which would bring the schemas of everything else. */
const when: Fields = {
  pages: { is: isListOf(isText, Infinity), mustBe: 'a list such as ["/tickets/*"]' },
  seconds: { is: isFrom(0, Infinity), mustBe: "a number from 0" },
  scroll: { is: isFrom(0, 100), mustBe: "a number from 0 to 100" },
  exit: { is: isBoolean, mustBe: "true or false" },
  returning: { is: isBoolean, mustBe: "true or false" },
};
const button: Fields = {
  label: { is: isWords, mustBe: "a text", required: true },
  link: { is: isText, mustBe: "a link of a story" },
};
const rule: Fields = {
  id: { is: isText, mustBe: "a text", required: true },
  text: { is: isWords, mustBe: 'a text, or one for each language, such as { "en": "Hello" }', required: true },
  buttons: {
    is: isListOf((each) => problemIn(button, each) === undefined, 3),
    mustBe: 'a list of at most 3, such as [{ "label": "Yes, please" }]',
  },
  referral: { is: isText, mustBe: "a text" },
  when: { is: isRecord, mustBe: 'an object such as { "seconds": 30 }' },
  every: { is: (value) => ["visit", "day", "once"].includes(String(value)), mustBe: '"visit", "day" or "once"' },
  max: { is: (value) => Number.isSafeInteger(value) && Number(value) > 0, mustBe: "a whole number from 1" },
  smallScreens: { is: isBoolean, mustBe: "true or false" },
};

function findProblem(input: unknown): string | undefined {
  const problem = problemIn(rule, input);
  if (problem !== undefined || !isRecord(input) || input["when"] === undefined) return problem;
  const inWhen = problemIn(when, input["when"]);
  return inWhen === undefined ? undefined : `when.${inWhen}`;
}

/** Fields that it does not know are passed over: a newer server may have more. */
function problemIn(fields: Fields, input: unknown): string | undefined {
  const given = isRecord(input) ? input : {};
  for (const [name, { is, mustBe, required }] of Object.entries(fields))
    if (given[name] === undefined ? required : !is(given[name])) return `${name} must be ${mustBe}`;
  return undefined;
}

function isRecord(input: unknown): input is Record<string, unknown> {
  return typeof input === "object" && input !== null;
}

const { values } = Object;

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
