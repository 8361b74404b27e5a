import { afterAll, expect, test } from "vitest";
import { heardIn } from "#support/alexa/fake-alexa.ts";
import { startSkill } from "#support/alexa/skill-world.ts";

/** One server for all: everybody in here is somebody else. */
const world = await startSkill({ intents: { BookTripIntent: "book-trip" } });
afterAll(async () => await world[Symbol.asyncDispose]());

test("who opens the skill is greeted, and hears what can be said", async () => {
  const skill = world.newcomer();
  const answer = await skill.say({ type: "LaunchRequest" });
  expect(answer.response.outputSpeech?.ssml).toBe(
    "<speak>Hello &amp; &lt;welcome&gt;! You can say: Book a trip.</speak>",
  );
  expect(answer.response).toMatchObject({
    shouldEndSession: false,
    reprompt: { outputSpeech: { ssml: "<speak>You can say: Book a trip.</speak>" } },
  });
});

test("an intent with its slots is the story with them, and the skill ends when it has asked nothing", async () => {
  const skill = world.newcomer();
  const answer = await skill.intent("book_dash_trip", { to: { value: "the north", id: "lille" }, seats: "2" });
  expect([heardIn(answer), answer.response.shouldEndSession]).toEqual(["2 to lille.", true]);
});

test("a slot that is missing is asked for, and answered by the intent for answers", async () => {
  const skill = world.newcomer();
  const asked = await skill.intent("book_dash_trip");
  expect([heardIn(asked), asked.response.shouldEndSession]).toEqual(["Where to?", false]);
  expect(heardIn(await skill.intent("CauserieAnswer", { words: "to Lyon please" }))).toBe("How many seats?");
  expect(heardIn(await skill.intent("CauserieAnswer", { number: "70" }))).toBe("How many, from one to nine?");
  expect(heardIn(await skill.intent("CauserieAnswer", { number: "7" }))).toBe("7 to lyon.");
});

test("days and times come as Amazon writes them", async () => {
  const skill = world.newcomer();
  await skill.intent("day");
  expect(heardIn(await skill.intent("CauserieAnswer", { day: "2027-01-31", time: "18:30" }))).toContain("2027-01-31");
});

test("a choice is made by saying it, or its number, and the person's language counts", async () => {
  const skill = world.newcomer();
  await skill.say({ type: "LaunchRequest" });
  expect(heardIn(await skill.intent("CauserieAnswer", { words: "the first one" }))).toBe("Where to?");
  const opened = await world.newcomer().say({ type: "LaunchRequest", locale: "fr-FR" });
  expect(heardIn(opened)).toContain("Vous pouvez dire : Book a trip.");
});

test("cancelling is Amazon's word for the bot's own", async () => {
  const skill = world.newcomer();
  await skill.intent("book_dash_trip");
  expect(heardIn(await skill.intent("AMAZON.CancelIntent"))).toBe("All right, cancelled.");
  expect(heardIn(await skill.intent("AMAZON.HelpIntent"))).toBe("Sorry?");
});

test("what Amazon does not understand never reaches the bot: the question is asked again", async () => {
  const skill = world.newcomer();
  await skill.intent("book_dash_trip");
  const misheard = await skill.intent("AMAZON.FallbackIntent");
  expect([heardIn(misheard), misheard.response.shouldEndSession]).toEqual([
    "I did not get that. How can I help you?",
    false,
  ]);
  expect(heardIn(await skill.intent("AMAZON.RepeatIntent"))).toBe("Where to?");
  expect(heardIn(await skill.intent("CauserieAnswer", { words: "Lille" }))).toBe("How many seats?");
});

test("who wants to leave hears good-bye, and the session ends", async () => {
  const skill = world.newcomer();
  const answer = await skill.intent("AMAZON.StopIntent");
  expect([heardIn(answer), answer.response.shouldEndSession]).toEqual(["See you.", true]);
});

test("the end of a session is an event of the conversation, and nothing can be said to it", async () => {
  const skill = world.newcomer();
  await skill.say({ type: "LaunchRequest" });
  expect(await skill.say({ type: "SessionEndedRequest", reason: "EXCEEDED_MAX_REPROMPTS" })).toEqual({
    version: "1.0",
    response: {},
  });
  const log = await skill.log();
  expect(log.flatMap((entry) => (entry.type === "visitor" ? [entry.content.type] : []))).toEqual(["start", "end"]);
});

test("what is not done in time is said so, and the skill listens for the same question again", async () => {
  const gate = Promise.withResolvers<void>();
  await using skill = await startSkill({ deadlineMs: 500 }, { gate: gate.promise });
  const answer = await skill.intent("slow");
  // Whether the beginning is done in time is a matter of the machine.
  expect(heardIn(answer)).toMatch(/^(?:Let me see\. )?I need more time for this\. Please ask me again in a moment\.$/);
  expect(answer.response.shouldEndSession).toBe(false);
  gate.resolve();
  await skill.server.idle();
});

test("addresses are on a card, and the person is told where", async () => {
  const skill = world.newcomer();
  const answer = await skill.intent("show");
  expect(heardIn(answer)).toBe("Which? A: See the map. You find the address in your Alexa app. You can say: A.");
  expect(answer.response.card).toEqual({
    type: "Simple",
    title: "Which?",
    content: "the map: https://a.example/map?zone=a",
  });
});

test("a message in Alexa's own words is said in place of the neutral one", async () => {
  const skill = world.newcomer();
  const { response } = await skill.intent("native");
  expect(response.outputSpeech?.ssml).toBe('<speak>Before. <emphasis level="strong">Strong.</emphasis></speak>');
  expect(response).toMatchObject({
    shouldEndSession: false,
    reprompt: { outputSpeech: { ssml: "<speak>Well?</speak>" } },
  });
});

test("the names of a model that exists already lead to stories by an option", async () => {
  const skill = world.newcomer();
  expect(heardIn(await skill.intent("BookTripIntent", { to: "Lyon" }))).toBe("How many seats?");
});

test("the same request again gets the same answer, and is one event", async () => {
  const skill = world.newcomer();
  const once = await skill.intent("book_dash_trip", {}, { id: "r1", at: Date.now() });
  expect(await skill.intent("book_dash_trip", {}, { id: "r1", at: Date.now() })).toEqual(once);
  const log = await skill.log();
  expect(log.filter(({ type }) => type === "visitor")).toHaveLength(1);
});
