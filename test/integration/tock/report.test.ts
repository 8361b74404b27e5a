import { ConfigError } from "@causerie/server";
import { importTock } from "@causerie/server/tock-import/convert/import-tock.ts";
import { summaryOf, writeReport } from "@causerie/server/tock-import/report.ts";
import { anything, array, assert, constantFrom, dictionary, oneof, property, record, string } from "fast-check";
import { expect, test } from "vitest";
import { loadTock, readFixture } from "#support/tock-fixture.ts";

const imported = importTock(readFixture());
const detailsOf = (kind: string) =>
  imported.findings.filter((each) => each.kind === kind).map(({ at, detail }) => `${at}: ${detail}`);

test("everything that has no equivalent is named, with its position and the reason", () => {
  expect(detailsOf("lost")).toEqual([
    "application.json $.intents[13].entitiesRegexp: regular expressions for entities: write them as pattern(…) in a story of your own",
    "application.json $.sentences[76].status: sentences that nobody has validated in Tock",
    "application.json $.sentences[77].status: sentences that were deleted in Tock",
    expect.stringMatching(
      /^stories\.json \$\[11\]\.answers\[0\]\.scriptVersions\[0\]\.script: a Kotlin script that does more .*temperature/,
    ),
    'stories.json $[15].answers[0]: an answer of the kind "tick", which this import does not know: answer it in a story of your own',
    "stories.json $[12]: the steps, entities and rules of a story that is Kotlin code: they go with it",
    'stories.json $[7].tags: the tag "ASK_AGAIN": here the fallback answers, and a question that is open stays open',
    "sentences: sentences that mean nothing to the bot (tock:unknown, 1 of them): here whatever no story knows goes to the fallback",
  ]);
  expect(detailsOf("unreadable")).toEqual([
    "application.json $.sentences[79].classification.intentId: the id of an intent that the dump does not have",
  ]);
});

test("what waits for the author is named with what to do", () => {
  expect(detailsOf("open").map((each) => each.slice(0, 60))).toEqual([
    'stories.json $[12]: the story "search" is Kotlin code: write',
    'stories.json $[11]: the story "weather" says nothing: the fa',
    "stories.json $[13].answers[0].answers[0].mediaMessage.file: ",
    'stories.json $[15]: the story "ticks" says nothing: the fall',
    "intent recherche: no story here is about it: its sentences (",
    "intent resultats: no story here is about it: its sentences (",
    "story summer_hours: no sentence asks for it: only links, ste",
    "story survey: no sentence asks for it: only links, steps and",
    "story weather: no sentence asks for it: only links, steps an",
    "story new_books: no sentence asks for it: only links, steps ",
    "story ticks: no sentence asks for it: only links, steps and ",
    "configuration 5f3c0d: some rules or answers are for it alone",
    "configuration page: some rules or answers are for it alone: ",
  ]);
});

test("entities keep their names of Tock: dates and numbers are read here, dictionaries and mentions become values", () => {
  expect(imported.bot.entities).toEqual({
    "duckling:datetime": { kind: "date" },
    "duckling:number": { kind: "number" },
    "media:genre": {
      kind: "oneOf",
      values: { polar: { fr: ["polar"] }, "science-fiction": { fr: ["science-fiction"] } },
    },
    "media:site": {
      kind: "oneOf",
      values: {
        centre: { fr: ["Centre", "centre-ville"], en: ["Centre"] },
        plage: { fr: ["Plage"], en: ["Beach"] },
        port: { fr: ["Port", "le Port"] },
      },
    },
  });
  const shuttle = imported.bot.stories.find(({ id }) => id === "shuttle");
  expect(shuttle?.slots.map(({ name, entity, after }) => ({ name, entity, after }))).toEqual([
    { name: "depart", entity: "media:site", after: { fr: ["de"] } },
    { name: "arrivee", entity: "media:site", after: { fr: ["le", "vers", "à"] } },
  ]);
});

test("each label is found again by its id in Tock", () => {
  expect(imported.mapping["media_horaires_Et le week-end ?"]).toBe("horaires.et_le_week_end");
  expect(imported.messages["en"]).toMatchObject({ horaires: { et_le_week_end: "And at the weekend?" } });
});

test("a dump of sentences alone brings intents and the values that they mention, in the language of the dump or their own", () => {
  const mention = { entity: "app:city", role: "to", start: 3, end: 8, subEntities: [] };
  const { bot, findings } = importTock([
    {
      name: "n.json",
      json: {
        applicationName: "bot",
        language: "fr_FR",
        sentences: [
          { text: "de Lille", intent: "app:trip", entities: [mention], status: "validated" },
          { text: "to LILLE", intent: "trip", entities: [mention], language: "en" },
          { text: "to", intent: "trip", entities: [mention] },
          { text: "de Lille", intent: "trip", entities: [{ ...mention, subEntities: [mention] }] },
        ],
      },
    },
  ]);
  expect(bot.intents).toEqual({ trip: { "fr-FR": ["de Lille", "to"], en: ["to LILLE"] } });
  expect(bot.entities).toEqual({
    "app:city": { kind: "oneOf", values: { Lille: { "fr-FR": ["Lille"], en: ["LILLE"] } } },
  });
  expect(findings.slice(0, 2)).toEqual([
    {
      kind: "unreadable",
      at: "n.json $.sentences[2].entities[0]",
      detail: "start and end of an entity do not lie in its sentence",
    },
    {
      kind: "lost",
      at: "n.json $.sentences[3].entities[0].subEntities",
      detail: "entities inside of an entity: here a mention is one whole",
    },
  ]);
});

