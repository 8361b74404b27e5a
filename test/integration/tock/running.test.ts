import { createBot, story } from "@causerie/server";
import { simulate, storyLint } from "@causerie/server/testing";
import { importTock } from "@causerie/server/tock-import/convert/import-tock.ts";
import { expect, test } from "vitest";
import { loadTock, readFixture, startImported } from "#support/tock-fixture.ts";

const { tock, bot } = startImported();
const at = Date.UTC(2026, 10, 20, 9);

test("a story answers sentences like those that Tock has learnt, with its labels in the person's language", async () => {
  expect((await simulate(bot, { locale: "fr" }).say("bonjour à vous")).texts).toEqual(["Bonjour !"]);
  expect((await simulate(bot, { locale: "en" }).say("hello there")).texts).toEqual(["Hello!"]);
});

test("labels for a connector and for voice are said there, and nowhere else", async () => {
  const hello = async (options: Parameters<typeof simulate>[1]) =>
    (await simulate(bot, { locale: "en", ...options }).say("good morning")).texts;
  expect(await hello({ channel: "messenger" })).toEqual(["Hello on Messenger!"]);
  expect(await hello({ interface: "voice" })).toEqual(["Hello, I am listening."]);
  expect(await hello({})).toEqual(["Hello!"]);
});

test("the answer of a story offers its steps, and a tap, the words or a step below lead on", async () => {
  const ada = simulate(bot, { locale: "fr" });
  const hours = await ada.say("à quelle heure ouvrez-vous ?");
  expect(hours.texts).toEqual(["Nous ouvrons à 10 h.", "Le lundi, nous sommes fermés."]);
  expect(hours.messages.map(({ delay }) => delay)).toEqual([undefined, 800]);
  expect(hours.labels).toEqual(["Et le week-end ?", "Réserver une salle"]);
  const weekend = await ada.tap("Et le week-end ?");
  expect(weekend.texts).toEqual(["Le samedi, de 10 h à 18 h."]);
  expect(weekend.labels).toEqual(["Et les jours fériés ?"]);
  expect((await ada.tap("Et les jours fériés ?")).texts[0]).toBe("Les jours fériés, nous sommes fermés.");

  const eve = simulate(bot, { locale: "fr" });
  await eve.say("quels sont vos horaires");
  expect((await eve.say("vous ouvrez le dimanche ?")).texts).toEqual(["Le samedi, de 10 h à 18 h."]);
});

test("a step leads to the story of its target intent, which asks for its mandatory entities", async () => {
  const ada = simulate(bot, { locale: "fr", at });
  await ada.say("quels sont vos horaires");
  expect((await ada.tap("Réserver une salle")).texts).toEqual(["Pour quel jour ?"]);
  expect((await ada.say("demain")).texts).toEqual(["Pour combien de personnes ?"]);
  expect((await ada.say("quatre")).texts[0]).toBe("C'est réservé.");
});

test("entities of Tock are found in a sentence, and the rule that ends a story brings the next one", async () => {
  const ada = simulate(bot, { locale: "fr", at });
  const answer = await ada.say("je voudrais réserver une salle demain pour six personnes");
  expect(answer.texts[0]).toBe("C'est réservé.");
  expect(answer.card("Votre avis nous aide")).toMatchObject({
    subtitle: "Deux minutes suffisent",
    image: { url: "https://media.example/avis.png" },
  });
  expect(answer.url("Répondre")).toBe("https://media.example/avis");
  expect(answer.labels).toEqual(["Répondre", "Plus tard"]);
});

test("a story with steps is not over before the last one: its ending comes there", async () => {
  const ada = simulate(bot, { locale: "fr" });
  expect((await ada.say("quels sont vos horaires")).texts).toHaveLength(2);
  expect((await ada.tap("Et le week-end ?")).texts).toHaveLength(1);
  const last = await ada.tap("Et les jours fériés ?");
  expect(last.texts).toHaveLength(2);
  expect(last.card("Votre avis nous aide").title).toBe("Votre avis nous aide");
});

