import type { Bot } from "#bot/authoring/create-bot.ts";
import { storyRuleProblems, type StoryRules } from "#bot/routing/story-rules.ts";
import { type ConnectorDefinition, findConnectorProblems } from "#channel/connector-definition.ts";
import { ConfigError } from "#app/errors.ts";
import type { LogLevel } from "#app/logger.ts";
import type { Env } from "./env.ts";

/** What `causerie.config.ts` exports. The environment (PORT, HOST, CAUSERIE_…) wins over what stands here. */
export type CauserieConfig = {
  bot: Bot;
  /** The ways in and out: `web({ … })`, `messenger({ … })`. Several of a kind need different ids and paths. */
  connectors: readonly ConnectorDefinition[];
  /** What is decided about single stories here, without a change to the bot: switched off, redirected, ended with another. */
  storyRules?: StoryRules;
  /** Folder of the embedded database, made when it is missing. Default `causerie-data`. */
  data?: string;
  /** The address the world knows this server by. Default `http://localhost:<port>`. */
  publicUrl?: string;
  /** Address to listen on. Default: all. */
  host?: string;
  /** Default 3000; 0 takes any free port. */
  port?: number;
  /**
   * How many proxies of yours stand in front of the server: so many entries at the end of `X-Forwarded-For` are believed.
   * Default 0. Without it all visitors behind a proxy count as one address, and share its limits.
   */
  trustedProxies?: number;
  /** At least 32 characters, from which all keys are derived. Default: made once and kept in the data folder. */
  secret?: string;
  logLevel?: LogLevel;
  /** How many stories may be under way in one process, each in another conversation. Default 64; more wait their turn. */
  storiesAtOnce?: number;
  /**
   * What happens when a story throws in a timer, a callback or a promise that nobody awaits. `log`, the default: it is logged
   * with the story's name, and everybody else is answered. `exit`: the process ends, as Node does by itself.
   */
  lateStoryErrors?: "log" | "exit";
};

/**
 * Types a configuration file.
 *
 * ```ts
 * export default defineConfig({ bot, connectors: [web({ origins: ["https://www.example.com"] })] });
 * ```
 */
export function defineConfig(config: CauserieConfig): CauserieConfig {
  return config;
}

export type Settings = {
  bot: Bot;
  connectors: readonly ConnectorDefinition[];
  storyRules: StoryRules;
  data: string;
  /** Undefined: known once the port is. */
  publicUrl: string | undefined;
  host: string | undefined;
  port: number;
  trustedProxies: number;
  secret: string | undefined;
  logLevel: LogLevel;
  storiesAtOnce: number;
  lateStoryErrors: "log" | "exit";
};

/** @throws ConfigError that names every problem at once, those of the environment included. */
export function resolveSettings(config: CauserieConfig, env: Env, envProblems: readonly string[] = []): Settings {
  const publicUrl = (env.CAUSERIE_PUBLIC_URL ?? config.publicUrl)?.replace(/\/+$/, "");
  const settings: Settings = {
    bot: config.bot,
    connectors: config.connectors ?? [],
    storyRules: config.storyRules ?? {},
    data: env.CAUSERIE_DATA ?? config.data ?? "causerie-data",
    publicUrl,
    host: env.HOST ?? config.host,
    port: env.PORT ?? config.port ?? 3000,
    trustedProxies: env.CAUSERIE_TRUSTED_PROXIES ?? config.trustedProxies ?? 0,
    secret: env.CAUSERIE_SECRET ?? config.secret,
    logLevel: env.LOG_LEVEL ?? config.logLevel ?? "info",
    storiesAtOnce: env.CAUSERIE_STORIES_AT_ONCE ?? config.storiesAtOnce ?? 64,
    lateStoryErrors: config.lateStoryErrors ?? "log",
  };
  const problems = [
    ...envProblems,
    ...unknownSettings(config),
    ...settingsProblems(settings),
    ...connectorProblems(settings.connectors),
  ];
  if (problems.length > 0) throw new ConfigError(problems);
  return Object.freeze(settings);
}

const known = new Set<string>([
  "bot",
  "connectors",
  "storyRules",
  "data",
  "publicUrl",
  "host",
  "port",
  "trustedProxies",
  "secret",
  "logLevel",
  "storiesAtOnce",
  "lateStoryErrors",
] satisfies (keyof CauserieConfig)[]);

/** A misspelt name would be passed over without a word. */
function unknownSettings(config: CauserieConfig): string[] {
  return Object.keys(config)
    .filter((name) => !known.has(name))
    .map((name) => `${name}: there is no such setting; there are ${[...known].join(", ")}`);
}

/** More would need more memory than a process has, and serve nobody sooner. */
const mostStoriesAtOnce = 10_000;

function settingsProblems({
  bot,
  connectors,
  storyRules,
  publicUrl,
  port,
  trustedProxies,
  secret,
  storiesAtOnce,
  lateStoryErrors,
}: Settings): string[] {
  const problems: string[] = [];
  if (bot === undefined) problems.push("bot: is missing; make one with createBot({ stories, fallback })");
  if (connectors.length === 0)
    problems.push('connectors: is empty; add at least one, e.g. web({ origins: ["https://www.example.com"] })');
  if (publicUrl !== undefined && !(/^https?:\/\//.test(publicUrl) && URL.canParse(publicUrl)))
    problems.push("publicUrl: must be an address that begins with http:// or https://, e.g. https://chat.example.com");
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    problems.push("port: must be a whole number from 0 to 65535");
  if (!Number.isInteger(trustedProxies) || trustedProxies < 0)
    problems.push("trustedProxies: must be the number of proxies in front of the server, 0 or more");
  if (!Number.isInteger(storiesAtOnce) || storiesAtOnce < 1 || storiesAtOnce > mostStoriesAtOnce)
    problems.push(`storiesAtOnce: must be a whole number from 1 to ${mostStoriesAtOnce}`);
  if (!["log", "exit"].includes(lateStoryErrors)) problems.push('lateStoryErrors: must be "log" or "exit"');
  if (secret !== undefined && secret.length < 32)
    problems.push("secret: must have at least 32 characters, e.g. from: openssl rand -base64 32");
  if (bot !== undefined)
    problems.push(
      ...storyRuleProblems(
        storyRules,
        bot,
        connectors.map(({ id }) => id),
      ),
    );
  return problems;
}

function connectorProblems(connectors: readonly ConnectorDefinition[]): string[] {
  const problems = connectors.flatMap((connector) =>
    findConnectorProblems(connector).map((problem) => `connector "${connector.id}": ${problem}`),
  );
  for (const [index, connector] of connectors.entries()) {
    for (const other of connectors.slice(0, index)) {
      if (other.id === connector.id) problems.push(`connectors: two have the id "${connector.id}"; give each its own`);
      else if (overlap(other.path, connector.path)) {
        problems.push(
          `connectors "${other.id}" and "${connector.id}": the paths ${other.path} and ${connector.path} overlap; give each its own`,
        );
      }
    }
  }
  return problems;
}

/** `/web` and `/web/shop` overlap: the first would get the second's requests. */
function overlap(one: string, other: string): boolean {
  return `${one}/`.startsWith(`${other}/`) || `${other}/`.startsWith(`${one}/`);
}
