import { readFileSync } from "node:fs";
import { join } from "node:path";
import {
  type Trial,
  type TrialAct,
  type TrialAnswer,
  trialAnswerSchema,
  type TrialComparison,
  type TrialTurn,
} from "@causerie/protocol/desk";
import { createBot, story } from "@causerie/server";
import type { OpenApiDocument } from "@causerie/server/connectors/web/http/openapi.ts";
import { Trials } from "@causerie/server/desk/trials/trials.ts";
import * as v from "valibot";
import { expect, test } from "vitest";
import { runVitest } from "#support/commands/run-vitest.ts";
import { deskOperations } from "#support/desk/ask.ts";
import { startDesk } from "#support/desk/start-desk.ts";
import { createTrialBot } from "#support/desk/trial-bot.ts";
import { root } from "#support/paths.ts";
import { findUndescribed } from "#support/web/described-answers.ts";

let runs = 0;
const counted = story("counted", { keywords: ["count"] });
const bot = createTrialBot([counted.handle(() => `run ${(runs += 1)}`)]);
const trials = new Trials({ bot, storyRules: () => noRules, now: Date.now });

const open: TrialAct = { type: "open" };
const say = (text: string): TrialAct => ({ type: "say", text });
const at = Date.UTC(2026, 10, 30, 9);
let talks = 0;

function trial(acts: TrialAct[], settings: Partial<Trial> = {}): Trial {
  talks += 1;
  return { id: `talk-${talks}`, at, channel: "web", acts, ...settings };
}

async function run(given: Trial): Promise<TrialTurn[]> {
  const { turns, isWhole } = v.parse(trialAnswerSchema, await trials.run("ada", given));
  expect(isWhole).toBe(true);
  return turns;
}

const textsOf = (turn: TrialTurn | undefined): (string | undefined)[] => turn?.bubbles.map(({ text }) => text) ?? [];

const noRules = {};

test("a turn has its answer as the channel draws it, and beside it why it is what it is", async () => {
  const [hello, asked, answered] = await run(trial([open, say("a pizza"), say("large")]));
  expect(hello?.bubbles).toMatchObject([
    { text: "Hello", replies: [{ label: "Pizza", does: "tap" }, { label: "Many" }] },
  ]);
  expect(asked).toMatchObject({ story: "pizza", understood: { source: "choice", intent: "pizza" } });
  expect(asked?.kept.waitsFor).toEqual({ slot: "size", attempts: 1 });
  expect(textsOf(answered)).toEqual(["One large pizza."]);
  expect(answered?.entities).toMatchObject([{ entity: "size", text: "large" }]);
  expect(answered?.messages).toMatchObject([{ type: "text", text: "One large pizza." }]);
});

test("a choice of the answer can be tapped, and a place can be sent", async () => {
  const acts: TrialAct[] = [open];
  const given = trial(acts);
  const [hello] = await run(given);
  const choice = hello?.bubbles[0]?.replies[0];
  acts.push(
    { type: "tap", label: "Pizza", link: choice?.value ?? "" },
    { type: "share", latitude: 48.85, longitude: 2.35 },
  );
  const [, tapped, shared] = await run(given);
  expect(textsOf(tapped)).toEqual(["Which size?"]);
  expect(textsOf(shared)[0]).toBe("Thank you for where you are.");
});

test("what was done is not done again: neither by the same request, nor by going on or going back", async () => {
  runs = 0;
  const given = trial([say("count"), say("count")]);
  expect((await run(given)).flatMap(textsOf)).toEqual(["run 1", "run 2"]);
  expect((await run(given)).flatMap(textsOf)).toEqual(["run 1", "run 2"]);
  expect((await run({ ...given, acts: [say("count")] })).flatMap(textsOf)).toEqual(["run 1"]);
  expect((await run({ ...given, acts: [say("count"), say("count"), say("count")] })).flatMap(textsOf)).toEqual([
    "run 1",
    "run 2",
    "run 3",
  ]);
});

test("from an earlier turn the talk goes on another way, and the first one stays as it was", async () => {
  const given = trial([say("a pizza"), say("large")]);
  await run(given);
  expect(textsOf((await run({ ...given, acts: [say("a pizza"), say("small")] }))[1])).toEqual(["One small pizza."]);
  expect(textsOf((await run(given))[1])).toEqual(["One large pizza."]);
});

test("a process that does not have the talk does all of it again, and comes to the same", async () => {
  const given = trial([open, say("a pizza"), say("large")]);
  const there = await new Trials({ bot: createTrialBot(), storyRules: () => noRules, now: Date.now }).run("ada", given);
  const comparable = (turns: TrialTurn[]) => turns.map((turn) => ({ ...turn, ms: 0 }));
  expect(comparable(there.turns)).toEqual(comparable(await run(given)));
});

test("on Messenger five buttons do not fit in one message, and what is lost of a form is named", async () => {
  const [, many, form] = await run(trial([open, say("many"), say("form")], { channel: "messenger" }));
  expect(many?.bubbles.every(({ choices }) => choices.length <= 3)).toBe(true);
  const labels = many?.bubbles.flatMap(({ choices, replies }) => [...choices, ...replies].map(({ label }) => label));
  expect(labels).toEqual(["one", "two", "three", "four", "five"]);
  expect(form?.losses.map(({ rule }) => rule)).toContain("form_as_button");
});

