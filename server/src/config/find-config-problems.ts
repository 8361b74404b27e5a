import { isIP } from "node:net";
import type { Bot } from "#bot/authoring/create-bot.ts";
import { storyRuleProblems, type StoryRules } from "#bot/routing/story-rules.ts";
import type { ChannelKind } from "#channel/channel-kind.ts";
import type { ConnectorDefinition } from "#channel/connector-definition.ts";
import { findOptionProblems } from "#channel/options-schema.ts";
import { retentionProblems } from "#operator/retention.ts";
import { parseS3Address } from "#channel/kit/s3-address.ts";
import { findConnectorsProblems, isConnector } from "./find-connectors-problems.ts";
import { deskProblems, isDeskSwitch } from "./desk.ts";
import { databaseParameterProblems } from "./database-parameters.ts";
import type { Env } from "./env.ts";
import { smallerShares } from "./shares.ts";
import { type SettingName, type SettingSchema, settings } from "./schema.ts";

/** Settings that nobody has looked at yet. */
type Unchecked = Readonly<Partial<Record<SettingName, unknown>>>;

/**
 * All that is wrong with the settings, each a sentence that names the place and says what to do. Values are not quoted.
 * @param env the settings among them that came from the environment.
 */
export function findConfigProblems(given: Unchecked, env: Env): string[] {
  const schema = { type: "object", properties: settings, required: ["bot", "connectors"] } as const;
  const problems = findOptionProblems(schema, given).map((problem) => withVariable(problem, env));
  for (const [name, check] of Object.entries(checks)) {
    const value = given[name as SettingName];
    const isKnown = problems.some((problem) => isAbout(problem, pathOf(name as SettingName, env)));
    if (value === undefined || isKnown || check(value)) continue;
    problems.push(`${pathOf(name as SettingName, env)} must be ${hintOf(name as SettingName, value)}.`);
  }
  problems.push(...lineProblems(given, env), ...shareProblems(given, env));
  if (typeof given.database === "string" && !problems.some((problem) => problem.startsWith(pathOf("database", env))))
    problems.push(
      ...databaseParameterProblems(given.database).map((problem) => `${pathOf("database", env)}: ${problem}.`),
    );
  if (given.database !== undefined && given.secret === undefined)
    problems.push(
      "secret is needed with a database that servers share, because all of them need the same; set CAUSERIE_SECRET.",
    );
  if (given.redis !== undefined && given.database === undefined)
    problems.push("redis is of use only where several servers share a database; set DATABASE_URL, or leave it out.");
  const connectors = Array.isArray(given.connectors) ? (given.connectors as unknown[]) : [];
  return [
    ...problems,
    ...findConnectorsProblems(connectors),
    ...kindProblems(given.channelKinds),
    ...ruleProblems(given, connectors),
    ...retentionProblemsOf(given, connectors),
    ...deskProblems(given),
  ];
}

/** Not about another setting whose name begins alike. */
function isAbout(problem: string, path: string): boolean {
  return problem.startsWith(path) && !/^\w/.test(problem.slice(path.length));
}

/** A part that is larger than its whole would bound nothing. */
function shareProblems(given: Unchecked, env: Env): string[] {
  return smallerShares.flatMap(([part, whole]) => {
    const [most, all] = [given[part], given[whole]];
    if (typeof most !== "number" || typeof all !== "number" || most <= all) return [];
    return [`${pathOf(part, env)} must be at most ${whole}: make the one smaller, or the other larger.`];
  });
}

/** After a rotation the kept file has two secrets, a line each: taken as one they would be a third. */
function lineProblems(given: Unchecked, env: Env): string[] {
  return (["secret", "previousSecret"] as const).flatMap((name) => {
    const value = given[name];
    if (typeof value !== "string" || !/[\r\n]/.test(value.trim())) return [];
    return [
      `${pathOf(name, env)} must be one line. Of a secret.key the first line is CAUSERIE_SECRET, and the second, the secret before, is CAUSERIE_PREVIOUS_SECRET.`,
    ];
  });
}

/** The name that the operator wrote: of the setting, or of its variable. */
function pathOf(name: SettingName, env: Env): string {
  const { env: variable }: SettingSchema = settings[name];
  return env[name] === undefined || variable === undefined ? name : `the environment variable ${variable}`;
}

