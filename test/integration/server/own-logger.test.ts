import { Console } from "node:console";
import { Writable } from "node:stream";
import { createBot, type LogOutput, startServer, story, web } from "@causerie/server";
import { guardLogger } from "@causerie/server/app/guarded-logger.ts";
import { pino } from "pino";
import { expect, test } from "vitest";
import { testConfig } from "#support/server/start-test-server.ts";
import { RestClient } from "#support/web/rest-client.ts";

/** Loggers that a program may have already, each writing into one text. */
const loggers: [name: string, create: (write: (text: string) => void) => LogOutput][] = [
  ["pino", (write) => pino({ level: "info" }, { write })],
  ["a child of pino", (write) => pino({ level: "info" }, { write }).child({ service: "shop" })],
  [
    "console",
    (write) => {
      const stream = new Writable({ write: (chunk: Buffer, _encoding, done) => (write(chunk.toString()), done()) });
      return new Console({ stdout: stream, stderr: stream });
    },
  ],
  [
    "one that takes the words first, as winston does",
    (write) => {
      const winston = {
        log: (level: string, message: string, meta: object) => write(JSON.stringify({ level, message, meta })),
      };
      return {
        debug: (facts, words) => winston.log("debug", words, facts),
        info: (facts, words) => winston.log("info", words, facts),
        warn: (facts, words) => winston.log("warn", words, facts),
        error: (facts, words) => winston.log("error", words, facts),
      };
    },
  ],
];

const failing = story("failing", { keywords: ["fail"] });
const bot = createBot({
  fallback: () => "?",
  stories: [
    failing.handle((turn) => {
      throw new Error(`cannot read ${turn.text}`);
    }),
  ],
});

test.each(loggers)(
  "the server logs to %s: facts and words, nothing that anybody said, nothing below its level",
  async (_name, create) => {
    let printed = "";
    const logger = create((text) => (printed += text));
    const config = testConfig({ bot, connectors: [web({ origins: [] })], logLevel: "info" });
    await using server = await startServer(config, { variables: {}, logger });
    const visitor = await RestClient.start(`${server.url}/web`);
    await visitor.send("1", "fail 4711");
    await server.idle();
    await fetch(`${server.url}/web/v1/session`, { method: "POST", headers: { Origin: "https://other.example" } });
    for (const part of ["a story failed", "failing", "StoryError", visitor.session.conversationId])
      expect(printed).toContain(part);
    // From a logger of one connector.
    expect(printed).toMatch(/connector\W+web/);
    expect(printed).toContain("origin_not_allowed");
    for (const part of ["4711", "cannot read", visitor.session.token]) expect(printed).not.toContain(part);
  },
);

test("an output that does not say its level has the configured one", () => {
  const said: string[] = [];
  const say = (level: string) => (facts: object, words: string) =>
    void said.push(`${level} ${words} ${JSON.stringify(facts)}`);
  const output = { debug: say("debug"), info: say("info"), warn: say("warn"), error: say("error") };
  for (const level of ["silent", "warn", "debug"] as const) {
    const logger = guardLogger(output, level).child({ level });
    for (const name of ["debug", "info", "warn", "error"] as const) logger[name]({ at: 1 }, "x");
  }
  expect(said).toEqual([
    'warn x {"level":"warn","at":1}',
    'error x {"level":"warn","at":1}',
    'debug x {"level":"debug","at":1}',
    'info x {"level":"debug","at":1}',
    'warn x {"level":"debug","at":1}',
    'error x {"level":"debug","at":1}',
  ]);
});

test("an output that throws fails nothing, and words alone or an error alone are lines, too", () => {
  const fail = (): never => {
    throw new Error("disk full");
  };
  const broken = guardLogger({ debug: fail, info: fail, warn: fail, error: fail, isLevelEnabled: fail }, "debug");
  broken.error({}, "x");
  broken.child({ a: 1 }).info("x");
  // As JavaScript's loggers may: the type allows no promise.
  const reject = (() => Promise.reject(new Error("disk full"))) as unknown as () => void;
  guardLogger({ debug: reject, info: reject, warn: reject, error: reject }, "debug").error({}, "x");
  const lines: [object, string][] = [];
  const keep = (facts: object, words: string): void => void lines.push([facts, words]);
  const logger = guardLogger({ debug: keep, info: keep, warn: keep, error: keep }, "info");
  logger.info("words alone");
  logger.error(new TypeError("somebody's words"));
  Reflect.apply(logger.warn, logger, ["%s came late", "a train"]);
  expect(lines).toEqual([
    [{}, "words alone"],
    [{ err: expect.objectContaining({ type: "TypeError" }) }, "something failed"],
    [{ more: ["a train"] }, "%s came late"],
  ]);
  expect(JSON.stringify(lines)).not.toContain("somebody");
});