test("texts that say something else here than in Tock are named: HTML, arguments, and what one language lacks", () => {
  const label = (id: string, locale: string, text: string) => ({
    _id: id,
    category: "c",
    i18n: [{ locale, interfaceType: "textChat", label: text, validated: true, alternatives: [] }],
  });
  const labels = [
    label("a", "fr", "Un <b>mot</b>"),
    label("b", "fr", "Bonjour {0}"),
    label("d", "en", "Only English, 1 < 2"),
    label("code", "fr", "Pour le code : {0}"),
  ];
  const answers = [{ answerType: "simple", answers: [{ key: { key: "b" }, delay: -1 }] }];
  const { messages, findings } = importTock([
    { name: "l.json", json: labels },
    { name: "s.json", json: [{ storyId: "x", intent: "x", currentType: "simple", answers }] },
  ]);
  const ofTexts = findings.filter(({ at }) => at.startsWith("message"));
  expect(ofTexts.map(({ at, detail }) => `${at}: ${detail}`)).toEqual([
    "message c.only_english_1_2: it has no text in fr, so people of other languages get the one in en",
    "messages/fr.json c.bonjour: a text with arguments: a story of Studio gives none, so people see … in their stead",
    "messages/fr.json c.un_b_mot_b: a text with HTML, which people see as it is written: write Markdown",
  ]);
  expect(messages["fr"]).toMatchObject({ c: { only_english_1_2: "Only English, 1 < 2" } });
});

