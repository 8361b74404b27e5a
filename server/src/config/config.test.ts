import { mkdtempDisposableSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, expectTypeOf, test } from "vitest";
import { createBot } from "#bot/authoring/create-bot.ts";
import type { ConnectorDefinition } from "#channel/connector-definition.ts";
import { ConfigError } from "#app/errors.ts";
import { type CauserieConfig, resolveSettings } from "./config.ts";
import { environment, readEnv } from "./env.ts";
import type { SettingName } from "./schema.ts";
import { deriveKeys, fingerprint, keptSecrets, rotateSecret } from "./secret.ts";

const bot = createBot({ stories: [], fallback: () => "?" });

function connector(id: string, path: string, problems: string[] = []): ConnectorDefinition {
  return {
    id,
    channel: "test",
    path,
    problems: () => problems,
    start: () => {
      throw new Error("not started in these tests");
    },
  };
}

function problemsOf(config: CauserieConfig, variables: Record<string, string> = {}): readonly string[] {
  const { env, problems } = readEnv(variables);
  try {
    resolveSettings(config, env, problems);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
}

test("all problems of a configuration are reported at once, with their places, without the values", () => {
  const found = problemsOf(
    {
      bot,
      connectors: [
        connector("page", "/fb", ["appSecret: is missing"]),
        connector("page", "/fb2"),
        connector("shop", "/fb/shop"),
      ],
      publicUrl: "chat.example.com",
      secret: "hunter2",
    },
    { PORT: "http", LOG_LEVEL: "loud" },
  );
  expect(found).toEqual([
    "the environment variable PORT must be a port number from 0 to 65535; 0 takes any free one.",
    "the environment variable LOG_LEVEL must be silent, error, warn, info or debug.",
    "publicUrl must be an address that begins with http:// or https://, e.g. https://chat.example.com.",
    "secret must be at least 32 random characters, e.g. from: openssl rand -base64 32.",
    'connector "page": appSecret: is missing',
    'connectors: two have the id "page"; give each its own.',
    'connectors "page" and "shop": the paths /fb and /fb/shop overlap; give each its own.',
  ]);
  expect(found.join()).not.toContain("hunter2");
});

test.each(["http://exa mple", "https://", "ftp://chat.example.com", "http://[::1"])(
  "a public URL that is no address (%s) is named, wherever it comes from",
  (publicUrl) => {
    const problem = expect.stringMatching(/^publicUrl must be an address/) as string;
    expect(problemsOf({ bot, connectors: [connector("a", "/a")], publicUrl })).toEqual([problem]);
  },
);

test("the environment wins over the file, and an empty variable counts as unset", () => {
  const { env } = readEnv({ PORT: "8080", CAUSERIE_DATA: "", CAUSERIE_PUBLIC_URL: "https://chat.example.com/" });
  const settings = resolveSettings({ bot, connectors: [connector("a", "/a")], port: 1, data: "here" }, env);
  expect(settings).toMatchObject({ port: 8080, data: "here", publicUrl: "https://chat.example.com" });
});

test("the schema has the settings of the type, and no other", () => {
  expectTypeOf<SettingName>().toEqualTypeOf<keyof CauserieConfig>();
});

test("every setting that the environment can give is read from it, and its mistakes bear the variable's name", () => {
  const values: Record<string, string> = {
    PORT: "8080",
    HOST: "127.0.0.1",
    CAUSERIE_DATA: "/tmp/d",
    CAUSERIE_PUBLIC_URL: "https://chat.example.com",
    CAUSERIE_TRUSTED_PROXIES: "2",
    CAUSERIE_MAX_LOOP_DELAY_MS: "300",
    CAUSERIE_MAX_WAITING_WRITES: "0",
    CAUSERIE_SECRET: "an-unusual-secret-of-some-40-characters!",
    CAUSERIE_PREVIOUS_SECRET: "another-secret-of-some-more-40-characters!",
    CAUSERIE_METRICS_TOKEN: "0123456789abcdef",
    DATABASE_URL: "postgres://a:b@localhost/c",
    REDIS_URL: "redis://localhost",
    CAUSERIE_PROXY: "http://a:b@proxy.example:3128",
    CAUSERIE_NO_PROXY: "localhost,.intra.example",
    CAUSERIE_FILES: "s3://files/chat?region=eu-central-1",
    CAUSERIE_SCANNER: "http://localhost:8090/scan",
    CAUSERIE_STORIES_AT_ONCE: "128",
    CAUSERIE_MAX_STORIES: "500",
    CAUSERIE_STORIES_PER_CONNECTOR: "300",
    CAUSERIE_STORIES_PER_NETWORK: "20",
    CAUSERIE_MAX_DELIVERIES: "400",
    CAUSERIE_DELIVERIES_PER_CONNECTOR: "60",
    CAUSERIE_DELIVERIES_PER_KIND: "30",
    CAUSERIE_DESK: "on",
    CAUSERIE_DESK_CLIENT_SECRET: "what the provider has given",
    LOG_LEVEL: "warn",
  };
  expect(Object.keys(values).sort()).toEqual([...environment.keys()].sort());
  const { env } = readEnv(values);
  const settings = resolveSettings({ bot, connectors: [connector("a", "/a")] }, env);
  expect(settings.desk).toEqual({ sessionHours: 12, idleMinutes: 60, passwords: true });
  const asTheyAre = Array.from(environment).filter(([, name]) => name !== "desk");
  for (const [variable, name] of asTheyAre) expect(`${settings[name] as string | number}`).toBe(values[variable]);
  const wrong = Object.fromEntries(Object.keys(values).map((name) => [name, " "]));
  const problems = problemsOf({ bot, connectors: [connector("a", "/a")] }, wrong);
  expect(problems.map((problem) => problem.split(" ")[3])).toEqual(expect.arrayContaining([...environment.keys()]));
});

test.each(["proxy.example:3128", "socks5://proxy.example", "http://proxy.example/path", "http://"])(
  "%s is no proxy",
  (proxy) => {
    const problem = expect.stringMatching(/^proxy must be http:\/\/user:password@host:3128/) as string;
    expect(problemsOf({ bot, connectors: [connector("a", "/a")], proxy })).toEqual([problem]);
  },
);

test.each([
  ["files", "https://files.example", "files must be s3://bucket/prefix"],
  ["files", "s3://key:secret@files", "files must be s3://bucket/prefix"],
  ["scanner", "scanner.example", "scanner must be an address"],
  ["scanner", "http://a:b@scanner.example", "scanner must be an address"],
] as const)("%s: %s is refused, and not quoted", (name, value, sentence) => {
  const [problem, ...others] = problemsOf({ bot, connectors: [connector("a", "/a")], [name]: value });
  expect([problem?.startsWith(sentence), problem?.includes(value), others]).toEqual([true, false, []]);
});

test("shares that are not given follow from those that are, and a part larger than its whole is named", () => {
  const resolve = (given: Partial<CauserieConfig>) =>
    resolveSettings({ bot, connectors: [connector("a", "/a")], ...given }, {});
  expect(resolve({})).toMatchObject({
    maxStories: 2_048,
    storiesPerConnector: 1_024,
    storiesPerNetwork: 256,
    maxDeliveries: 1_000,
    deliveriesPerConnector: 256,
    deliveriesPerKind: 128,
  });
  expect(resolve({ storiesAtOnce: 2, storiesPerConnector: 5, maxDeliveries: 100 })).toMatchObject({
    maxStories: 64,
    storiesPerConnector: 5,
    storiesPerNetwork: 5,
    deliveriesPerConnector: 100,
    deliveriesPerKind: 100,
  });
  const wrong = { storiesAtOnce: 9, maxStories: 8, deliveriesPerConnector: 4, deliveriesPerKind: 0 };
  expect(
    problemsOf({ bot, connectors: [connector("a", "/a")], ...wrong }, { CAUSERIE_STORIES_PER_CONNECTOR: "10" }),
  ).toEqual([
    "deliveriesPerKind must be a whole number from 1 to 10000.",
    "storiesAtOnce must be at most maxStories: make the one smaller, or the other larger.",
    "the environment variable CAUSERIE_STORIES_PER_CONNECTOR must be at most maxStories: make the one smaller, or the other larger.",
  ]);
});

test("without a secret one is made once, readable by its owner only, and kept", () => {
  using folder = mkdtempDisposableSync(join(tmpdir(), "causerie-"));
  const { current } = keptSecrets(folder.path);
  expect(current.length).toBeGreaterThanOrEqual(32);
  expect(keptSecrets(folder.path)).toEqual({ current, former: [], isNew: false });
  expect(statSync(join(folder.path, "secret.key")).mode & 0o777).toBe(0o600);
});

test("a folder that cannot hold the secret, or an emptied secret, is the operator's to mend", () => {
  expect(() => keptSecrets("/proc/nowhere")).toThrow(ConfigError);
  using folder = mkdtempDisposableSync(join(tmpdir(), "causerie-"));
  writeFileSync(join(folder.path, "secret.key"), "");
  expect(() => keptSecrets(folder.path)).toThrow(/is empty; delete it/);
});

test("a changed secret keeps the one before it, and none from before that", () => {
  using folder = mkdtempDisposableSync(join(tmpdir(), "causerie-"));
  expect(() => rotateSecret(folder.path, { signedForMs: 0, now: Date.now() })).toThrow(
    /move it to CAUSERIE_PREVIOUS_SECRET/,
  );
  const first = keptSecrets(folder.path);
  expect(first.isNew).toBe(true);
  rotateSecret(folder.path, { signedForMs: 0, now: Date.now() });
  const second = keptSecrets(folder.path);
  expect(second).toEqual({ current: second.current, former: [first.current], isNew: false });
  expect(second.current).not.toBe(first.current);
  expect(statSync(join(folder.path, "secret.key")).mode & 0o777).toBe(0o600);
  rotateSecret(folder.path, { signedForMs: 0, now: Date.now() });
  expect(keptSecrets(folder.path).former).toEqual([second.current]);
});

test("a fingerprint tells secrets apart, and is no part of one", () => {
  const [one, other] = ["a".repeat(32), "b".repeat(32)].map(fingerprint);
  expect(one).toBe(fingerprint("a".repeat(32)));
  expect(one).not.toBe(other);
});

test("each purpose has its own key, the same after a restart", () => {
  const keys = deriveKeys("a".repeat(32));
  expect(keys("web")).toEqual(deriveKeys("a".repeat(32))("web"));
  expect(keys("web")).not.toEqual(keys("messenger"));
  expect(keys("web")).toHaveLength(32);
});

test("a setting that there is not is named, with those that there are", () => {
  const config = {
    bot,
    connectors: [connector("web", "/web")],
    publcUrl: "https://chat.example.com",
  } as CauserieConfig;
  expect(() => resolveSettings(config, {})).toThrow(
    "publcUrl: there is no such option; did you mean publicUrl? There are bot, connectors,",
  );
});
