import * as v from "valibot";

const port = v.pipe(
  v.string(),
  v.regex(/^\d{1,5}$/),
  v.transform(Number),
  v.check((value) => value <= 65_535),
);

export const databaseUrlHint =
  "postgres://user:password@host:5432/database, with special characters of the password as %XX, e.g. @ as %40";

export function isDatabaseUrl(url: string): boolean {
  return /^postgres(?:ql)?:\/\//.test(url) && URL.canParse(url);
}

export const redisUrlHint =
  "redis://:password@host:6379, or rediss:// for TLS, with special characters of the password as %XX, e.g. @ as %40";

export function isRedisUrl(url: string): boolean {
  return /^rediss?:\/\//.test(url) && URL.canParse(url);
}

/** Every environment variable that the server reads. `.env.example` names the same ones; a test compares. */
export const environment = {
  PORT: { schema: port, hint: "a port number from 0 to 65535; 0 takes any free one" },
  HOST: { schema: v.pipe(v.string(), v.minLength(1)), hint: "the address to listen on, e.g. 127.0.0.1 or ::" },
  CAUSERIE_DATA: { schema: v.pipe(v.string(), v.minLength(1)), hint: "the folder of the embedded database" },
  DATABASE_URL: { schema: v.pipe(v.string(), v.check(isDatabaseUrl)), hint: databaseUrlHint },
  REDIS_URL: { schema: v.pipe(v.string(), v.check(isRedisUrl)), hint: redisUrlHint },
  CAUSERIE_PUBLIC_URL: {
    schema: v.pipe(v.string(), v.url()),
    hint: "the address the world knows this server by, e.g. https://chat.example.com",
  },
  CAUSERIE_TRUSTED_PROXIES: {
    schema: v.pipe(v.string(), v.regex(/^\d{1,2}$/), v.transform(Number)),
    hint: "the number of proxies in front of the server, e.g. 1",
  },
  CAUSERIE_SECRET: {
    schema: v.pipe(v.string(), v.minLength(32)),
    hint: "at least 32 random characters, e.g. from: openssl rand -base64 32",
  },
  LOG_LEVEL: {
    schema: v.picklist(["silent", "error", "warn", "info", "debug"]),
    hint: "silent, error, warn, info or debug",
  },
} as const;

type Name = keyof typeof environment;
export type Env = { [Key in Name]?: v.InferOutput<(typeof environment)[Key]["schema"]> };

/** Reads and checks the environment; `problems` names each variable that is wrong, never its value. Empty is unset. */
export function readEnv(variables: Record<string, string | undefined> = process.env): { env: Env; problems: string[] } {
  const env: Record<string, unknown> = {};
  const problems: string[] = [];
  for (const [name, { schema, hint }] of Object.entries(environment)) {
    const value = variables[name];
    if (value === undefined || value === "") continue;
    const result = v.safeParse<v.GenericSchema>(schema, value);
    if (result.success) env[name] = result.output;
    else problems.push(`the environment variable ${name} must be ${hint}`);
  }
  return { env, problems };
}