test("a voice says words without mark-up, and names what can be said", async () => {
  const [hello] = await run(trial([open], { channel: "voice" }));
  expect(hello?.bubbles).toEqual([
    {
      text: "Hello",
      choices: [],
      replies: [
        { label: "Pizza", does: "say", value: "Pizza" },
        { label: "Many", does: "say", value: "Many" },
      ],
    },
  ]);
});

test("a channel with words alone numbers the choices, and they are said", async () => {
  const [hello, asked] = await run(trial([open, { type: "tap", label: "Pizza", link: "pizza" }], { channel: "text" }));
  expect(textsOf(hello)).toEqual(["Hello\n1. Pizza\n2. Many"]);
  expect(textsOf(asked)).toEqual(["Which size?"]);
});

test("stories see the name and the language of the person", async () => {
  const [turn] = await run(trial([say("name")], { name: "Zoe", locale: "fr" }));
  expect(textsOf(turn)).toEqual(["You are Zoe."]);
  expect(turn?.state).toMatchObject({ locale: "fr" });
});

test("a story that fails is answered as on a channel, and its error stands beside it", async () => {
  const [turn] = await run(trial([say("fail")]));
  expect(turn).toMatchObject({ outcome: "failed", bubbles: [{ text: "bot: fail" }] });
  expect(turn?.problems[0]).toContain("the oven is cold");
});

test("what cannot be done is said in the turn, and the talk goes on", async () => {
  const turns = await run(trial([open, { type: "submit", values: {} }, say("a pizza")]));
  expect(turns[1]).toMatchObject({ outcome: "impossible", problems: ["the newest answer has no form"] });
  expect(textsOf(turns[2])).toEqual(["Which size?"]);
});

test("the differences between two channels are named by turn", async () => {
  const given = trial([open, say("channel"), { type: "wait", minutes: 5 }, say("a pizza")]);
  expect(await trials.compare("ada", given, "messenger")).toEqual({
    differences: [{ turn: 1, aspect: "texts", one: ["on web"], other: ["on messenger"] }],
    isWhole: true,
  });
});

test("the talk becomes a test that is green", async () => {
  const given = trial(
    [open, { type: "tap", label: "Pizza", link: "pizza" }, { type: "wait", minutes: 90 }, say("large"), say("name")],
    { channel: "messenger", name: "Zoe", locale: "en" },
  );
  const made = await trials.testOf("ada", given);
  const config = `${readFileSync(join(root, "test/support/desk/trial-bot.ts"), "utf8")}
    export default { bot: createTrialBot() };`;
  expect(await runVitest({ "made.test.ts": made, "causerie.config.ts": config })).toContain("1 passed");
  expect(made).toContain("person.wait({ hours: 1, minutes: 30 });");
}, 180_000);

test("the routes answer as their document says, refuse what is too large, and leave nothing in the store", async () => {
  await using desk = await startDesk({ bot });
  const ada = await desk.admin();
  const document = (await (await fetch(`${desk.url}/openapi.json`)).json()) as OpenApiDocument;
  const asked: string[] = [];
  const post = async <Body>(path: string, body: unknown) => {
    const answer = await ada.call<Body>("POST", path, body);
    expect(findUndescribed(document, "POST", `/desk/api${path}`, answer)).toEqual([]);
    if (answer.status === 200) asked.push(`POST ${path}`);
    return answer.body;
  };
  const given = trial([open, say("a pizza")]);
  expect((await post<TrialAnswer>("/trials", given)).turns.flatMap(textsOf)).toEqual(["Hello", "Which size?"]);
  expect(await post<TrialComparison>("/trials/differences", { trial: given, other: "text" })).toMatchObject({
    differences: [],
  });
  expect((await post<{ source: string }>("/trials/test", given)).source).toContain('await person.say("a pizza")');
  const refused = [
    trial(Array.from({ length: 61 }, () => say("hello"))),
    trial([say("x".repeat(2_001))]),
    { ...trial([open]), channel: "fax" },
  ];
  for (const each of refused) expect(await post("/trials", each)).toMatchObject({ code: "invalid_request" });
  expect((await ada.get<{ rows: unknown[] }>("/inbox?list=all")).body.rows).toEqual([]);
  expect(asked).toEqual((await deskOperations(desk.url)).filter((each) => each.includes("/trials")));
});

test("two requests of one person at once: the second one is asked to wait", async () => {
  const { promise, resolve } = Promise.withResolvers<string>();
  const slow = new Trials({
    bot: createBot({ stories: [], fallback: () => promise }),
    storyRules: () => noRules,
    now: Date.now,
  });
  const first = slow.run("ada", trial([say("hello")]));
  await expect(slow.run("ada", trial([say("hello")]))).rejects.toMatchObject({ code: "unavailable" });
  resolve("at last");
  expect((await first).turns.flatMap(textsOf)).toEqual(["at last"]);
});
