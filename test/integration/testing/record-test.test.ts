import { createBot, story, text } from "@causerie/server";
import { type RecordOptions, recordTest, simulate, type SimulatedPerson } from "@causerie/server/testing";
import { expect, test } from "vitest";
import { runVitest } from "#support/commands/run-vitest.ts";

/** The recorded test needs the same bot as this one. */
const botSource = `
import { createBot, story, text } from "@causerie/server";
export const bot = makeBot({ createBot, story, text });
`;

/** Self-contained: its source is written to the folder in which the recorded test runs. */
function makeBot(causerie: { createBot: typeof createBot; story: typeof story; text: typeof text }) {
  const { createBot, story, text } = causerie;
  const report = story("report", { keywords: ["lost"], steps: { item: true, mail: true } });
  const order = story("order", { keywords: ["order"] });
  return createBot({
    stories: [
      story("hello", { events: ["start"] }).handle(() =>
        text("Hello! What can I do?", {
          quickReplies: [
            { label: "I lost something", to: report.link() },
            { label: "My order", to: order.link() },
          ],
        }),
      ),
      report.handle({
        run: (turn) => {
          turn.waitFor(report.step("item"));
          return "What did you lose?";
        },
        steps: {
          item: (turn) => {
            turn.data.item = turn.text;
            turn.waitFor(report.step("mail"));
            return [`“${turn.text}”, noted.`, "Where can we write to?"];
          },
          mail: (turn) => `We write to ${turn.text} about ${JSON.stringify(turn.data.item)}.`,
        },
      }),
      // What is looked up is another thing every time.
      order.handle(() =>
        text(`Your order ${Math.random().toString().slice(2, 10)} is on its way.`, {
          quickReplies: [{ label: "Thanks", say: "thanks" }],
        }),
      ),
      story("place", { events: ["location", "attachment", "feedback"] }).handle(
        (turn) => `A ${turn.event.content.type}.`,
      ),
    ],
    fallback: (turn, reason) => `${reason}: ${turn.text}`,
  });
}

const bot = makeBot({ createBot, story, text });

async function record(
  talk: (person: SimulatedPerson) => Promise<unknown>,
  options: Partial<RecordOptions> = {},
): Promise<string> {
  const person = simulate(bot, { at: Date.UTC(2026, 10, 20, 14, 30) });
  await talk(person);
  return recordTest(await person.transcript(), { name: "again", bot, ...options });
}

function runRecorded(source: string): Promise<string> {
  return runVitest({ "recorded.test.ts": source, "bot.ts": `${botSource}\n${makeBot.toString()}` });
}

async function talk(person: SimulatedPerson): Promise<void> {
  await person.open();
  await person.tap("I lost something");
  person.wait({ hours: 1, seconds: 3 });
  await person.say("Rosalind's blue umbrella, number 4711");
  await person.say("rosalind.hopper@mail.example.com");
  await person.open();
  await person.tap("My order");
  await person.say("1");
  await person.follow("report?_step=mail&who=0465712048", "Old button");
  await person.share(48.85837, 2.294481);
  await person.attach({ kind: "image", url: "https://cdn.example.com/a.png?oh=secret" });
  await person.rate("up");
  await person.say("my code is HX7QP2 and my postcode SW1A 1AA");
}

test("a recorded conversation is a test that passes, and holds nothing of the person's", async () => {
  const source = await record(talk);
  expect(source).toMatchInlineSnapshot(`
      "// Recorded from a conversation, and made harmless. Read it before you keep it: what the bot has looked up about the
      // person, such as a name or a street, still stands in its answers.
      import { simulate } from "@causerie/server/testing";
      import { expect, test } from "vitest";
      import { bot } from "./bot.ts";

      test("again", async () => {
        const person = simulate(bot, { at: Date.parse("2026-11-20T14:30:00.000Z") });
        expect((await person.open()).texts).toEqual(["Hello! What can I do?"]);
        expect((await person.tap("I lost something")).texts).toEqual(["What did you lose?"]);
        person.wait({ hours: 1, seconds: 3 });
        expect((await person.say("Babababa's dada fafafafa, gagaga 1000")).texts).toEqual([
          "“Babababa's dada fafafafa, gagaga 1000”, noted.",
          "Where can we write to?",
        ]);
        expect((await person.say("person@example.org")).texts).toEqual([
          "We write to person@example.org about \\"Babababa's dada fafafafa, gagaga 1000\\".",
        ]);
        expect((await person.open()).texts).toEqual(["Hello! What can I do?"]);
        expect((await person.tap("My order")).texts).toEqual([expect.stringMatching(/^Your order [^]+ is on its way\\.$/)]);
        expect((await person.say("1")).texts).toEqual(["not_understood: thanks"]);
        expect((await person.follow("report?who=0100000001&_step=mail", "Old button")).texts).toEqual([
          "We write to Old button about \\"Babababa's dada fafafafa, gagaga 1000\\".",
        ]);
        expect((await person.share(48.9, 2.3)).texts).toEqual(["A location."]);
        expect((await person.act({ type: "attachment", attachments: [{ kind: "image", url: "https://www.example.org/image" }] })).texts).toEqual([
          "A attachment.",
        ]);
        expect((await person.rate("up")).texts).toEqual(["A feedback."]);
        expect((await person.say("my kaka is BA1BA0 and my lalalala DA1D 0AD")).texts).toEqual([
          "not_understood: my kaka is BA1BA0 and my lalalala DA1D 0AD",
        ]);
      });
      "
    `);
  for (const secret of [/rosalind/i, /umbrella/i, /4711/, /hopper/i, /0465/, /48\.85/, /oh=/, /HX7QP2/, /SW1A/])
    expect(source).not.toMatch(secret);
  expect(await runRecorded(source)).toContain("1 passed");
});

