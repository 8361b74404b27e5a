import { expect, test } from "vitest";
import { ConfigError } from "@causerie/server/app/errors.ts";
import { startBackend } from "@causerie/server/app/starting.ts";
import { createBot } from "@causerie/server/bot/authoring/create-bot.ts";
import { story } from "@causerie/server/bot/authoring/story.ts";
import { messenger } from "@causerie/server/connectors/messenger/messenger.ts";
import { web } from "@causerie/server/connectors/web/web.ts";
import type { CauserieConfig } from "@causerie/server/config/config.ts";

// As from JavaScript, where no compiler looks.
const anyWeb = web as (...options: unknown[]) => ReturnType<typeof web>;
const anyMessenger = messenger as (...options: unknown[]) => ReturnType<typeof messenger>;

const fares = story("fares", { examples: ["what does it cost"] }).handle(() => "10");
const bot = createBot({ stories: [fares], fallback: () => "?" });
const site = { origins: ["https://www.example.com"] };
const page = {
  appId: "1001",
  pageId: "2001",
  accessToken: "EAAB-do-not-show",
  appSecret: "hunter2-do-not-show",
  verifyToken: "hunter2-do-not-show",
};
const secret = "an-unusual-secret-of-some-40-characters!";
const sound = { bot, connectors: [web(site)] };

