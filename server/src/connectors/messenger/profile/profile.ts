import * as v from "valibot";
import type { OptionsSchema } from "#channel/options-schema.ts";
import { limits } from "#connectors/messenger/limits.ts";
import { menuEntry, toMetaMenu, webAddress, words } from "./menu.ts";

/**
 * What people see of a page before they write, as the configuration has it. A field that is left out stays as it is at Meta;
 * `false` takes it away. Where people of several languages write, give an object with a value for each: `default`, and Meta's
 * names of languages such as `fr_FR`.
 *
 * A `payload` is what the bot receives: a link, e.g. of `story.link()`, or `GET_STARTED` for the event `start`.
 */
export type MessengerProfile = {
  /** The payload of the button that a new conversation begins with. */
  getStarted?: string | false;
  greeting?: PerLocale<string> | false;
  /** Questions to begin with, at most 4. */
  iceBreakers?: PerLocale<readonly { question: string; payload: string }[]> | false;
  /** The menu beside the text field, at most 20 entries. It needs `getStarted`. */
  menu?: PerLocale<readonly ({ title: string; payload: string } | { title: string; url: string })[]> | false;
  /** What people may write after a slash. Meta shows them in the menu's place. */
  commands?: PerLocale<readonly { name: string; description: string }[]> | false;
  /** Sites that may show pages inside Messenger, at most 50. */
  domains?: readonly string[] | false;
  /** An https address: where people link their account. */
  accountLinkingUrl?: string | false;
};

export type PerLocale<Value> = Value | { default: Value; [locale: string]: Value };

const some = <Item extends v.GenericSchema>(item: Item, max: number) =>
  v.pipe(
    v.array(item, "must be a list"),
    v.minLength(1, "must not be empty: write false to take it away"),
    v.maxLength(max, `must have at most ${max} entries`),
  );
const https = v.pipe(
  v.string("must be an address"),
  v.check((url) => /^https:\/\/[^\s/]+/.test(url) && URL.canParse(url), "must be an https address"),
);
const { profile: most } = limits;
const payload = words(limits.button.payload);

const perLocale = <Value extends v.GenericSchema>(value: Value) =>
  v.pipe(
    v.record(
      v.pipe(v.string(), v.regex(/^(?:default|[a-z]{2,3}_[A-Z]{2})$/, 'must be a name such as "fr_FR", or "default"')),
      value,
      "must be an object with a value for each language",
    ),
    v.check((values) => Object.hasOwn(values, "default"), 'must have a value for "default"'),
  );

const commandName = v.pipe(
  words(most.commandName),
  v.check((name) => !name.startsWith("/"), "must not begin with a slash"),
);

/** One field of the profile: how it is checked, what Meta calls it, and how Meta writes it. */
type Field = { meta: string; isPerLocale?: true; schema: v.GenericSchema; toMeta?: (value: unknown) => unknown };

const perLanguage = (key: string, entries?: (entries: object[]) => object[]) => (value: unknown) =>
  Object.entries(value as Record<string, unknown>).map(([locale, each]) => ({
    locale,
    [key]: entries === undefined ? each : entries(each as object[]),
  }));

const fields: Readonly<Record<keyof MessengerProfile, Field>> = {
  getStarted: { meta: "get_started", schema: payload, toMeta: (each) => ({ payload: each }) },
  greeting: {
    meta: "greeting",
    isPerLocale: true,
    schema: words(most.greeting),
    toMeta: perLanguage("text"),
  },
  iceBreakers: {
    meta: "ice_breakers",
    isPerLocale: true,
    schema: some(v.strictObject({ question: payload, payload }), most.iceBreakers),
    toMeta: perLanguage("call_to_actions"),
  },
  menu: {
    meta: "persistent_menu",
    isPerLocale: true,
    schema: some(menuEntry, most.menuItems),
    toMeta: perLanguage("call_to_actions", toMetaMenu),
  },
  commands: {
    meta: "commands",
    isPerLocale: true,
    schema: some(v.strictObject({ name: commandName, description: words(most.commandDescription) }), most.commands),
    toMeta: perLanguage("commands"),
  },
  domains: { meta: "whitelisted_domains", schema: some(webAddress, most.domains) },
  accountLinkingUrl: { meta: "account_linking_url", schema: https },
};

/** The fields as options, for forms and for misspelt names; {@link findProfileProblems} looks into their values. */
export const profileOptions: OptionsSchema["properties"] = Object.fromEntries(
  Object.keys(fields).map((name) => [name, { title: name, type: ["string", "object", "array", "boolean"] }]),
);

const names = Object.keys(fields) as (keyof MessengerProfile)[];

/** Names of the fields, as Meta has them. */
export const metaFields: readonly string[] = names.map((name) => fields[name].meta);

/** All mistakes, each naming its field. */
export function findProfileProblems(profile: MessengerProfile): string[] {
  const problems = names.flatMap((name) => {
    const value = profile[name];
    if (value === undefined || value === false) return [];
    const { schema, isPerLocale } = fields[name];
    const result = v.safeParse(isPerLocale === true ? perLocale(schema) : schema, inEachLanguage(name, value));
    return (result.issues ?? []).map((issue) => `profile.${[name, ...pathOf(issue)].join(".")} ${issue.message}.`);
  });
  const hasMenu = profile.menu !== undefined && profile.menu !== false;
  const needsStart = hasMenu && (profile.getStarted === undefined || profile.getStarted === false);
  return needsStart ? [...problems, 'profile.menu needs profile.getStarted: set it to "GET_STARTED".'] : problems;
}

function pathOf(issue: v.BaseIssue<unknown>): string[] {
  return (issue.path ?? []).map(({ key }) => String(key)).filter((key) => key !== "default");
}

/** What is given without languages holds for all. */
function inEachLanguage(name: keyof MessengerProfile, value: unknown): unknown {
  const isOne = typeof value === "string" || Array.isArray(value);
  return fields[name].isPerLocale === true && isOne ? { default: value } : value;
}

/** What Meta is to have, by Meta's names; `undefined`: nothing. Fields that the configuration leaves out are missing. */
export function toMetaProfile(profile: MessengerProfile): Map<string, unknown> {
  const given = names.flatMap((name): [string, unknown][] => {
    const value = profile[name];
    if (value === undefined) return [];
    const { meta, toMeta = (each: unknown) => each } = fields[name];
    return [[meta, value === false ? undefined : toMeta(inEachLanguage(name, value))]];
  });
  return new Map(given);
}
