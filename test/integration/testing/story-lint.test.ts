import { createRailwayBot } from "@causerie/demo/bot/bot.ts";
import { type BotOptions, carousel, createBot, intent, story, type StoryDefinition, text } from "@causerie/server";
import { describeFinding, type LintOptions, storyLint } from "@causerie/server/testing";
import * as v from "valibot";
import { expect, test } from "vitest";

/** What is found in a bot of these stories, each in one line without the way there. */
async function lint(
  stories: readonly StoryDefinition[],
  bot: Partial<BotOptions> = {},
  options: LintOptions = {},
): Promise<string[]> {
  const findings = await storyLint(createBot({ stories, fallback: () => "Sorry?", ...bot }), { at: 0, ...options });
  return findings.map((finding) => describeFinding({ ...finding, path: [] }));
}

const fine = story("fine", { keywords: ["fine"] }).handle(() => "Fine.");

/** A story that answers to its name, with one thing wrong in it. */
const saying = (...messages: Exclude<ReturnType<StoryDefinition["run"]>, Promise<unknown> | void>[]) =>
  story("faulty", { keywords: ["faulty"] }).handle(() => messages as never);

test("nothing is wrong with the demo's bot", { timeout: 120_000 }, async () => {
  const bot = createRailwayBot({ publicUrl: "https://www.aubrelle.example", wordPause: 0, remind: () => undefined });
  const options = { channels: ["messenger"], maxTurns: 250, at: Date.UTC(2026, 10, 20, 14, 30) } as const;
  const findings = await storyLint(bot, options);
  // What Messenger shows in another way is told, and so is what a short crawl has not seen; both are no faults.
  expect(findings.filter(({ severity }) => severity === "error").map(describeFinding)).toEqual([]);
});

test("nothing is wrong with a bot that has slots, steps, intents, events, titles and several languages", async () => {
  const sooner = intent("sooner", { keywords: { en: ["sooner"], fr: ["plus tôt"] } });
  const trip = story("trip", {
    title: { en: "your trip", fr: "votre voyage" },
    keywords: { en: ["trip"], fr: ["voyage"] },
    secondary: [intent("elsewhere", { keywords: ["elsewhere"] })],
    slots: { city: v.string(), seats: v.pipe(v.string(), v.regex(/^\d$/)) },
    steps: { confirm: { intents: [sooner], steps: { paid: true } } },
  });
  const end = story("end");
  const stories = [
    story("hello", { events: ["start"], keywords: { en: ["hello"], fr: ["bonjour"] } }).handle(() =>
      carousel([
        { title: "One", buttons: [{ label: "Trip", to: trip.link({ city: "Lille" }) }] },
        { title: "Two", buttons: [{ label: "Trip", to: trip.link({ city: "Lyon" }) }] },
      ]),
    ),
    trip.handle({
      ask: { city: () => "Where to?", seats: () => "How many?" },
      run: () => text("Good?", { quickReplies: [{ label: "Yes", to: trip.step("confirm") }] }),
      steps: {
        confirm: () => text("Pay", { buttons: [{ label: "Paid", to: trip.step("paid") }] }),
        paid: (turn) => turn.switchTo(end.link()),
      },
    }),
    end.handle(() => "Good bye."),
    story("bye", { events: ["end", "feedback"] }).handle(() => undefined),
  ];
  expect(await lint(stories, { locales: ["en", "fr"] }, { channels: ["web", "messenger", "text"] })).toEqual([]);
});

test("a step that nothing leads to", async () => {
  const faulty = story("faulty", { keywords: ["faulty"], steps: { lost: true } });
  const stories = [faulty.handle({ run: () => "Hm", steps: { lost: () => "Here" } })];
  expect(await lint(stories)).toEqual([
    "error unreachable_step faulty lost: no intent names it, and nothing that the bot says leads to it",
  ]);
  expect(await lint(stories, {}, { links: ["faulty?_step=lost"] })).toEqual([]);
});

test("a story that nothing leads to", async () => {
  const hidden = story("hidden");
  const own = { quickReplies: [{ label: "Again", to: hidden.link() }] };
  const stories = [fine, hidden.handle(() => text("Here", own))];
  expect(await lint(stories)).toEqual([
    "error unreachable_story hidden: no keyword, example, event or link leads to it; if a push or a campaign does, name its link among the links from outside",
  ]);
  expect(await lint(stories, {}, { links: ["hidden"] })).toEqual([]);
});

