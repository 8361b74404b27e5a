import type { OptionSchema } from "#channel/options-schema.ts";

/** `env`: the environment variable that wins over the file. `example`: what stands in `.env.example`. */
export type SettingSchema = OptionSchema & { readonly env?: string };

/**
 * Every setting of the server, once: the file, the environment, `causerie check`, the documents and forms read this.
 * Connectors have schemas of their own, `bot` and `connectors` are objects that only code can make.
 */
export const settings = {
  bot: { title: "Bot", type: "object", mustBe: "what createBot({ stories, fallback }) returns" },
  connectors: {
    title: "Connectors",
    type: "array",
    mustBe: 'a list with at least one connector, e.g. [web({ origins: ["https://www.example.com"] })]',
  },
  channelKinds: {
    title: "Kinds of channels",
    description: "what channels can be made of at the desk, beside web, Messenger and WhatsApp",
    type: "array",
    mustBe: "a list of kinds of channels, e.g. [messengerKind({ appId, appSecret })]",
  },
  storyRules: {
    title: "Story rules",
    type: "object",
    mustBe: "an object with the id of a story for each rule, e.g. { fares: { enabled: false } }",
  },
  data: {
    title: "Data folder",
    description: "the folder of the embedded database and of files, made when missing",
    type: "string",
    pattern: "[^\\0]*[^\\0\\s][^\\0]*",
    default: "causerie-data",
    mustBe: "the folder of the embedded database",
    env: "CAUSERIE_DATA",
  },
  database: {
    title: "Database",
    description: "PostgreSQL in place of the embedded database; several servers may share it. It needs a secret",
    type: "string",
    writeOnly: true,
    mustBe:
      "postgres://user:password@host:5432/database, with special characters of the password as %XX, e.g. @ as %40",
    env: "DATABASE_URL",
  },
  redis: {
    title: "Redis",
    description: "signals and limits of several servers; without it PostgreSQL carries them",
    type: "string",
    writeOnly: true,
    mustBe:
      "redis://:password@host:6379, or rediss:// for TLS, with special characters of the password as %XX, e.g. @ as %40",
    env: "REDIS_URL",
  },
  proxy: {
    title: "Proxy",
    description:
      "through which platforms and services are called by HTTP, where this machine reaches them in no other way",
    type: "string",
    writeOnly: true,
    mustBe:
      "http://user:password@host:3128, or https:// for TLS to the proxy, with special characters of the password as %XX",
    env: "CAUSERIE_PROXY",
  },
  noProxy: {
    title: "Not through the proxy",
    description: "hosts that are called directly, with commas between them",
    type: "string",
    pattern: "[^\\s]*",
    default: "localhost,127.0.0.1,[::1]",
    mustBe: "a list of hosts without blanks, e.g. localhost,.intra.example",
    env: "CAUSERIE_NO_PROXY",
  },
  files: {
    title: "Files",
    description:
      "a bucket that speaks S3, in place of the data folder, for the files that people send; the keys are those of all programs of AWS",
    type: "string",
    mustBe:
      "s3://bucket/prefix?region=eu-central-1, with &endpoint=https://minio.example.com for a store beside AWS, and without keys",
    env: "CAUSERIE_FILES",
  },
  scanner: {
    title: "File scanner",
    description:
      "looks at the files that visitors send before anybody gets them: an address that is asked by HTTP, or an object with a method scan",
    type: ["string", "object"],
    mustBe: "an address that begins with http:// or https://, or an object with a method scan",
    env: "CAUSERIE_SCANNER",
  },
  publicUrl: {
    title: "Public address",
    description: "the address the world knows this server by",
    type: "string",
    mustBe: "an address that begins with http:// or https://, e.g. https://chat.example.com",
    env: "CAUSERIE_PUBLIC_URL",
  },
  host: {
    title: "Host",
    description: "the address to listen on; all, if none is named",
    type: "string",
    mustBe: "the address or the name of a network of this machine, e.g. 127.0.0.1 or ::",
    env: "HOST",
  },
  port: {
    title: "Port",
    description: "the port to listen on",
    type: "integer",
    minimum: 0,
    maximum: 65_535,
    default: 3000,
    mustBe: "a port number from 0 to 65535; 0 takes any free one",
    env: "PORT",
  },
  trustedProxies: {
    title: "Proxies",
    description:
      'how many proxies of yours stand in front of a server on its own port; an application of yours says app.set("trust proxy", …)',
    type: "integer",
    minimum: 0,
    maximum: 99,
    default: 0,
    mustBe: "the number of proxies in front of the server, e.g. 1",
    env: "CAUSERIE_TRUSTED_PROXIES",
  },
  secret: {
    title: "Secret",
    description: "random characters from which all keys derive; made once and kept in the data folder, if none is set",
    type: "string",
    writeOnly: true,
    mustBe: "at least 32 random characters, e.g. from: openssl rand -base64 32",
    env: "CAUSERIE_SECRET",
  },
  storiesAtOnce: {
    title: "Stories at once",
    description:
      "how many stories may be at work in one process, each in another conversation; more wait their turn, and one that takes longer than 250 ms gives its place to the next",
    type: "integer",
    minimum: 1,
    // More would need more memory than a process has, and serve nobody sooner.
    maximum: 10_000,
    default: 64,
    mustBe: "a whole number from 1 to 10000",
    env: "CAUSERIE_STORIES_AT_ONCE",
  },
  maxStories: {
    title: "Stories under way",
    description:
      "how many stories may be under way in one process, at work or waiting for others; 32 for each of storiesAtOnce",
    type: "integer",
    minimum: 1,
    maximum: 320_000,
    mustBe: "a whole number from 1 to 320000",
    env: "CAUSERIE_MAX_STORIES",
  },
  storiesPerConnector: {
    title: "Stories of a connector",
    description: "how many of them may be of one connector; half of them",
    type: "integer",
    minimum: 1,
    maximum: 320_000,
    mustBe: "a whole number from 1 to 320000",
    env: "CAUSERIE_STORIES_PER_CONNECTOR",
  },
  storiesPerNetwork: {
    title: "Stories of a network address",
    description: "how many of them may be of one network address or person; an eighth of them",
    type: "integer",
    minimum: 1,
    maximum: 320_000,
    mustBe: "a whole number from 1 to 320000",
    env: "CAUSERIE_STORIES_PER_NETWORK",
  },
  maxDeliveries: {
    title: "Deliveries under way",
    description: "how many deliveries may be under way in one process",
    type: "integer",
    minimum: 1,
    maximum: 10_000,
    default: 1_000,
    mustBe: "a whole number from 1 to 10000",
    env: "CAUSERIE_MAX_DELIVERIES",
  },
  deliveriesPerConnector: {
    title: "Deliveries of a connector",
    description: "how many of them may be of one connector",
    type: "integer",
    minimum: 1,
    maximum: 10_000,
    default: 256,
    mustBe: "a whole number from 1 to 10000",
    env: "CAUSERIE_DELIVERIES_PER_CONNECTOR",
  },
  deliveriesPerKind: {
    title: "Deliveries of a kind",
    description: "how many of those may be words, and how many files",
    type: "integer",
    minimum: 1,
    maximum: 10_000,
    default: 128,
    mustBe: "a whole number from 1 to 10000",
    env: "CAUSERIE_DELIVERIES_PER_KIND",
  },
  maxLoopDelayMs: {
    title: "Slow event loop",
    description:
      "milliseconds of the event loop's delay (p99) beyond which, after 5 s, new conversations are answered 503; 0 never does",
    type: "integer",
    minimum: 0,
    maximum: 60_000,
    default: 200,
    mustBe: "a whole number of milliseconds from 0 to 60000",
    env: "CAUSERIE_MAX_LOOP_DELAY_MS",
  },
  maxWaitingWrites: {
    title: "Waiting writes",
    description:
      "writes that wait to be stored, beyond which new conversations are answered 503; 0 never does. Beyond 10,000 messages are, too",
    type: "integer",
    minimum: 0,
    maximum: 10_000,
    default: 2_000,
    mustBe: "a whole number from 0 to 10000",
    env: "CAUSERIE_MAX_WAITING_WRITES",
  },
  lateStoryErrors: {
    title: "Late errors of stories",
    description:
      "what happens when a story throws in a timer or a promise that nobody awaits: it is logged, or the process ends",
    type: "string",
    enum: ["log", "exit"],
    default: "log",
    mustBe: "log or exit",
  },
  previousSecret: {
    title: "Previous secret",
    description:
      "the secret before, when it was changed: what it signed stays valid; remove it after the longest `refreshTtl`",
    type: "string",
    writeOnly: true,
    mustBe: "the secret of before, which has at least 32 characters",
    env: "CAUSERIE_PREVIOUS_SECRET",
  },
  metricsToken: {
    title: "Metrics token",
    description: "who sends it as a bearer token may read /metrics; without it there is no such page",
    type: "string",
    pattern: "[A-Za-z0-9._~+/=-]{16,200}",
    writeOnly: true,
    mustBe: "16 to 200 letters, digits or . _ ~ + / = -, e.g. from: openssl rand -base64 32",
    env: "CAUSERIE_METRICS_TOKEN",
  },
  desk: {
    title: "Desk",
    description:
      "the pages at /desk, where the team sets up channels and answers visitors; true, or an object with sessionHours (12), idleMinutes (60), passwords (true) and oidc",
    type: ["boolean", "object", "string"],
    default: false,
    mustBe: "true or false, or an object, e.g. { sessionHours: 12, idleMinutes: 60 }; in the environment on or off",
    env: "CAUSERIE_DESK",
  },
  deskClientSecret: {
    title: "Client secret of the desk",
    description: "what proves to the provider of desk.oidc that it is this server",
    type: "string",
    pattern: "\\S(?:.*\\S)?",
    writeOnly: true,
    mustBe: "the client secret that the provider of desk.oidc has given you",
    env: "CAUSERIE_DESK_CLIENT_SECRET",
  },
  retention: {
    title: "Retention",
    description: "after how many days what is kept goes, by kind and by connector; what is not named is kept",
    type: "object",
    mustBe: "an object with numbers of days, e.g. { conversations: 365, files: 30 }",
  },
  logLevel: {
    title: "Log level",
    type: "string",
    enum: ["silent", "error", "warn", "info", "debug"],
    default: "info",
    mustBe: "silent, error, warn, info or debug",
    env: "LOG_LEVEL",
  },
} as const satisfies Record<string, SettingSchema>;

export type SettingName = keyof typeof settings;
