import { catalogue, createBot, story } from "@causerie/server";
import { simulate } from "@causerie/server/testing";
import { expect, test } from "vitest";

const words = catalogue({
  locales: ["en", "fr"],
  messages: {
    en: {
      hello: ["Hello!", "Hi!", "Good to see you!"],
      offer: { default: "Choose:", messenger: "Tap one:" },
      trains: "{count, plural, one {one train} other {# trains}}",
    },
    fr: {
      hello: ["Bonjour !", "Salut !", "Content de vous voir !"],
      offer: { default: "Choisissez :", messenger: "Touchez :" },
      trains: "{count, plural, one {un train} other {# trains}}",
    },
  },
});
const bot = createBot({
  locales: ["en", "fr"],
  fallback: () => "?",
  stories: [
    story("hello", { keywords: ["hello", "bonjour tout le monde"] }).handle((turn) => words(turn)("hello")),
    story("offer", { keywords: ["offer"] }).handle((turn) => words(turn)("offer")),
    story("count", { keywords: ["count"] }).handle((turn) => words(turn)("trains", { count: 3 })),
  ],
});

test("wordings rotate within a conversation: none is used again before all were", async () => {
  const ada = simulate(bot, { locale: "en" });
  const rounds: string[][] = [];
  for (let round = 0; round < 3; round += 1) {
    const said = [];
    for (let turn = 0; turn < 3; turn += 1) said.push(...(await ada.say("hello")).texts);
    rounds.push(said);
  }
  for (const round of rounds) expect(new Set(round)).toEqual(new Set(["Hello!", "Hi!", "Good to see you!"]));
  const all = rounds.flat();
  expect(all.filter((text, index) => text === all[index - 1])).toEqual([]);
});

test("a channel gets its own variant of a message, if there is one", async () => {
  expect((await simulate(bot, { locale: "en" }).say("offer")).texts).toEqual(["Choose:"]);
  expect((await simulate(bot, { channel: "messenger", locale: "fr" }).say("offer")).texts).toEqual(["Touchez :"]);
});

test("a person who listens gets the variant for voices", async () => {
  const forTheEar = catalogue({
    locales: ["en"],
    messages: { en: { offer: { default: "Tap one:", voice: "Say one of these:" } } },
  });
  const stories = [story("offer", { keywords: ["offer"] }).handle((turn) => forTheEar(turn)("offer"))];
  const spoken = createBot({ stories, fallback: () => "?" });
  expect((await simulate(spoken, { interface: "voice" }).say("offer")).texts).toEqual(["Say one of these:"]);
  expect((await simulate(spoken).say("offer")).texts).toEqual(["Tap one:"]);
});

test("a text in another of the bot's languages is answered in it, and so are the next ones", async () => {
  const zoe = simulate(bot, { locale: "en" });
  expect((await zoe.say("count")).texts).toEqual(["3 trains"]);
  const [first] = (await zoe.say("bonjour tout le monde")).texts;
  expect(["Bonjour !", "Salut !", "Content de vous voir !"]).toContain(first);
  expect((await zoe.say("offer")).texts).toEqual(["Choisissez :"]);
  zoe.wait({ days: 3 });
  expect((await zoe.say("offer")).texts).toEqual(["Choisissez :"]);
});

test("a message that a language lacks is sent in another one, and reported once", async () => {
  const missing: unknown[] = [];
  const loaded = JSON.parse('{"en":{"bye":"Bye {name}!"},"fr":{}}') as { en: { bye: string }; fr: { bye: string } };
  const fromJson = catalogue({ locales: ["en", "fr"], messages: loaded });
  const bye = story("bye", { keywords: ["bye"] }).handle((turn) =>
    fromJson({ ...turn, locale: turn.locale, onMissing: (what) => missing.push(what) })("bye", {
      name: "Ada",
    }),
  );
  const zoe = simulate(createBot({ locales: ["en", "fr"], fallback: () => "?", stories: [bye] }), { locale: "fr" });
  await zoe.say("bye");
  expect((await zoe.say("bye")).texts).toEqual(["Bye Ada!"]);
  expect(missing).toEqual([{ kind: "key", locale: "fr", key: "bye" }]);
});