function withVariable(problem: string, env: Env): string {
  const name = problem.split(" ", 1)[0] ?? "";
  return Object.hasOwn(settings, name) ? problem.replace(name, pathOf(name as SettingName, env)) : problem;
}

function hintOf(name: SettingName, value: unknown): string {
  const { mustBe } = settings[name];
  return isPromise(value) ? `${mustBe}; it is a promise: write await before it` : mustBe;
}

/** What the schema cannot say. They run on values of the right type only. */
const checks: Partial<Record<SettingName, (value: unknown) => boolean>> = {
  bot: isBot,
  connectors: (value) => Array.isArray(value) && value.length > 0,
  database: (value) => /^postgres(?:ql)?:\/\//.test(String(value)) && URL.canParse(String(value)),
  redis: (value) => /^rediss?:\/\//.test(String(value)) && URL.canParse(String(value)),
  proxy: (value) => isProxy(String(value)),
  files: (value) => parseS3Address(String(value)) !== undefined,
  scanner: (value) => isScanner(value),
  publicUrl: (value) => isPublicUrl(String(value)),
  host: (value) => isHost(String(value)),
  secret: (value) => isRandom(String(value)),
  previousSecret: (value) => isRandom(String(value)),
  desk: isDeskSwitch,
};

function isProxy(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, pathname, search, hash } = new URL(text);
  return (protocol === "http:" || protocol === "https:") && pathname === "/" && search === "" && hash === "";
}

function isScanner(value: unknown): boolean {
  if (typeof value === "string") return /^https?:\/\/[^@]+$/.test(value) && URL.canParse(value);
  return typeof (value as { scan?: unknown }).scan === "function";
}

/** By its parts, not by its class: the package may be installed twice. */
function isBot(value: unknown): value is Bot {
  if (typeof value !== "object" || value === null) return false;
  const { stories, train, fallback } = value as Partial<Bot>;
  return stories instanceof Map && typeof train === "function" && typeof fallback === "function";
}

function isPromise(value: unknown): boolean {
  return typeof value === "object" && value !== null && "then" in value;
}

/** A password in it would be shown to every visitor; a query or a fragment would stand in the middle of longer addresses. */
function isPublicUrl(text: string): boolean {
  if (!/^https?:\/\/[^\s?#]+$/.test(text) || !URL.canParse(text)) return false;
  const { username, password } = new URL(text);
  return username === "" && password === "";
}

/** An IP address, or a name of which the last part is no number (RFC 3986, 3.2.2; WHATWG URL, "ends in a number"). */
function isHost(text: string): boolean {
  if (isIP(text) !== 0) return true;
  const labels = text.split(".");
  return (
    labels.every((label) => /^[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?$/.test(label)) &&
    !/^\d+$/.test(labels.at(-1) ?? "")
  );
}

/** 32 times the same character is no secret. 32 random hexadecimal digits practically always have eight different ones. */
function isRandom(secret: string): boolean {
  return secret.length >= 32 && new Set(secret.replaceAll(/\s/g, "")).size >= 8;
}

function retentionProblemsOf({ retention, desk }: Unchecked, connectors: readonly unknown[]): string[] {
  if (typeof retention !== "object" || retention === null) return [];
  // The desk may have made the others, which the database knows: the start looks at them.
  const mayBeOfDesk = desk !== undefined && desk !== false && desk !== "off";
  const ids = connectors.filter(isConnector).map(({ id }) => id);
  return retentionProblems(retention, mayBeOfDesk ? undefined : ids);
}

/** By its parts, not by its class: anybody may write one. */
function kindProblems(given: unknown): string[] {
  const kinds: unknown[] = Array.isArray(given) ? given : [];
  return kinds.flatMap((kind, index) => {
    const { channel, title, options, create } = Object(kind) as Partial<ChannelKind>;
    const isKind = typeof channel === "string" && typeof title === "string" && typeof create === "function";
    return isKind && typeof options === "object"
      ? []
      : [
          `channelKinds[${index}] must be an object with channel, title, options and create, e.g. messengerKind({ … }).`,
        ];
  });
}

function ruleProblems({ bot, storyRules }: Unchecked, connectors: readonly unknown[]): string[] {
  if (!isBot(bot) || typeof storyRules !== "object" || storyRules === null) return [];
  const ids = connectors.filter((each): each is ConnectorDefinition => isConnector(each)).map(({ id }) => id);
  return storyRuleProblems(storyRules as StoryRules, bot, ids);
}