/** More than a hundred ways to get it wrong: what is written, and the beginning of the sentence that the operator reads. */
const cases: [what: string, config: unknown, problem: string | string[], variables?: Record<string, string>][] = [
  // The file as a whole.
  ["nothing", undefined, "the configuration must be an object"],
  ["null", null, "the configuration must be an object"],
  ["a list", [sound], "the configuration must be an object"],
  ["a text", "bot", "the configuration must be an object"],
  ["a function", () => sound, "the configuration must be an object"],
  ["a promise", Promise.resolve(sound), "the configuration must be an object"],
  ["an empty object", {}, ["bot is missing: what createBot(", "connectors is missing: a list with at least one"]],
  // The bot.
  ["no bot", { ...sound, bot: undefined }, "bot is missing: what createBot("],
  ["a bot that is null", { ...sound, bot: null }, "bot must be what createBot("],
  ["a bot that is a promise", { ...sound, bot: Promise.resolve(bot) }, "bot must be what createBot("],
  ["a bot that is the options of one", { ...sound, bot: { stories: [fares] } }, "bot must be what createBot("],
  ["a bot that is a function", { ...sound, bot: createBot }, "bot must be what createBot("],
  ["a bot that is a list", { ...sound, bot: [bot] }, "bot must be what createBot("],
  // The list of connectors.
  ["no connectors", { bot }, "connectors is missing: a list with at least one"],
  ["connectors: null", { bot, connectors: null }, "connectors must be a list"],
  ["connectors: a connector", { bot, connectors: web(site) }, "connectors must be a list"],
  ["connectors: an object", { bot, connectors: { web: web(site) } }, "connectors must be a list"],
  ["connectors: []", { bot, connectors: [] }, "connectors must be a list with at least one"],
  ["a connector that is null", { bot, connectors: [null] }, "connectors[0] must be a connector; write e.g. web("],
  ["a connector that is undefined", { bot, connectors: [web(site), undefined] }, "connectors[1] must be a connector"],
  ["a connector not called", { bot, connectors: [web] }, "connectors[0] must be a connector; it is a function"],
  [
    "a promise of one",
    { bot, connectors: [Promise.resolve(web(site))] },
    "connectors[0] must be a connector; it is a promise",
  ],
  ["the options of one", { bot, connectors: [site] }, "connectors[0] must be a connector; write e.g."],
  ["a text", { bot, connectors: ["web"] }, "connectors[0] must be a connector; write e.g."],
  ["a hole in the list", { bot, connectors: Array(1) }, "connectors[0] must be a connector"],
  [
    "two of one id",
    { bot, connectors: [web(site), web({ ...site, path: "/b" })] },
    'connectors: two have the id "web"',
  ],
  [
    "one path twice",
    { bot, connectors: [web(site), web({ ...site, id: "b" })] },
    'connectors "web" and "b": the paths',
  ],
  [
    "a path below another",
    { bot, connectors: [web(site), web({ ...site, id: "b", path: "/web/b" })] },
    'connectors "web" and "b": the',
  ],
  [
    "paths that differ in case",
    { bot, connectors: [web(site), web({ ...site, id: "b", path: "/WEB" })] },
    'connectors "web" and "b": the',
  ],
  [
    "one page twice",
    { bot, connectors: [messenger(page), messenger({ ...page, id: "b", path: "/b" })] },
    'connectors "messenger" and "b" serve the same page 2001 of app 1001',
  ],
  // The web connector.
  ["web()", { bot, connectors: [anyWeb()] }, 'connector "web": the options must be an object'],
  ["web(null)", { bot, connectors: [anyWeb(null)] }, 'connector "web": the options must be an object'],
  [
    "web of a text",
    { bot, connectors: [anyWeb("https://a.example")] },
    'connector "web": the options must be an object',
  ],
  [
    "web of a list",
    { bot, connectors: [anyWeb(["https://a.example"])] },
    'connector "web": the options must be an object',
  ],
  ["web({})", { bot, connectors: [anyWeb({})] }, 'connector "web": origins is missing: a list of the sites'],
  ["origins: a text", web1({ origins: "https://a.example" }), 'connector "web": origins must be a list of the sites'],
  ["origins: null", web1({ origins: null }), 'connector "web": origins must be a list of the sites'],
  ["origins: [undefined]", web1({ origins: [undefined] }), 'connector "web": origins[0] must be the address of a site'],
  ["origins: [null]", web1({ origins: [null] }), 'connector "web": origins[0] must be the address of a site'],
  ["origins: [5]", web1({ origins: [5] }), 'connector "web": origins[0] must be the address of a site'],
  ['origins: [""]', web1({ origins: [""] }), 'connector "web": origins holds ""'],
  ['origins: ["*"]', web1({ origins: ["*"] }), 'connector "web": origins must not hold "*"'],
  [
    "a path in an origin",
    web1({ origins: ["https://a.example/chat"] }),
    'connector "web": origins holds "https://a.example/chat"; write',
  ],
  [
    "a misspelt option",
    web1({ ...site, lokale: "fr" }),
    'connector "web": lokale: there is no such option; did you mean locale?',
  ],
  ["a number as id", web1({ ...site, id: 5 }), "connectors[0] must be a connector"],
  ["an id with a blank", web1({ ...site, id: "my web" }), 'connector "my web": id must be 1 to 32'],
  ["a path without a slash", web1({ ...site, path: "web" }), 'connector "web": path must be a path such as'],
  ["a path that ends with one", web1({ ...site, path: "/web/" }), 'connector "web": path must be a path such as'],
  ["path: /", web1({ ...site, path: "/" }), 'connector "web": path must be a path such as'],
  ["path: /health", web1({ ...site, path: "/health" }), 'connector "web": path must not be /health'],
  ["path: /Health/web", web1({ ...site, path: "/Health/web" }), 'connector "web": path must not be /Health/web'],
  ["path: /causerie", web1({ ...site, path: "/causerie" }), 'connector "web": path must not be /causerie'],
  ["tokenTtl: a text", web1({ ...site, tokenTtl: "900" }), 'connector "web": tokenTtl must be a whole number of'],
  ["tokenTtl: NaN", web1({ ...site, tokenTtl: Number.NaN }), 'connector "web": tokenTtl must be a whole number of'],
  ["tokenTtl: two days", web1({ ...site, tokenTtl: 172_800 }), 'connector "web": tokenTtl must be a whole number of'],
  ["refreshTtl shorter", web1({ ...site, refreshTtl: 60 }), 'connector "web": refreshTtl must be a whole number of'],
  ["refreshTtl: Infinity", web1({ ...site, refreshTtl: Infinity }), 'connector "web": refreshTtl must be a whole'],
  ["rates: null", web1({ ...site, rates: null }), 'connector "web": rates must be an object'],
  ["rates: 5", web1({ ...site, rates: 5 }), 'connector "web": rates must be an object'],
  ["a rate that is null", web1({ ...site, rates: { send: null } }), 'connector "web": rates.send must be an object'],
  [
    "half of a rate",
    web1({ ...site, rates: { send: { count: 5 } } }),
    'connector "web": rates.send.seconds is missing',
  ],
  [
    "a rate in words",
    web1({ ...site, rates: { send: { count: "5", seconds: 1 } } }),
    'connector "web": rates.send.count must be',
  ],
  [
    "a misspelt rate",
    web1({ ...site, rates: { sends: { count: 5, seconds: 1 } } }),
    'connector "web": rates.sends: there is no such',
  ],
  [
    "maxSocketsPerVisitor: 0",
    web1({ ...site, maxSocketsPerVisitor: 0 }),
    'connector "web": maxSocketsPerVisitor must be',
  ],
  ["locale: fr_FR", web1({ ...site, locale: "fr_FR" }), 'connector "web": locale must be a BCP 47 tag'],
  ["locale: 12", web1({ ...site, locale: 12 }), 'connector "web": locale must be a BCP 47 tag'],
  // The Messenger connector.
  ["messenger()", { bot, connectors: [anyMessenger()] }, 'connector "messenger": the options must be an object'],
  [
    "messenger(null)",
    { bot, connectors: [anyMessenger(null)] },
    'connector "messenger": the options must be an object',
  ],
  [
    "messenger({})",
    { bot, connectors: [anyMessenger({})] },
    ["appId", "pageId", "accessToken", "appSecret", "verifyToken"].map(
      (name) => `connector "messenger": ${name} is missing: `,
    ),
  ],
  ["an empty token", page1({ accessToken: "" }), 'connector "messenger": accessToken must be the page'],
  [
    "a token with a line break",
    page1({ accessToken: "EAAB\n-do-not-show" }),
    'connector "messenger": accessToken must be',
  ],
  ["no secret in the list", page1({ appSecret: [] }), 'connector "messenger": appSecret must be the app'],
  [
    "half of the secrets",
    page1({ appSecret: ["hunter2-do-not-show", undefined] }),
    'connector "messenger": appSecret[1] must be an app secret',
  ],
  ["a page that is a name", page1({ pageId: "our page" }), 'connector "messenger": pageId must be the number'],
  ["typing: yes", page1({ typing: "yes" }), 'connector "messenger": typing must be true or false'],
  ["allowSha1: 1", page1({ allowSha1: 1 }), 'connector "messenger": allowSha1 must be true or false'],
  [
    "a Graph API with a password",
    page1({ graphBaseUrl: "https://me:do-not-show@graph.example" }),
    'connector "messenger": graphBaseUrl must be',
  ],
  ["a Graph API that is null", page1({ graphBaseUrl: null }), 'connector "messenger": graphBaseUrl must be'],
  // The server.
  ["storyRules: null", { ...sound, storyRules: null }, "storyRules must be an object with the id of a story"],
  ["storyRules: a list", { ...sound, storyRules: [] }, "storyRules must be an object with the id of a story"],
  ["a rule that is null", { ...sound, storyRules: { fares: null } }, "storyRules.fares: the options must be an object"],
  [
    "a rule that is a text",
    { ...sound, storyRules: { fares: "off" } },
    "storyRules.fares: the options must be an object",
  ],
  [
    "enabled: no",
    { ...sound, storyRules: { fares: { enabled: "no" } } },
    "storyRules.fares: enabled must be true or false",
  ],
  [
    "share: 50",
    { ...sound, storyRules: { fares: { share: 50 } } },
    "storyRules.fares: share must be a number from 0 to 1",
  ],
  [
    "a misspelt rule",
    { ...sound, storyRules: { fares: { enable: false } } },
    "storyRules.fares: enable: there is no such",
  ],
  [
    "an unknown story",
    { ...sound, storyRules: { fare: { enabled: false } } },
    'storyRules: the bot has no story "fare"',
  ],
  [
    "redirected to nowhere",
    { ...sound, storyRules: { fares: { redirectTo: "x" } } },
    'storyRules.fares.redirectTo: the bot has no story "x"',
  ],
  [
    "an unknown connector",
    { ...sound, storyRules: { fares: { connectors: { page: {} } } } },
    'storyRules.fares.connectors.page: there is no connector "page"',
  ],
  [
    "connectors: a list",
    { ...sound, storyRules: { fares: { connectors: ["web"] } } },
    "storyRules.fares: connectors must be an object",
  ],
  ["data: blanks", { ...sound, data: "   " }, "data must be the folder of the embedded database"],
  ["data: a number", { ...sound, data: 5 }, "data must be the folder of the embedded database"],
  ["data: with a NUL", { ...sound, data: "a\0b" }, "data must be the folder of the embedded database"],
  [
    "publicUrl: without a scheme",
    { ...sound, publicUrl: "chat.example.com" },
    "publicUrl must be an address that begins",
  ],
  ["database: MySQL", { ...sound, secret, database: "mysql://me:do-not-show@db/x" }, "database must be postgres://"],
  ["database: cut off", { ...sound, secret, database: "postgres://[::1/x" }, "database must be postgres://"],
  ["database: no secret", { ...sound, database: "postgres://me:do-not-show@db/x" }, "secret is needed with a database"],
  [
    "database: a misspelt parameter",
    { ...sound, secret, database: "postgres://me:do-not-show@db/x?sslmode=require&shcema=y" },
    "database: parameter 2 after the ? is not known; did you mean schema? There are schema, connections, host",
  ],
  [
    "database: parameters of another program",
    sound,
    [
      "the environment variable DATABASE_URL: parameter 1 after the ? is not known; take it away. There are schema,",
      "the environment variable DATABASE_URL: parameter 3 after the ? is not known; take it away. There are schema,",
    ],
    {
      DATABASE_URL: "postgres://me:do-not-show@db/x?do-not-show-me=1&schema=y&options=-csearch_path%3Dz",
      CAUSERIE_SECRET: secret,
    },
  ],
  ["publicUrl: a number", { ...sound, publicUrl: 5 }, "publicUrl must be an address that begins"],
  [
    "publicUrl: with a password",
    { ...sound, publicUrl: "https://me:do-not-show@chat.example.com" },
    "publicUrl must be an address that begins",
  ],
  [
    "publicUrl: with a query",
    { ...sound, publicUrl: "https://chat.example.com/?a=1" },
    "publicUrl must be an address that begins",
  ],
  [
    "publicUrl: with a blank",
    { ...sound, publicUrl: "https://chat.example.com " },
    "publicUrl must be an address that begins",
  ],
  ["host: 999.1.1.1", { ...sound, host: "999.1.1.1" }, "host must be the address or the name"],
  ["host: with a port", { ...sound, host: "localhost:3000" }, "host must be the address or the name"],
  ["host: an address of a site", { ...sound, host: "http://localhost" }, "host must be the address or the name"],
  ["host: empty", { ...sound, host: "" }, "host must be the address or the name"],
  ["port: a text", { ...sound, port: "3000" }, "port must be a port number from 0 to 65535"],
  ["port: 70000", { ...sound, port: 70_000 }, "port must be a port number from 0 to 65535"],
  ["port: 1.5", { ...sound, port: 1.5 }, "port must be a port number from 0 to 65535"],
  ["port: NaN", { ...sound, port: Number.NaN }, "port must be a port number from 0 to 65535"],
  ["trustedProxies: true", { ...sound, trustedProxies: true }, "trustedProxies must be the number of proxies"],
  ["trustedProxies: -1", { ...sound, trustedProxies: -1 }, "trustedProxies must be the number of proxies"],
  ["secret: short", { ...sound, secret: "do-not-show" }, "secret must be at least 32 random characters"],
  ["secret: 40 blanks", { ...sound, secret: " ".repeat(40) }, "secret must be at least 32 random characters"],
  ["secret: one letter", { ...sound, secret: "x".repeat(40) }, "secret must be at least 32 random characters"],
  ["secret: two lines", { ...sound, secret: `${secret}\n${secret}2` }, "secret must be one line. Of a secret.key the"],
  [
    "CAUSERIE_PREVIOUS_SECRET: two lines",
    sound,
    "the environment variable CAUSERIE_PREVIOUS_SECRET must be one line. Of a secret.key the first line is CAUSERIE_SECRET",
    { CAUSERIE_SECRET: secret, CAUSERIE_PREVIOUS_SECRET: `${secret}2\r\ndo-not-show` },
  ],
  ["secret: a number", { ...sound, secret: 5 }, "secret must be at least 32 random characters"],
  ["logLevel: verbose", { ...sound, logLevel: "verbose" }, "logLevel must be silent, error, warn, info or debug"],
  ["logLevel: 30", { ...sound, logLevel: 30 }, "logLevel must be silent, error, warn, info or debug"],
  ["a misspelt setting", { ...sound, publicURL: "x" }, "publicURL: there is no such option; did you mean publicUrl?"],
  // The environment.
  ["PORT=0x50", sound, "the environment variable PORT must be a port number", { PORT: "0x50" }],
  ["PORT=-1", sound, "the environment variable PORT must be a port number", { PORT: "-1" }],
  ["HOST=999.1.1.1", sound, "the environment variable HOST must be the address", { HOST: "999.1.1.1" }],
  [
    "CAUSERIE_SECRET of blanks",
    sound,
    "the environment variable CAUSERIE_SECRET must be",
    { CAUSERIE_SECRET: " ".repeat(40) },
  ],
  [
    "a misspelt variable",
    sound,
    "the environment variable CAUSERIE_PUBLIC_ULR is not read; did you mean CAUSERIE_PUBLIC_URL?",
    { CAUSERIE_PUBLIC_ULR: "https://chat.example.com" },
  ],
];

function web1(options: object): unknown {
  return { bot, connectors: [anyWeb(options)] };
}

function page1(options: object): unknown {
  return { bot, connectors: [anyMessenger({ ...page, ...options })] };
}

test.each(cases)("%s: the operator reads what to do", async (_what, config, problem, variables = {}) => {
  const problems = await startBackend(config as CauserieConfig, { variables }).then(
    () => [],
    (error: unknown) => (error instanceof ConfigError ? error.problems : [`threw ${String(error)}`]),
  );
  const expected = [problem].flat();
  expect(problems.map((found, index) => found.slice(0, expected[index]?.length))).toEqual(expected);
  expect(problems.join()).not.toContain("do-not-show");
});