test("a choice that leads nowhere, and one whose parameters are refused", async () => {
  const zone = story("zone", { keywords: ["zone"], params: v.object({ of: v.optional(v.picklist(["a"])) }) });
  const gone = story("gone").link();
  expect(
    await lint([
      zone.handle(() => "Zone"),
      saying(
        text("Choose", {
          quickReplies: [
            { label: "Gone", to: gone },
            { label: "B", to: "zone?of=b" as typeof gone },
          ],
        }),
      ),
    ]),
  ).toEqual([
    "error dead_link faulty: the choice Gone → gone leads nowhere: this bot has no such story or step, or it refuses the parameters",
    "error dead_link faulty: the choice B → zone?of=b leads nowhere: this bot has no such story or step, or it refuses the parameters",
  ]);
  expect(await lint([fine], {}, { links: ["gone"] })).toEqual([
    "error dead_link: the link gone that comes from outside leads nowhere",
  ]);
});

test("a question whose answer nobody takes", async () => {
  const gone = story("gone", { steps: { here: true } });
  const kept = story("kept", { keywords: ["kept"], steps: { day: v.object({ day: v.string() }) } });
  const stories = [
    story("faulty", { keywords: ["faulty"] }).handle((turn) => {
      turn.waitFor(gone.step("here"));
      return "When?";
    }),
    kept.handle({
      run: (turn) => {
        turn.waitFor("kept?_step=day" as ReturnType<typeof gone.link>);
        return "When?";
      },
      steps: { day: () => "Noted" },
    }),
  ];
  expect((await lint(stories)).filter((line) => line.includes("dead_question"))).toEqual([
    'error dead_question faulty: it waits for an answer at the step "here" of "gone", which this bot does not have',
    'error dead_question kept: it waits for an answer at the step "day" of "kept", which refuses the parameters: Invalid key: Expected "day" but received undefined',
  ]);
});

test("a story that throws, with the cause, and where and how it is seen", async () => {
  const faulty = story("faulty", { keywords: ["faulty"], steps: { deep: true } }).handle({
    run: () =>
      text("Go on?", { quickReplies: [{ label: "Yes", to: story("faulty", { steps: { deep: true } }).step("deep") }] }),
    steps: {
      deep: (turn) => {
        if (turn.channel === "messenger" && turn.locale === "fr") throw new RangeError("too deep");
        return "Fine";
      },
    },
  });
  const bot = createBot({ stories: [faulty], fallback: () => "Sorry?", locales: ["en", "fr"] });
  expect(await storyLint(bot)).toEqual([
    {
      rule: "story_failed",
      severity: "error",
      story: "faulty",
      step: "deep",
      locale: "fr",
      channel: "messenger",
      detail: "RangeError: too deep",
      path: ['say "faulty"', 'tap "Yes"'],
    },
  ]);
});

test("a fallback that throws", async () => {
  const fallback = (): never => {
    throw new Error("nobody left");
  };
  expect(await lint([fine], { fallback })).toEqual(["error story_failed fallback: Error: nobody left"]);
});

test("a story that ends without a word, and so does the fallback", async () => {
  const stories = [fine, story("mute", { keywords: ["mute"] }).handle(() => undefined)];
  expect(await lint(stories)).toEqual(["error no_words mute: it ends without a word, and the person waits"]);
  expect(await lint([fine], { fallback: () => undefined })).toEqual([
    "error no_words fallback: it ends without a word, and the person waits",
  ]);
});

test("quick replies that nobody can tap", async () => {
  const replies = { quickReplies: [{ label: "Fine", say: "fine" }] };
  expect(await lint([fine, saying(text("One", replies), text("Two", replies))])).toEqual([
    'error lost_quick_replies faulty: the quick replies under "One" are gone once the next message is there; put them under the last one',
  ]);
});

test("the bot's own offer to come back to a question is no fault of the story before it", async () => {
  const hello = story("hello", { keywords: ["hello"] });
  const trip = story("trip", { keywords: ["trip"], slots: { to: v.string() } });
  const stories = [
    hello.handle(() => text("Hello", { quickReplies: [{ label: "Trip", to: trip.link() }] })),
    trip.handle({
      ask: { to: () => text("To?", { quickReplies: [{ label: "Hi", to: hello.link() }] }) },
      run: () => "Go",
    }),
  ];
  expect(await lint(stories)).toEqual([]);
});

test("two choices of one name side by side", async () => {
  const other = story("other", { keywords: ["other"] });
  expect(
    await lint([
      other.handle(() => "Other"),
      fine,
      saying(
        text("Choose", {
          buttons: [{ label: "Go!", to: other.link() }],
          quickReplies: [
            { label: "go", say: "fine" },
            { label: "Go", to: other.link() },
          ],
        }),
      ),
    ]),
  ).toEqual([
    'error twin_labels faulty: two choices of "Choose" are called "go" and lead to different places',
    'error twin_labels faulty: two choices of "Choose" are called "Go" and lead to different places',
  ]);
});