test("a recorded test fails when the bot says something else", async () => {
  const source = (await record(talk)).replace("What did you lose?", "What have you lost?");
  await expect(runRecorded(source)).rejects.toThrow("What have you lost?");
});

test("words can be kept, except addresses and numbers; the same conversation gives the same source", async () => {
  const one = await record(talk, { keepWords: true });
  expect(one).toContain(`person.say("Rosalind's blue umbrella, number 1000")`);
  expect(one).toContain("person@example.org");
  expect(one).not.toMatch(/rosalind\.hopper|4711/);
  const withoutRandom = (source: string): string => source.replaceAll(/\d{8}/g, "");
  expect(withoutRandom(await record(talk, { keepWords: true }))).toBe(withoutRandom(one));
});

test("redaction, the name, the place of the bot, channel and language can be given", async () => {
  const source = await record((person) => person.say("Ada"), {
    name: 'of "Ada"',
    importBot: 'import { bot } from "#bots/railway.ts";',
    channel: "messenger",
    locale: "fr",
    redact: { person: (said) => said.toUpperCase(), bot: () => /^not/, link: (link) => link },
  });
  expect(source).toContain('import { bot } from "#bots/railway.ts";\n\ntest("of \\"Ada\\"", async');
  expect(source).toContain('channel: "messenger", locale: "fr" });');
  expect(source).toContain('expect((await person.say("ADA")).texts).toEqual([expect.stringMatching(/^not/)]);');
});

test("a choice that its label does not tell from another one is followed by its link", async () => {
  const twins = story("twins", { keywords: ["twins"] });
  const two = createBot({
    stories: [
      twins.handle(() =>
        text("Which?", {
          buttons: [
            { label: "Go", to: twins.link() },
            { label: "Go", to: "twins?of=two" as ReturnType<typeof twins.link> },
          ],
        }),
      ),
    ],
    fallback: () => "?",
  });
  const person = simulate(two, { at: 0 });
  await person.say("twins");
  await person.follow("twins?of=two", "Go");
  await person.tap("Go");
  const source = recordTest(await person.transcript(), { name: "twins", bot: two });
  expect(source).toContain('person.follow("twins?of=two", "Go")');
  expect(source).toContain('person.tap("Go")');
});

test("an answer that was broken off is not expected, one that is not there yet is left out, agents are not heard", () => {
  const visitor = (seq: number, text: string) =>
    ({ seq, at: 0, type: "visitor", clientId: String(seq), content: { type: "text", text } }) as const;
  const said = (seq: number, words: string, role: "bot" | "agent", stopped: boolean) =>
    ({
      seq,
      at: 0,
      type: "message.final",
      messageId: String(seq),
      author: { role },
      message: text(words),
      stopped,
    }) as const;
  const source = recordTest(
    [
      visitor(1, "one"),
      visitor(2, "two"),
      said(3, "first", "bot", true),
      { seq: 4, at: 0, type: "turn.end", of: 1 },
      said(5, "agent", "agent", false),
      said(6, "second", "bot", false),
      { seq: 7, at: 0, type: "turn.end", of: 2 },
      visitor(8, "three"),
    ],
    { name: "broken off" },
  );
  expect(source.split("\n").slice(-5)).toEqual([
    '  const person = simulate(bot, { at: Date.parse("1970-01-01T00:00:00.000Z") });',
    '  await person.say("one"); // its answer was broken off',
    '  expect((await person.say("two")).texts).toEqual(["second"]);',
    "});",
    "",
  ]);
});