test("the report lists each thing once with all its positions, and nothing of a dump can pose as a part of it", () => {
  const report = writeReport([
    { kind: "lost", at: "a.json $[0]", detail: "the same" },
    { kind: "lost", at: "a.json $[1]", detail: "the same" },
    { kind: "open", at: "`x`\n## y", detail: "z\n## <b>" },
  ]);
  expect(report).toContain("- the same: `a.json $[0]`, `a.json $[1]`\n");
  expect(report.match(/^## .*/gm)).toEqual(["## Yours to do (1)", "## Not carried over (2)"]);
  expect(report).not.toContain("<b>");
  expect(summaryOf([])).toBe("everything came over as it was");
  expect(writeReport([])).toContain("Everything came over as it was.");
});

test("a file that is no dump is refused with what it is, all of them at once", () => {
  const refused = (json: unknown): string[] => {
    try {
      importTock([{ name: "x.json", json }]);
    } catch (error) {
      if (error instanceof ConfigError) return [...error.problems];
      throw error;
    }
    return [];
  };
  expect(refused([])[0]).toMatch(/^x\.json is an empty list; expected an export of Tock Studio/);
  expect(refused({ version: 2, bot: {} })[0]).toMatch(/^x\.json is an object with the fields version, bot; expected/);
  expect(refused([{ a: 1 }])[0]).toMatch(/^x\.json is a list whose elements have the fields a; expected/);
  expect(refused("text")[0]).toMatch(/^x\.json is a single value; expected an export/);
  expect(() => importTock([])).toThrow(/no export of Tock Studio/);
  expect(() =>
    importTock([
      { name: "1", json: 1 },
      { name: "2", json: 2 },
    ]),
  ).toThrow(/1 is[\s\S]*2 is/);
});

test("parts of another form, and fields of another version, are named one by one while the rest comes over", () => {
  const story = { storyId: "a", intent: { name: "a" }, currentType: "simple", answers: [] };
  const good = {
    ...story,
    storyId: "good",
    intent: "good",
    answers: [{ answerType: "simple", answers: [{ key: "Ça va.", delay: -1 }] }],
  };
  const { bot, findings } = importTock([
    {
      name: "s.json",
      json: [
        7,
        { ...story, storyId: "" },
        { ...story, intent: null },
        {
          ...story,
          storyId: "b",
          intent: "b",
          steps: {},
          features: [3],
          novelty: { x: 1 },
          mandatoryEntities: [{ role: 4 }],
        },
        good,
        { ...good, name: "again" },
      ],
    },
  ]);
  expect(bot.stories.map(({ id }) => id)).toEqual(["b", "good"]);
  const lines = findings.map(({ kind, at, detail }) => `${kind} ${at}: ${detail}`);
  expect(lines).toEqual(
    expect.arrayContaining([
      "unreadable s.json $[0]: expected a story",
      "unreadable s.json $[1].storyId: the id of the story is missing",
      "unreadable s.json $[2].intent: the intent of the story is missing, so nothing could begin it",
      "lost s.json $[3].novelty: a field that this import does not know; look at it yourself",
      "unreadable s.json $[3].steps: expected a list of steps",
      "unreadable s.json $[3].features[0]: expected a rule",
      "unreadable s.json $[3].mandatoryEntities[0].role: expected a text",
      'lost s.json $[5]: the story "good" once more: the first counts',
    ]),
  );
});

test("names that would clash or that no link can carry are changed, and the report says so", () => {
  const story = (storyId: string, intent: string, more = {}) => ({
    storyId,
    intent: { name: intent },
    currentType: "simple",
    answers: [{ answerType: "simple", answers: [{ key: storyId, delay: -1 }] }],
    ...more,
  });
  const { bot, findings } = importTock([
    {
      name: "s.json",
      json: [
        story("hello", "greet", { features: [{ enabled: true, endWithStoryId: "greet" }] }),
        story("greet", "hello"),
        story("l'été !", "été"),
        story("twin", "été"),
      ],
    },
  ]);
  expect(bot.stories.map(({ id, intent, endWith }) => ({ id, intent, endWith }))).toEqual([
    { id: "hello_story", intent: "greet", endWith: "greet_story" },
    { id: "greet_story", intent: "hello", endWith: undefined },
    { id: "l_été", intent: "été", endWith: undefined },
    { id: "twin", intent: undefined, endWith: undefined },
  ]);
  expect(findings.map(({ detail }) => detail)).toEqual(
    expect.arrayContaining([
      'the id "hello" is "hello_story" here',
      `the id "l'été !" is "l_été" here`,
      expect.stringContaining('the intent "été", which begins the story "l\'été !" already'),
    ]),
  );
});

test("steps that are nested without end, and files that would leave their folder, do no harm", () => {
  let step: unknown = { name: "end", children: [] };
  for (let depth = 0; depth < 2_000; depth += 1) step = { name: "s", intent: { name: "i" }, children: [step] };
  const file = { suffix: "../../x", name: "../../../etc/passwd", data: "AA==", id: "/a/b", type: "image" };
  const media = { type: "card", title: "t", file, actions: [{ title: "js", url: "javascript:alert(1)" }] };
  const { files, findings, bot } = importTock([
    {
      name: "s.json",
      json: [
        {
          storyId: "a",
          intent: "a",
          currentType: "simple",
          answers: [{ answerType: "simple", answers: [{ key: "k", delay: 9e9, mediaMessage: media }] }],
          steps: [step],
        },
      ],
    },
  ]);
  expect([...files.keys()]).toEqual(["etc-passwd-a-b.x"]);
  expect(bot.stories[0]?.messages[0]).toMatchObject({
    delay: 20_000,
    card: { buttons: [{ label: "default_text.js" }] },
  });
  expect(findings.map(({ detail }) => detail)).toContain("steps that are nested more than 30 deep");
});

const name = constantFrom("a", "b", "tock:unknown", "", "__proto__", "constructor", "Ça va ?");
const messy = (depth: number): ReturnType<typeof anything> =>
  depth === 0
    ? anything()
    : oneof(anything(), array(storyOf(depth - 1), { maxLength: 3 }), dictionary(name, anything()));
const storyOf = (depth: number) =>
  record(
    {
      storyId: oneof(name, anything()),
      intent: oneof(name, record({ name })),
      name: oneof(name, anything()),
      currentType: constantFrom("simple", "script", "builtin", "rag", 3),
      answers: messy(depth),
      steps: messy(depth),
      children: messy(depth),
      mandatoryEntities: messy(depth),
      features: messy(depth),
      entity: messy(depth),
      answerType: constantFrom("simple", "script"),
      key: oneof(string(), anything()),
    },
    { requiredKeys: ["storyId"] },
  );

test("a dump of anything is read without a crash, and what came over can be loaded", () => {
  assert(
    property(array(storyOf(2), { minLength: 1, maxLength: 4 }), (stories) => {
      const result = importTock([{ name: "s.json", json: stories }]);
      expect(loadTock(result, { fallback: () => "?" }).options().stories).toHaveLength(result.bot.stories.length);
    }),
    { numRuns: 60 },
  );
});

test("an application of anything is read without a crash", () => {
  const part = record({
    text: oneof(string(), anything()),
    intent: name,
    classification: anything(),
    entities: array(anything()),
    language: oneof(name, anything()),
    status: name,
  });
  assert(
    property(array(part), anything(), (sentences, rest) => {
      const dumps = [
        { name: "n.json", json: { applicationName: "a", sentences, language: rest } },
        {
          name: "a.json",
          json: { application: rest, sentences, intents: [{ name: "x", _id: "y" }], entityTypes: rest, faqs: rest },
        },
      ];
      expect(importTock(dumps).bot.stories).toEqual([]);
    }),
    { numRuns: 300 },
  );
});
