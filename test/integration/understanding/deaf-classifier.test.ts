import { ConfigError, createBot, story, web } from "@causerie/server";
import { seededRandom } from "@causerie/server/understanding/classifier/train/seeded-random.ts";
import { expect, test } from "vitest";
import { outsideFolder } from "#support/commands/outside-folder.ts";
import { runCauserie } from "#support/commands/run-causerie.ts";
import { collectLogLines } from "#support/log-lines.ts";
import { pick } from "#support/random/random.ts";
import { rejectionOf } from "#support/rejection-of.ts";
import { startTestServer } from "#support/server/start-test-server.ts";

const words = "order parcel refund money ticket train where when how much my the a please cancel change price".split(
  " ",
);

/** Sentences that say nothing about their intent: whatever learns from them understands nothing. */
function meaningless(intents: number): Record<string, string[]> {
  const random = seededRandom(5);
  const sentence = (): string => Array.from({ length: 5 }, () => pick(random, words)).join(" ");
  return Object.fromEntries(
    Array.from({ length: intents }, (_, intent) => [`i${intent}`, Array.from({ length: 5 }, sentence)]),
  );
}

/** Half of the stories have words of their own, the others share all of them. */
function halfMeaningless(): Record<string, string[]> {
  const own = ["apple", "bridge", "candle", "doctor", "engine", "forest", "garden", "hammer", "island", "jacket"];
  const starts = ["where is the", "show me the", "I need a", "what about the", "give me the"];
  const clear = Object.fromEntries(own.map((word) => [word, starts.map((start) => `${start} ${word}`)]));
  return { ...meaningless(18), ...clear };
}

const botOf = (examples: Record<string, string[]>) =>
  createBot({
    stories: Object.entries(examples).map(([id, sentences]) => story(id, { examples: sentences }).handle(() => id)),
    fallback: () => "?",
  });

const configOf = (examples: Record<string, string[]>): string => `
import { createBot, defineConfig, story, web } from "@causerie/server";
const examples = ${JSON.stringify(examples)};
const stories = Object.entries(examples).map(([id, sentences]) => story(id, { examples: sentences }).handle(() => id));
export default defineConfig({ bot: createBot({ stories, fallback: () => "?" }), connectors: [web({ origins: [] })] });
`;

test("a server does not start with a classifier that would understand nothing, and says what to do", async () => {
  const refused = await rejectionOf(
    startTestServer({ bot: botOf(meaningless(30)), connectors: [web({ origins: [] })] }),
    ConfigError,
  );
  expect(refused.problems).toHaveLength(1);
  expect(refused.problems[0]).toMatch(
    /^bot: the classifier would refuse or mistake nearly everything: it understands \d+ of \d+ examples .*give each story five or more examples/,
  );
});

test("a weak one is named in the log, and the server starts", async () => {
  const { logger, lines } = collectLogLines("warn");
  await using _server = await startTestServer(
    { bot: botOf(halfMeaningless()), connectors: [web({ origins: [] })] },
    { logger },
  );
  expect(lines.some(({ msg }) => msg.startsWith("the classifier is weak: it understands"))).toBe(true);
});

test.each([
  ["check", "  bot: error: the classifier would refuse or mistake nearly everything"],
  ["nlu test", "- nlu test: the classifier would refuse or mistake nearly everything"],
])("causerie %s fails on it, too", async (command, sentence) => {
  const cwd = outsideFolder({ "causerie.config.ts": configOf(meaningless(30)) });
  const { code, stdout, stderr } = await runCauserie(command.split(" "), { cwd });
  expect(code).toBe(1);
  expect(`${stdout}${stderr}`).toContain(sentence);
});

test.each([
  ["check", "  bot: warning: the classifier is weak"],
  ["nlu test", "- nlu test: the classifier is weak"],
])("causerie %s warns of a weak one", async (command, sentence) => {
  const cwd = outsideFolder({ "causerie.config.ts": configOf(halfMeaningless()) });
  const { code, stdout, stderr } = await runCauserie(command.split(" "), { cwd });
  expect(code).toBe(0);
  expect(`${stdout}${stderr}`).toContain(sentence);
});
