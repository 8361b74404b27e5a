import { alexa, createBot, type startServer as start, story } from "@causerie/server";
import { alexaKind } from "@causerie/server/connectors/alexa/kind/alexa-kind.ts";
import { simulate, storyLint } from "@causerie/server/testing";
import { expect, test } from "vitest";
import { ana, FakeAlexa, skillId } from "#support/alexa/fake-alexa.ts";
import { createSkillBot } from "#support/alexa/skill-world.ts";
import { collectLogLines } from "#support/log-lines.ts";
import { startTestServer } from "#support/server/start-test-server.ts";

const publicUrl = "https://bot.example";

test("what is wrong with the options is named", () => {
  const problemsOf = (options: object): string[] => alexa(options as Parameters<typeof alexa>[0]).problems?.() ?? [];
  expect(problemsOf({ skillId, invocationName: "ma société" })).toEqual([]);
  const wrong = {
    skillId: "29b5",
    invocationName: "Snow 2",
    locale: "?",
    intents: { A: 1 },
    deadlineMs: 8_000,
    path: "x",
  };
  expect(problemsOf(wrong).map((problem) => problem.split(" ")[0])).toEqual([
    "path",
    "skillId",
    "invocationName",
    "deadlineMs",
    "locale",
    "intents",
  ]);
  expect(problemsOf({ skillId: undefined })[0]).toContain("skillId is missing");
});

test("the steps hold the address and the command for the model, and the check says what stands against it", async () => {
  const definition = alexa({ skillId, locale: "fr-FR" });
  const steps = definition.setup?.(publicUrl).map(({ copy }) => copy);
  expect(steps).toContain("https://bot.example/alexa");
  expect(steps).toContain("causerie alexa model --locale fr-FR");
  const levels = async (url: string, invocationName?: string) => {
    const named = invocationName === undefined ? {} : { invocationName };
    const results = await alexa({ skillId, ...named }).check?.({ live: true, publicUrl: url, fetch });
    return results?.map(({ level }) => level);
  };
  expect(await levels(publicUrl, "snow report")).toEqual(["ok"]);
  expect(await levels("https://bot.example:8443")).toEqual(["warning", "warning"]);
});

test("the desk's form does not ask whose signature counts as Amazon's", () => {
  expect(Object.keys(alexaKind.options.properties)).not.toContain("rootCertificates");
  const made = alexaKind.create({ id: "alexa-2", path: "/alexa-2", skillId });
  expect([made.id, made.path, made.problems?.()]).toEqual(["alexa-2", "/alexa-2", []]);
});

test("a bot's own tests try the skill without Amazon", async () => {
  const person = simulate(createSkillBot(), { channel: alexa({ skillId }) });
  expect((await person.say("book a trip")).texts).toEqual(["Where to?"]);
  expect((await person.say("to Lyon")).losses).toEqual([]);
  const plain = story("plain", { keywords: ["plain"] }).handle(() => "Hello");
  expect(
    await storyLint(createBot({ stories: [plain], fallback: () => "?" }), { channels: [alexa({ skillId })] }),
  ).toEqual([]);
});

const planted = "my card is 4111-1111";

test.each(["debug", "info"] as const)("no text and no person is in the log at level %s", async (level) => {
  const amazon = new FakeAlexa();
  const { logger, printed, lines } = collectLogLines(level);
  const bot = createBot({ stories: [], fallback: (turn) => `to ${turn.text}. ${"Long. ".repeat(2_000)}` });
  const config: Parameters<typeof start>[0] = {
    bot,
    connectors: [alexa({ skillId, rootCertificates: [amazon.root.pem] })],
  };
  await using server = await startTestServer({ ...config, logLevel: level }, { logger, fetch: amazon.fetch });
  const url = `${server.url}/alexa`;
  const said = { type: "IntentRequest", intent: "CauserieAnswer", slots: { words: planted } };
  await amazon.say(url, said);
  await amazon.post(url, said, { body: (bytes) => `${bytes} ` });
  await amazon.say(url, { type: "SessionEndedRequest", reason: "ERROR" });
  await amazon.say(url, { type: "Unknown.Request" });
  await server.idle();
  expect(lines.map(({ msg }) => msg)).toContain("an answer is longer than Alexa takes: its end is not said");
  for (const secret of ["4111", ana, "secret words"])
    expect(printed().includes(secret), `${secret} is in the log`).toBe(false);
});
