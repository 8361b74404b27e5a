import { createBot, number, oneOf, story } from "@causerie/server";
import { describeWhy } from "@causerie/server/testing/inspection/describe-why.ts";
import { simulate } from "@causerie/server/testing";
import { expect, test } from "vitest";
import { outsideFolder } from "#support/commands/outside-folder.ts";
import { runCauserie } from "#support/commands/run-causerie.ts";

const config = `
import { createBot, defineConfig, number, oneOf, story } from "@causerie/server";

const order = story("order", {
  keywords: ["pizza"],
  examples: ["I want to order a large one", "order something to eat", "I am hungry", "bring me food", "one to take away"],
  slots: { size: oneOf("size", ["small", "large"]), count: number({ integer: true }) },
});
const hours = story("hours", {
  examples: ["when do you open", "what are your opening hours", "are you open now", "until when are you open", "closed today?"],
});
const bot = createBot({
  stories: [
    order.handle({ ask: { size: () => "Which size?", count: () => "How many?" }, run: () => "ordered" }),
    hours.handle(() => "From nine to five."),
  ],
  fallback: () => "Sorry?",
});
export default defineConfig({ bot, connectors: [] });
`;

async function chat(...lines: string[]): Promise<string> {
  const cwd = outsideFolder({ "causerie.config.ts": config });
  const { code, stdout, stderr } = await runCauserie(["chat"], { cwd, input: lines.join("\n") });
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  return stdout;
}

test(":why says who understood the words and how sure, what they mention, and what answered", async () => {
  const said = await chat("I want to order a large one please", ":why");
  expect(said).toMatch(/^understood by classifier: order 0\.\d\d$/m);
  expect(said).toMatch(/^ {2}classifier: order 0\.\d\d/m);
  expect(said).toMatch(/^ {2}words for order.*: ".*"/m);
  expect(said).toMatch(/^entities: .*size "large" \("large"\)/m);
  expect(said).toContain("answered by: order (answered)\n");
  expect(said).toMatch(/^slots: .*size "large".*count is asked for$/m);
});

test(":why names each understander that was asked, and the runner-up", async () => {
  const said = await chat("pizza until when are you open", ":why");
  expect(said).toMatch(/^ {2}keywords: order 0\.\d\d/m);
  expect(said).toMatch(/^ {2}classifier: hours 0\.\d\d/m);
  const inQuestion = await chat("pizza", "when do you open", ":why");
  expect(inQuestion).toContain("answered by: hours (answered)\n");
  expect(inQuestion).toContain("runner-up: order, as an answer for size\n");
});

test(":why says what was not understood, too", async () => {
  const said = await chat("purple giraffes", ":why");
  expect(said).toContain("understood by none: no intent 0.00\n");
  expect(said).toContain("entities: none\n");
  expect(said).toContain("runner-up: none\n");
  expect(said).toContain("slots: none");
});

test("what a tap means is said without scores of words", async () => {
  const size = oneOf("size", ["small", "large"]);
  const order = story("order", { slots: { size, count: number() }, steps: { pay: true } });
  const bot = createBot({
    stories: [
      order.handle({ ask: { size: () => "?", count: () => "?" }, run: () => "ordered", steps: { pay: () => "paid" } }),
    ],
    fallback: () => "?",
  });
  const person = simulate(bot);
  const answer = await person.follow(order.step("pay"));
  const why = describeWhy(answer, await person.state(), undefined);
  expect(why.split("\n")).toEqual([
    "understood by link: order, step pay 1.00",
    "entities: none",
    "answered by: order, step pay (answered)",
    "runner-up: none",
    "slots: none",
  ]);
});

test("the rules that a turn came past are named, with who has made them", async () => {
  const named = (id: string) => story(id, { keywords: [id] }).handle(() => id);
  const bot = createBot({ stories: ["fares", "summer", "hours"].map(named), fallback: () => "?" });
  const storyRules = { fares: { redirectTo: "summer" }, hours: { enabled: false } };
  const person = simulate(bot, { storyRules });
  const why = describeWhy(await person.say("fares"), await person.state(), undefined);
  expect(why).toContain("\nrule (configuration): fares redirected to summer\nanswered by: summer (answered)\n");
  expect(why).not.toContain("hours disabled");
});
