import type { Bot } from "#bot/authoring/create-bot.ts";
import type { StoryRules } from "#bot/routing/story-rules.ts";
import type { ChannelKind } from "#channel/channel-kind.ts";
import type { ConnectorDefinition } from "#channel/connector-definition.ts";
import type { FileScanner } from "#channel/host/file-scanner.ts";
import { ConfigError } from "#app/errors.ts";
import type { Retention } from "#operator/retention.ts";
import type { LogLevel } from "#app/logger.ts";
import type { DeskOptions, DeskSettings } from "#desk/settings.ts";
import { deskOf } from "./desk.ts";
import type { Env } from "./env.ts";
import { findConfigProblems } from "./find-config-problems.ts";
import { settings } from "./schema.ts";
import { type Shares, sharesOf } from "./shares.ts";

/** What `causerie.config.ts` exports. The environment (PORT, HOST, CAUSERIE_…) wins over what stands here. */
export type CauserieConfig = {
  bot: Bot;
  /** The ways in and out: `web({ … })`, `messenger({ … })`. Several of a kind need different ids and paths. */
  connectors: readonly ConnectorDefinition[];
  /**
   * What channels can be made of at the desk, beside web, Messenger and WhatsApp: connectors of your own, or `messengerKind({ … })` with what all pages share.
   *
   * ```ts
   * channelKinds: [telegramKind, messengerKind({ appId: "1517776481860111", appSecret: process.env.MESSENGER_APP_SECRET })],
   * ```
   */
  channelKinds?: readonly ChannelKind[];
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
  /**
   * `http://user:password@host:3128`: platforms and services are called through this proxy. Better set as CAUSERIE_PROXY, because it may hold a
   * password. It does nothing in an application of yours (`startBackend`): start Node with NODE_USE_ENV_PROXY=1 and HTTPS_PROXY there.
   */
  proxy?: string;
  /** Hosts that are called directly, with commas between them. Default: this machine. */
  noProxy?: string;
  /**
   * `s3://bucket/prefix?region=eu-central-1&endpoint=https://minio.example.com`: the files that people send are kept there in place of the data folder.
   * The keys are those of all programs of AWS (`AWS_ACCESS_KEY_ID`, roles). It needs the package `@aws-sdk/client-s3`.
   */
  files?: string;
  /**
   * Looks at the files that visitors send before anybody gets them: a program of yours, or the address of one that is asked by HTTP, e.g.
   * `http://localhost:8090/scan`. Default: what passes the server's own checks is clean.
   */
  scanner?: string | FileScanner;
  /** The address the world knows this server by. Default `http://localhost:<port>`. */
  publicUrl?: string;
  /** Address to listen on. Default: all. */
  host?: string;
  /** Default 3000; 0 takes any free port. */
  port?: number;
  /**
   * How many proxies of yours stand in front of the server: so many entries at the end of `X-Forwarded-For` are believed.
   * Default 0. Without it all visitors behind a proxy count as one address, and share its limits. It does nothing in an
   * application of yours (`startBackend`), which says `app.set("trust proxy", …)` itself.
   */
  trustedProxies?: number;
  /** At least 32 characters, from which all keys are derived. Default: made once and kept in the data folder. */
  secret?: string;
  /** The secret of before, when `secret` was changed: the sessions and buttons that it signed stay valid. */
  previousSecret?: string;
  /** Whoever sends it as a bearer token may read `/metrics`. 16 characters or more. Default: there is no such page. */
  metricsToken?: string;
  /**
   * After how many days what is kept goes, by kind, and other on single connectors. What is not named is kept for good.
   *
   * ```ts
   * retention: { conversations: 365, files: 30, deliveries: 30, connectors: { page: { conversations: 90 } } }
   * ```
   */
  retention?: Retention;
  /**
   * The pages at `/desk`, where the team sets up channels and answers visitors: `true`, or how long people stay signed in and by what. Default: there are none.
   * It needs HTTPS, except at localhost.
   *
   * ```ts
   * desk: { sessionHours: 12, idleMinutes: 60 }
   * ```
   */
  desk?: boolean | DeskOptions;
  /** What proves to `desk.oidc` that it is this server. Better set as CAUSERIE_DESK_CLIENT_SECRET. */
  deskClientSecret?: string;
  logLevel?: LogLevel;
  /**
   * How many stories may be at work in one process, each in another conversation. Default 64; more wait their turn. A story
   * that takes longer than 250 ms gives its place to the next and goes on; 32 for each place may be under way, half of them of
   * one connector, an eighth of one network address.
   */
  storiesAtOnce?: number;
  /** How many stories may be under way, at work or waiting for others. Default: 32 for each of `storiesAtOnce`. */
  maxStories?: number;
  /** How many of them may be of one connector. Default: half of them. */
  storiesPerConnector?: number;
  /** How many of them may be of one network address, or where a channel tells of none, of one person. Default: an eighth of them. */
  storiesPerNetwork?: number;
  /** How many deliveries may be under way in one process. Default 1,000. */
  maxDeliveries?: number;
  /** How many of them may be of one connector, e.g. of one page. Default 256. */
  deliveriesPerConnector?: number;
  /** How many of those may be words, and how many files that the channel has to fetch. Default 128. */
  deliveriesPerKind?: number;
  /**
   * When the event loop's delay (p99) has been above this for 5 s, new conversations are answered 503 until it is not;
   * those that run go on. In milliseconds, default 200; 0 never does that.
   */
  maxLoopDelayMs?: number;
  /** The same while more writes than this wait to be stored. Default 2,000; 0 never does that. */
  maxWaitingWrites?: number;
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

export type Settings = Shares & {
  bot: Bot;
  connectors: readonly ConnectorDefinition[];
  channelKinds: readonly ChannelKind[];
  storyRules: StoryRules;
  data: string;
  /** Address of PostgreSQL, with its password. Undefined: the embedded database. */
  database: string | undefined;
  /** Address of Redis, with its password. */
  redis: string | undefined;
  /** Address of the proxy, with its password. */
  proxy: string | undefined;
  noProxy: string;
  /** The address of a bucket. Undefined: a folder beside the data. */
  files: string | undefined;
  scanner: string | FileScanner | undefined;
  /** Undefined: known once the port is. */
  publicUrl: string | undefined;
  host: string | undefined;
  port: number;
  trustedProxies: number;
  secret: string | undefined;
  previousSecret: string | undefined;
  metricsToken: string | undefined;
  retention: Retention;
  /** Undefined: there is no desk. */
  desk: DeskSettings | undefined;
  /** Also in `desk.oidc`, which wins. */
  deskClientSecret: string | undefined;
  logLevel: LogLevel;
  storiesAtOnce: number;
  maxLoopDelayMs: number;
  maxWaitingWrites: number;
  lateStoryErrors: "log" | "exit";
};

/**
 * @param config what the file exports; often it comes from JavaScript, so its type cannot be trusted.
 * @throws ConfigError that names every problem at once, those of the environment included.
 */
export function resolveSettings(config: CauserieConfig, env: Env, envProblems: readonly string[] = []): Settings {
  const given: unknown = config;
  if (!isConfiguration(given)) throw new ConfigError([...envProblems, notAConfiguration]);
  const merged = { ...definedOf(given), ...env };
  const problems = [...envProblems, ...findConfigProblems(merged, env)];
  if (problems.length > 0) throw new ConfigError(problems);
  const settled = merged as CauserieConfig;
  const { data, port, trustedProxies, storiesAtOnce, lateStoryErrors, logLevel } = settings;
  const { maxLoopDelayMs, maxWaitingWrites } = settings;
  return Object.freeze({
    bot: settled.bot,
    connectors: settled.connectors,
    channelKinds: settled.channelKinds ?? [],
    storyRules: settled.storyRules ?? {},
    data: settled.data ?? data.default,
    database: settled.database,
    redis: settled.redis,
    proxy: settled.proxy,
    noProxy: settled.noProxy ?? settings.noProxy.default,
    files: settled.files,
    scanner: settled.scanner,
    publicUrl: settled.publicUrl?.replace(/\/+$/, ""),
    host: settled.host,
    port: settled.port ?? port.default,
    trustedProxies: settled.trustedProxies ?? trustedProxies.default,
    secret: settled.secret,
    previousSecret: settled.previousSecret,
    metricsToken: settled.metricsToken,
    storiesAtOnce: settled.storiesAtOnce ?? storiesAtOnce.default,
    ...sharesOf({ ...settled, storiesAtOnce: settled.storiesAtOnce ?? storiesAtOnce.default }),
    maxLoopDelayMs: settled.maxLoopDelayMs ?? maxLoopDelayMs.default,
    maxWaitingWrites: settled.maxWaitingWrites ?? maxWaitingWrites.default,
    lateStoryErrors: settled.lateStoryErrors ?? lateStoryErrors.default,
    retention: settled.retention ?? {},
    desk: deskOf(given.desk, env.desk, settled.deskClientSecret),
    deskClientSecret: settled.deskClientSecret,
    logLevel: settled.logLevel ?? logLevel.default,
  });
}

/** What a configuration file must export, as the operator reads it. */
export const notAConfiguration =
  "the configuration must be an object: export default defineConfig({ bot, connectors: [ … ] })";

/** Whether it is an object at all, and not e.g. a promise of one. */
export function isConfiguration(given: unknown): given is Partial<CauserieConfig> {
  return typeof given === "object" && given !== null && !Array.isArray(given) && !("then" in given);
}

/** A setting that is undefined counts as left out. */
function definedOf(config: Partial<CauserieConfig>): Partial<CauserieConfig> {
  return Object.fromEntries(Object.entries(config).filter(([, value]) => value !== undefined));
}