test("what only the sentences told apart, two roles of one entity, is told apart by the words before them", async () => {
  const all = await simulate(bot, { locale: "fr" }).say("la navette de Plage à Centre");
  expect(all.texts).toEqual(["La navette passe toutes les 20 minutes."]);
  const ada = simulate(bot, { locale: "fr" });
  expect((await ada.say("je cherche une navette vers le centre-ville")).texts).toEqual(["D'où partez-vous ?"]);
  expect((await ada.say("Port")).texts).toEqual(["La navette passe toutes les 20 minutes."]);
});

test("a value that both stories ask for goes along, and stories that lead to each other do so once", async () => {
  const message = (key: string) => [{ answerType: "simple", answers: [{ key, delay: -1 }] }];
  const day = {
    role: "jour",
    entityType: "duckling:datetime",
    intent: { name: "jour" },
    currentType: "simple",
    answers: message("Quel jour ?"),
  };
  const people = { ...day, role: "personnes", entityType: "duckling:number", answers: message("Combien ?") };
  const of = (storyId: string, endWithStoryId: string, mandatoryEntities: unknown[]) => ({
    storyId,
    intent: { name: `${storyId}_intent` },
    currentType: "simple",
    answers: message(`${storyId} !`),
    mandatoryEntities,
    features: [{ enabled: true, endWithStoryId }],
  });
  const stories = [of("un", "deux", [day, people]), of("deux", "un", [people, day])];
  const both = startImported({ fallback: () => "?" }, [{ name: "s.json", json: stories }]);
  const ada = simulate(both.bot, { locale: "fr", at });
  await ada.follow("un_intent");
  await ada.say("le 3 décembre");
  expect((await ada.say("trois")).texts).toEqual(["un !", "deux !"]);
});

test("a step is chosen by the value that is mentioned, whichever of the steps its intent would lead to", async () => {
  const ask = async (text: string) => {
    const ada = simulate(bot, { locale: "fr" });
    await ada.say("que me conseillez-vous");
    return (await ada.say(text)).texts;
  };
  expect(await ask("je cherche un livre de science-fiction")).toEqual(["La science-fiction est au deuxième étage."]);
  expect(await ask("2")).toEqual(["La science-fiction est au deuxième étage."]);
  expect(await ask("je cherche un livre")).toEqual(["Quel genre aimez-vous ?"]);
  expect(await ask("un polar")).toEqual(["Les polars sont au premier étage."]);
  const direct = await simulate(bot, { locale: "fr" }).say("je voudrais lire un polar");
  expect(direct.texts).toEqual(["Les polars sont au premier étage."]);
});

test("sentences of a script, frequent questions and cards that fill a carousel come over", async () => {
  const ada = simulate(bot, { locale: "fr" });
  expect((await ada.say("mentions légales")).texts).toEqual([
    "Médiathèque de Port-Vieux.",
    "Écrivez à contact@media.example.",
  ]);
  expect((await ada.say("avez-vous le wifi ?")).texts).toEqual(["Le Wi-Fi est libre."]);
  // A script has no label, only its text: that of the export of labels with the same words.
  expect((await simulate(bot, { locale: "en" }).follow("legal")).texts[0]).toBe("The library of Port-Vieux.");
  const books = await ada.follow("nouveautés_du_mois");
  expect(books.messages).toMatchObject([{ type: "carousel", cards: [{ title: "Un roman" }, { title: "Un atlas" }] }]);
  expect(books.messages[0]).not.toHaveProperty("cards.0.image");
  const served = startImported({ files: "https://cdn.example/tock" });
  const shown = await simulate(served.bot, { locale: "fr" }).follow("new_books");
  expect(shown.card("Un roman").image?.url).toBe("https://cdn.example/tock/roman-5e0000000000000000000001.png");
});

