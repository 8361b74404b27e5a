import { inspect } from "node:util";
import { createBot, startServer, story, web } from "@causerie/server";
import { guardLogger } from "@causerie/server/app/guarded-logger.ts";
import { AuthorError } from "@causerie/server/app/errors.ts";
import * as fc from "fast-check";
import { pino } from "pino";
import { expect, test } from "vitest";
import { collectLogLines } from "#support/log-lines.ts";
import { testConfig } from "#support/server/start-test-server.ts";
import { RestClient } from "#support/web/rest-client.ts";

const secret = "my card is 4111-1111";

test("a story and a fallback that throw what was said put nothing of it into the log", async () => {
  const failing = story("failing", { keywords: ["fail"] });
  const bot = createBot({
    stories: [
      failing.handle((turn) => {
        throw new Error(`cannot read\n    at home ${turn.text}`, { cause: turn.text });
      }),
    ],
    fallback: (turn) => {
      throw new TypeError(`no answer to ${turn.text}`, { cause: { said: turn.text } });
    },
  });
  const { logger, printed, lines } = collectLogLines("info");
  const config = testConfig({ bot, connectors: [web({ origins: [] })] });
  await using server = await startServer(config, { variables: {}, logger });
  const visitor = await RestClient.start(`${server.url}/web`);
  await visitor.send("1", `fail ${secret}`);
  await visitor.send("2", secret);
  await expect.poll(() => lines.filter(({ level }) => level >= 50).length).toBeGreaterThan(1);
  expect(printed()).not.toContain("4111");
  expect(printed()).toContain("TypeError");
  expect(printed()).toContain("log-privacy.test.ts");
});

/** Every way in which a line may be given something that somebody threw. */
const carriers: ((thrown: unknown) => unknown[])[] = [
  (thrown) => [{ err: thrown }, "failed"],
  (thrown) => [{ error: thrown }, "failed"],
  (thrown) => [{ facts: { cause: thrown } }, "failed"],
];

const errorCarriers: ((thrown: Error) => unknown[])[] = [
  (thrown) => [thrown],
  (thrown) => [{ err: thrown }],
  (thrown) => [{ reasons: [{ why: thrown }] }, "failed"],
  (thrown) => ["failed: %s", thrown],
  (thrown) => ["failed: %o", thrown],
];

const words = fc.stringMatching(/^[a-z]{12,20}$/);

function thrownWith(word: string): Error[] {
  const named = Object.assign(new Error("x"), { name: `about ${word}`, code: `for ${word}`, request: { body: word } });
  return [
    new Error(word),
    new Error(`\n    at ${word} (file:///${word}:1:1)`),
    new Error("outer", { cause: new Error(word) }),
    new AggregateError([new Error(word)], word),
    new AuthorError("in our own words", { cause: { text: word } }),
    named,
  ];
}

test.each(["an own logger", "our logger"])("no line of %s quotes what an error quotes", (whose) => {
  let printed = "";
  const write = (line: string): void => void (printed += line);
  const logger =
    whose === "our logger"
      ? collectLogLines("info")
      : { logger: guardLogger(pino({}, { write }), "info"), printed: () => printed };
  fc.assert(
    fc.property(words, (word) => {
      for (const error of thrownWith(word)) {
        for (const carry of [...carriers, ...errorCarriers])
          Reflect.apply(logger.logger.error, logger.logger, carry(error));
        logger.logger.child({ why: error }).error("failed");
      }
      for (const carry of carriers)
        for (const thrown of [word, { text: word }, [word]])
          Reflect.apply(logger.logger.error, logger.logger, carry(thrown));
      expect(logger.printed()).not.toContain(word);
    }),
    { numRuns: 50 },
  );
  expect(logger.printed()).toContain("in our own words");
});

test("the kind of an error and its place are in the log, and at the level debug its words, too", () => {
  const { logger, lines } = collectLogLines("info");
  const error = Object.assign(new Error("connect 10.0.0.1"), { code: "ECONNREFUSED", syscall: "connect" });
  logger.error({ err: error, attempt: 2 }, "no answer");
  expect(lines[0]).toMatchObject({ attempt: 2, err: { type: "Error", code: "ECONNREFUSED", syscall: "connect" } });
  expect(inspect(lines[0])).toContain("log-privacy.test.ts");

  const debug = collectLogLines("debug");
  debug.logger.error({ err: error }, "no answer");
  expect(debug.lines[0]).toMatchObject({ err: { message: "connect 10.0.0.1" } });
});