test("what a channel cannot show: an error where it is lost, a warning where it is shown otherwise", async () => {
  const label = "A label of more than twenty characters";
  const stories = [fine, saying(text("x".repeat(2500)), text("Choose", { quickReplies: [{ label, say: "fine" }] }))];
  expect(await lint(stories)).toEqual([
    `warning loss faulty messenger: text_split: text, 2 parts, of "${"x".repeat(40)}…"`,
    'error loss faulty messenger: label_shortened: quick reply 1, of "Choose"',
  ]);
  expect(await lint(stories, {}, { channels: ["web"] })).toEqual([]);
});

test("words that two stories claim in one language", async () => {
  const one = story("one", { keywords: { en: ["Fare!", "only"] } });
  const two = story("two", { keywords: { en: ["ticket"], fr: ["billet"] }, examples: { en: ["fare"], fr: ["only"] } });
  const three = story("three", { keywords: { en: ["three"], fr: ["fare"] } });
  const stories = [one.handle(() => "One"), two.handle(() => "Two"), three.handle(() => "Three")];
  expect(
    (await lint(stories, { locales: ["en"], detectLocale: false })).filter((line) => line.includes("duplicate")),
  ).toEqual(['error duplicate_phrase two en: "fare" asks for "two" and for "one" (story "one"); leave it to one']);
});

test("words that count inside a story only are a warning, and a shared intent is none", async () => {
  const yes = intent("yes", { keywords: ["yes"] });
  const sure = intent("sure", { keywords: ["yes"] });
  const asking = (id: string, meant: typeof yes) =>
    story(id, { keywords: [id], steps: { done: { intents: [meant] } } }).handle({
      run: () => "Sure?",
      steps: { done: () => "Done" },
    });
  expect(await lint([asking("one", yes), asking("two", yes)])).toEqual([]);
  expect(await lint([asking("one", yes), asking("two", sure)])).toEqual([
    'warning duplicate_phrase two: "yes" asks for "sure" and for "yes" (story "one"); leave it to one',
  ]);
});

test("too few examples, where others have some in that language", async () => {
  const five = ["a b", "c d", "e f", "g h", "i j"];
  const one = story("one", { keywords: ["one"], examples: { en: five, fr: [] } }).handle(() => "Here");
  const two = story("two", { keywords: ["two"], examples: { en: ["k l"], fr: [] } }).handle(() => "Here");
  expect(await lint([one, two], { locales: ["en", "fr"] })).toEqual([
    'warning few_examples two en: the intent "two" has 1 example(s), which is little to learn from; write 5 or more',
  ]);
  expect(await lint([two], { locales: ["en", "fr"] })).toEqual([]);
});

test("an intent that nobody can know, unless there is a service that may", async () => {
  const faulty = story("faulty", {
    keywords: ["faulty"],
    intents: ["other_words"],
    secondary: [intent("and_then")],
    steps: { day: { intents: ["another_day"] } },
  }).handle({ run: () => "Here", steps: { day: () => "Day" } });
  const unknown = (name: string) =>
    `the intent "${name}" has no keywords and no examples, and the bot has no service that may know it`;
  expect(await lint([faulty])).toEqual([
    `error unknown_intent faulty: ${unknown("other_words")}`,
    `error unknown_intent faulty: ${unknown("and_then")}`,
    `error unknown_intent faulty day: ${unknown("another_day")}`,
  ]);
  const remote = { name: "remote", understand: () => Promise.reject(new Error("must not be asked")) };
  expect(await lint([faulty], { understanding: [remote] })).toEqual([]);
});

test("words, titles and cues that lack one of the bot's languages, or have one that it does not speak", async () => {
  const faulty = story("faulty", {
    title: { en: "it" },
    keywords: { en: ["faulty"], de: ["fehlerhaft"] },
    slots: { to: { schema: v.string(), optional: true, after: { "fr-FR": ["vers"], "en-GB": ["to"], es: ["a"] } } },
  }).handle({ run: () => "Here" });
  expect(await lint([faulty], { locales: ["en", "fr"] })).toEqual([
    "error missing_words faulty fr: its title has words in en, but none in fr; add some, or an empty list",
    "error missing_words faulty fr: it has words in en, de, but none in fr; add some, or an empty list",
    "error foreign_locale faulty de: it has words in de, which is none of the bot's locales (en, fr)",
    'error foreign_locale faulty es: the "after" of its slot "to" has words in es, which is none of the bot\'s locales (en, fr)',
  ]);
});

test("a keyword that leads to nobody, or to somebody else", async () => {
  const fork = story("fork", { keywords: ["fork", "👍"] }).handle(() => "Here");
  expect(await lint([fork])).toEqual([
    'error keyword_misses fork: nobody understands its keyword "👍"; keywords need letters or digits',
  ]);
});