test("a story with the tag DISABLE hands over after its answer, and one with ENABLE brings the bot back", async () => {
  const ada = simulate(bot, { locale: "fr" });
  expect((await ada.say("je veux parler à quelqu'un")).texts).toEqual(["Une personne va vous répondre."]);
  expect((await ada.say("quels sont vos horaires")).texts).toEqual([]);
  expect((await ada.say("retour au robot")).texts).toEqual(["Le robot est de retour."]);
});

test("rules hold everywhere or on the connector that a configuration is here", async () => {
  const mapped = startImported({ connectors: { "5f3c0d": "messenger", page: "messenger" } });
  const rules = mapped.tock.rulesFor(mapped.bot);
  expect(rules).toEqual({
    closed: { enabled: false, connectors: {} },
    hours: { connectors: { messenger: { redirectTo: "summer_hours" } } },
  });
  const on = (channel: "web" | "messenger") => simulate(mapped.bot, { channel, locale: "fr", storyRules: rules, at });
  expect((await on("messenger").say("quels sont vos horaires")).texts).toEqual([
    "En juillet et en août, nous ouvrons à 9 h.",
  ]);
  expect((await on("web").say("quels sont vos horaires")).texts[0]).toBe("Nous ouvrons à 10 h.");
  expect((await on("web").say("fermeture pour travaux")).texts).toEqual(["Je n'ai pas compris."]);
  expect((await on("web").say("la navette de Plage à Centre")).texts).toEqual([
    "La navette passe toutes les 20 minutes.",
  ]);
  expect((await on("messenger").say("la navette de Plage à Centre")).texts).toEqual([
    "Les horaires de la navette sont sur notre site.",
  ]);
});

test("what nobody understands gets Tock's own answer for it", async () => {
  expect((await simulate(bot, { locale: "fr" }).say("xyzzy qwerty")).texts).toEqual(["Je n'ai pas compris."]);
  expect((await simulate(bot, { locale: "en" }).say("xyzzy qwerty")).texts).toEqual(["I did not understand."]);
});

test("a story of the author's takes the position of one that was Kotlin code, with its sentences and entities", async () => {
  const search = story("search", { intents: [tock.intent("recherche")], slots: { site: tock.entity("media:site") } });
  const hours = story("hours", { intents: [tock.intent("horaires")] });
  const own = createBot(
    tock.options([
      search.handle({
        ask: { site: () => "Sur quel site ?" },
        run: (_turn, { site }) => `Catalogue : ${JSON.stringify(site)}`,
      }),
      hours.handle(() => "Toujours ouvert."),
    ]),
  );
  const ada = simulate(own, { locale: "fr" });
  expect((await ada.say("recherche au catalogue")).texts).toEqual(["Sur quel site ?"]);
  expect((await ada.say("Plage")).texts).toEqual([`Catalogue : "plage"`]);
  expect((await ada.say("quels sont vos horaires")).texts).toEqual(["Toujours ouvert."]);
});

test("the story that is named as start greets, and names that are not there are refused with those that are", async () => {
  const greeting = startImported({ start: "Greetings" });
  expect((await simulate(greeting.bot, { locale: "fr" }).open()).texts).toEqual(["Bonjour !"]);
  const imported = importTock(readFixture());
  expect(() => loadTock(imported, { start: "greetings", files: "cdn" })).toThrow(
    /did you mean "Greetings"[\s\S]*files is "cdn"/,
  );
  expect(tock.entity("duckling:datetime").name).toBe("duckling:datetime");
  expect(() => tock.intent("recherches")).toThrow(/no intent "recherches"; did you mean "recherche"/);
  expect(() => tock.entity("media:sites")).toThrow(/did you mean "media:site"/);
});

test("the imported bot has no dead link, no step out of reach, and no story that fails", async () => {
  const serious = ["dead_link", "dead_question", "story_failed", "unreachable_step"];
  const found = await storyLint(bot);
  expect(found.filter(({ rule }) => serious.includes(rule))).toEqual([]);
});
