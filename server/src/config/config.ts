import type { Bot } from "#bot/authoring/create-bot.ts";
import { storyRuleProblems, type StoryRules } from "#bot/routing/story-rules.ts";
import { type ConnectorDefinition, findConnectorProblems } from "#channel/connector-definition.ts";
import { ConfigError } from "#app/errors.ts";
import type { LogLevel } from "#app/logger.ts";
import { databaseUrlHint, type Env, isDatabaseUrl, isRedisUrl, redisUrlHint } from "./env.ts";

/** What `causerie.config.ts` exports. The environment (PORT, HOST, CAUSERIE_…) wins over what stands here. */
export type CauserieConfig = {
  bot: Bot;
  /** The ways in and out: `web({ … })`, `messenger({ … })`. Several of a kind need different ids and paths. */
  connectors: readonly ConnectorDefinition[];
  /** What is decided about single stories here, without a change to the bot: switched off, redirected, ended with another. */
  storyRules?: StoryRules;
  /** Folder of the embedded database and of files, made when it is missing. Default `causerie-data`. */
  data?: string;
  /**
   * `postgres://user:password@host:5432/database`: everything is kept there in place of the embedded database, and several
   * servers may share it. Needs `secret`. Better set as DATABASE_URL, because it holds a password.
   */
  database?: string;
  /**
   * `redis://:password@host:6379`: servers that share a database tell each other what happens through it, and count limits
   * there. Without it they use the database. Better set as REDIS_URL, because it holds a password.
   */
  redis?: string;
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
  /** Address of PostgreSQL, with its password. Undefined: the embedded database. */
  database: string | undefined;
  /** Address of Redis, with its password. */
  redis: string | undefined;
  /** Undefined: known once the port is. */
  publicUrl: string | undefined;
  host: string | undefined;
  port: number;
  trustedProxies: number;
  secret: string | undefined;
  logLevel: LogLevel;
};

/** @throws ConfigError that names every problem at once, those of the environment included. */
export function resolveSettings(config: CauserieConfig, env: Env, envProblems: readonly string[] = []): Settings {
  const publicUrl = (env.CAUSERIE_PUBLIC_URL ?? config.publicUrl)?.replace(/\/+$/, "");
  const settings: Settings = {
    bot: config.bot,
    connectors: config.connectors ?? [],
    storyRules: config.storyRules ?? {},
    data: env.CAUSERIE_DATA ?? config.data ?? "causerie-data",
    database: env.DATABASE_URL ?? config.database,
    redis: env.REDIS_URL ?? config.redis,
    publicUrl,
    host: env.HOST ?? config.host,
    port: env.PORT ?? config.port ?? 3000,
    trustedProxies: env.CAUSERIE_TRUSTED_PROXIES ?? config.trustedProxies ?? 0,
    secret: env.CAUSERIE_SECRET ?? config.secret,
    logLevel: env.LOG_LEVEL ?? config.logLevel ?? "info",
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
  "database",
  "redis",
  "publicUrl",
  "host",
  "port",
  "trustedProxies",
  "secret",
  "logLevel",
] satisfies (keyof CauserieConfig)[]);

/** A misspelt name would be passed over without a word. */
function unknownSettings(config: CauserieConfig): string[] {
  return Object.keys(config)
    .filter((name) => !known.has(name))
    .map((name) => `${name}: there is no such setting; there are ${[...known].join(", ")}`);
}

function settingsProblems({
  bot,
  connectors,
  storyRules,
  database,
  redis,
  publicUrl,
  port,
  trustedProxies,
  secret,
}: Settings): string[] {
  const problems: string[] = [];
  if (bot === undefined) problems.push("bot: is missing; make one with createBot({ stories, fallback })");
  if (connectors.length === 0)
    problems.push('connectors: is empty; add at least one, e.g. web({ origins: ["https://www.example.com"] })');
  if (database !== undefined && !isDatabaseUrl(database)) problems.push(`database: must be ${databaseUrlHint}`);
  if (redis !== undefined && !isRedisUrl(redis)) problems.push(`redis: must be ${redisUrlHint}`);
  if (redis !== undefined && database === undefined)
    problems.push("redis: is of use only where several servers share a database; set DATABASE_URL, or leave it out");
  if (database !== undefined && secret === undefined)
    problems.push(
      "secret: is needed with a database that servers share, because all of them need the same; set CAUSERIE_SECRET",
    );
  if (publicUrl !== undefined && !(/^https?:\/\//.test(publicUrl) && URL.canParse(publicUrl)))
    problems.push("publicUrl: must be an address that begins with http:// or https://, e.g. https://chat.example.com");
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    problems.push("port: must be a whole number from 0 to 65535");
  if (!Number.isInteger(trustedProxies) || trustedProxies < 0)
    problems.push("trustedProxies: must be the number of proxies in front of the server, 0 or more");
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