test("what catalogues find is told with it", async () => {
  const problem = { kind: "missing_key", locale: "fr", key: "fares.heading", detail: "it is said in en only." };
  expect(await lint([fine], {}, { catalogues: [{ findProblems: () => [problem] }] })).toEqual([
    "error translation fr: fares.heading, missing_key: it is said in en only.",
  ]);
});

test("a question that no answer fits is told, and what may lie behind it is not called out of reach", async () => {
  const faulty = story("faulty", {
    keywords: ["faulty"],
    slots: { code: v.pipe(v.string(), v.regex(/^[A-Z]{6}$/)) },
    steps: { after: true },
  });
  const stories = [
    faulty.handle({
      ask: { code: () => "Which code?" },
      run: () => text("Good", { quickReplies: [{ label: "Go on", to: faulty.step("after") }] }),
      steps: { after: () => "Done" },
    }),
    story("hidden").handle(() => "Here"),
  ];
  expect(await lint(stories)).toEqual([
    'warning question_unanswered faulty: its question for "code" has no choices, and nothing that was tried answers it: what comes after it was not seen; name an answer that fits: --answer TEXT, or `answers` of storyLint',
  ]);
  expect(await lint(stories, {}, { answers: ["ABCDEF"] })).toEqual([
    "error unreachable_story hidden: no keyword, example, event or link leads to it; if a push or a campaign does, name its link among the links from outside",
  ]);
});

test("a question is answered, too, when its story ends itself, leads to another one, or gives a value back", async () => {
  const thanks = story("thanks");
  const code = () => v.pipe(v.string(), v.regex(/^[A-Z]{6}$/));
  const ask = { code: () => "Which code?" };
  const ending = story("ending", { keywords: ["ending"], slots: { code: code() } });
  const leading = story("leading", { keywords: ["leading"], slots: { code: code() } });
  const stories = [
    ending.handle({
      ask,
      run: (turn) => {
        turn.endStory();
        return "Good";
      },
    }),
    leading.handle({ ask, run: (turn) => turn.switchTo(thanks.link()) }),
    thanks.handle(() => "Thanks"),
  ];
  expect(await lint(stories, {}, { answers: ["ABCDEF"] })).toEqual([]);
});

test("a question that its story only gives up is not answered", async () => {
  const faulty = story("faulty", { keywords: ["faulty"], slots: { code: v.pipe(v.string(), v.regex(/^[A-Z]{6}$/)) } });
  const stories = [faulty.handle({ ask: { code: () => "Which?" }, run: () => "Good", giveUp: () => "Never mind" })];
  expect(await lint(stories)).toHaveLength(1);
});

test("a bot without an end is walked through as far as told, and that is said", async () => {
  const room = story("room", { keywords: ["room"], params: v.object({ n: v.optional(v.string()) }) });
  const stories = [
    room.handle((_turn, { n = "" }) => text(n, { quickReplies: [{ label: "On", to: room.link({ n: `${n}1` }) }] })),
    story("hidden").handle(() => "Here"),
  ];
  expect(await lint(stories, {}, { maxTurns: 50 })).toEqual([
    "warning crawl_cut: there is more to see than 50 turns; raise maxTurns",
  ]);
});

test("a story is tried with each kind of data, though its link was followed before from the same place", async () => {
  const report = story("report", { keywords: ["report"], params: v.object({ item: v.optional(v.string()) }) });
  const send = story("send");
  const stories = [
    report.handle((turn, { item }) => {
      if (item !== undefined) turn.data.item = item;
      return text("Report", {
        quickReplies: [
          { label: "Send", to: send.link() },
          { label: "A hat", to: report.link({ item: "hat" }) },
        ],
      });
    }),
    send.handle((turn) => {
      if (turn.data.item !== undefined) throw new Error("cannot send hats");
      return "There is nothing to send.";
    }),
  ];
  expect(await storyLint(createBot({ stories, fallback: () => "Sorry?" }))).toEqual([
    {
      rule: "story_failed",
      severity: "error",
      story: "send",
      detail: "Error: cannot send hats",
      path: ['say "report"', 'tap "A hat"', 'tap "Send"'],
    },
  ]);
});

test("the same bot has the same findings in the same order", async () => {
  const stories = [
    fine,
    saying(text("One", { quickReplies: [{ label: "A", say: "x" }] }), "Two"),
    story("hidden").handle(() => "Here"),
  ];
  const [one, two] = [await lint(stories), await lint(stories)];
  expect(one).toHaveLength(2);
  expect(two).toEqual(one);
});
