import { describe, expect, test } from "vitest";
import { normalize } from "#understanding/text/normalize.ts";
import { findCorrectionMarkers } from "./correction-markers.ts";
import { blank, findDenied } from "./denied.ts";
import { findFormCommand } from "./form-command.ts";
import { allFormWords, formWordsOf } from "./form-languages.ts";
import { formCommands } from "./form-words.ts";
import { looksLikeQuestion } from "./is-question.ts";

const languages = ["en", "fr", "de", "es", "it", "nl", "pt"];
const commandOf = (text: string, locale = "en"): string | undefined =>
  findFormCommand(text, allFormWords(locale), formCommands);

describe.each(languages)("the words of %s", (language) => {
  const words = formWordsOf(language);

  test("each give the command that they stand for, also in other letters and with a sign", () => {
    for (const command of formCommands)
      for (const phrase of words[command]) {
        expect([phrase, commandOf(phrase, language)]).toEqual([phrase, command]);
        expect([phrase, commandOf(`${phrase.toUpperCase()} !`, language)]).toEqual([phrase, command]);
      }
  });

  test("have letters, and none of them stands for two commands", () => {
    const phrases = formCommands.flatMap((command) => words[command].map(normalize));
    expect(phrases.filter((phrase) => phrase === "")).toEqual([]);
    expect(phrases.filter((phrase, index) => phrases.indexOf(phrase) !== index)).toEqual([]);
  });

  test("that look like a denial and are none hold a word that denies", () => {
    const holds = (phrase: string): boolean =>
      words.negation.some((negation) => ` ${normalize(phrase)} `.includes(` ${normalize(negation)} `));
    expect(words.affirmative.filter((phrase) => !holds(phrase))).toEqual([]);
  });
});

test("a command of another language is understood, a longer text is no command", () => {
  expect(commandOf("laisse tomber", "en")).toBe("cancel");
  expect(commandOf("never mind", "fr")).toBe("cancel");
  expect(commandOf("forget it", "de")).toBe("cancel");
  expect(commandOf("cancel the delivery but keep the rest")).toBeUndefined();
  expect(commandOf("stop the music")).toBeUndefined();
  expect(commandOf("I want to go back to Lille")).toBeUndefined();
  expect(commandOf("")).toBeUndefined();
  expect(commandOf("please ".repeat(40))).toBeUndefined();
});

test("an author's words come in addition, for their language", () => {
  const more = { "de-AT": { cancel: ["vergiss es"] }, en: { cancel: ["scratch that"] } };
  expect(findFormCommand("Vergiss es!", allFormWords("de", more), ["cancel"])).toBe("cancel");
  expect(formWordsOf("en", more).cancel).toEqual([...formWordsOf("en").cancel, "scratch that"]);
  expect(formWordsOf("fr", more)).toEqual(formWordsOf("fr"));
});

describe("what a text denies", () => {
  test.each([
    ["en", "not 2 but 4", "      but 4"],
    ["en", "4, not 2", "4,      "],
    ["en", "not large, small", "         , small"],
    ["en", "4 instead of 2 please", "4                    "],
    ["en", "why not 4", "why not 4"],
    ["en", "not more than 4", "not more than 4"],
    ["en", "no, 3", "no, 3"],
    ["fr", "pas 2 mais 4", "      mais 4"],
    ["fr", "4 et pas 2", "4 et      "],
    ["fr", "pourquoi pas 4", "pourquoi pas 4"],
    ["fr", "ni lundi ni mardi, mercredi", "                 , mercredi"],
    ["de", "not 2", "not 2"],
  ])("in %s: %s", (locale, text, meant) => {
    expect(blank(text, findDenied(text, formWordsOf(locale), []))).toBe(meant);
  });

  test("is nothing where the negation is a part of a name", () => {
    const text = "not spicy please";
    expect(findDenied(text, formWordsOf("en"), [{ start: 0, end: 9 }])).toEqual([]);
  });
});

test.each([
  ["no, three", ["no"]],
  ["make it three", ["make it"]],
  ["three instead", ["instead"]],
  ["sorry, I meant three", ["sorry", "I meant"]],
  ["I have no ticket", []],
  ["the better house on the left", []],
])("%s is marked as a correction by %j", (text, markers) => {
  const found = findCorrectionMarkers(text, formWordsOf("en")).map(({ start, end }) => text.slice(start, end));
  expect(found).toEqual(markers);
});

test.each([
  ["Ada?", true],
  ["what is it", true],
  ["fine, but how do I pay", true],
  ["we are five", false],
  ["this is Ada", false],
  ["Who else", false],
  ["I know what I want", false],
])("%s looks like a question: %s", (text, expected) => {
  expect(looksLikeQuestion(text, formWordsOf("en"))).toBe(expected);
});

/** Without a question mark, as people type them. */
const questions: Readonly<Record<string, readonly string[]>> = {
  en: ["at what time do you open", "since when are you open", "for how many people is it", "with whom do I speak"],
  fr: [
    "à quelle heure ouvrez-vous",
    "depuis quand êtes-vous ouverts",
    "pour combien de personnes",
    "de quel quai part-il",
  ],
  de: ["ab wann ist geöffnet", "bis wann haben Sie auf", "mit wem spreche ich", "für wie viele Personen ist das"],
  nl: [
    "vanaf wanneer zijn jullie open",
    "tot hoelaat zijn jullie open",
    "met wie spreek ik",
    "voor hoeveel personen is het",
  ],
  es: [
    "qué horario tienen",
    "a qué hora abren",
    "hasta qué hora abren hoy",
    "de dónde sale el tren",
    "con quién hablo",
    "para cuántas personas es",
    "está lejos del centro",
    "abren los domingos",
    "cómo llego",
    "me puede decir el precio",
  ],
  it: [
    "che orari avete",
    "fino a che ora siete aperti",
    "da dove parte il treno",
    "con chi parlo",
    "per quante persone è",
    "è lontano dal centro",
    "aprite la domenica",
    "dove siete",
    "mi può dire il prezzo",
  ],
  pt: [
    "que horário têm",
    "até que horas estão abertos",
    "de onde parte o comboio",
    "com quem falo",
    "para quantas pessoas é",
    "é longe do centro",
    "abrem ao domingo",
    "onde ficam",
    "vocês aceitam cartão",
  ],
};

/** What people answer when a name, an address or a wish is asked for. */
const answers: Readonly<Record<string, readonly string[]>> = {
  en: [
    "For Ada Lovelace",
    "At the back door please",
    "12 Whichford Road",
    "without onions please",
    "A do it yourself kit",
  ],
  fr: ["Pour Ada Martin", "Chez Quentin Dupont", "12 rue de Paris", "sans oignons s'il vous plaît"],
  de: ["Für Ada Becker", "An der Alster 12", "In der Wanne 3", "ohne Zwiebeln bitte"],
  nl: ["Voor Ada de Vries", "Op de Dijk 12", "zonder uien graag", "Van Waarden"],
  es: [
    "María del Carmen López",
    "Calle de la Cuesta 12",
    "A nombre de Pedro",
    "De Quintana Ruiz",
    "sin cebolla por favor",
  ],
  it: [
    "Maria Rossi",
    "A nome di Pietro",
    "Da Vinci Leonardo",
    "Di Chiara Anna",
    "senza cipolla per favore",
    "Fate bene fratelli",
  ],
  pt: ["Maria da Silva", "Em nome de Pedro", "De Queiroz Ana", "Para Ana Costa", "sem cebola por favor"],
};

/** Two words, of which neither need be a question word. */
const shortQuestions: Readonly<Record<string, readonly string[]>> = {
  en: ["dogs allowed", "smoking permitted", "cards accepted", "accept cards", "Dogs allowed!"],
  fr: ["chiens admis", "animaux acceptés", "Cartes acceptées", "acceptez chiens", "vendez timbres"],
  de: ["Hunde erlaubt", "Rauchen gestattet", "fahrräder zugelassen", "akzeptiert ihr", "Karten akzeptiert"],
  nl: ["honden toegestaan", "roken toegestaan", "accepteren jullie", "verkopen jullie"],
  es: [
    "aceptan perros",
    "admiten mascotas",
    "tenéis terraza",
    "abren domingos",
    "perros permitidos",
    "ACEPTAN tarjeta",
  ],
  it: ["accetta cani", "accettate carte", "avete parcheggio", "cani ammessi", "vendete francobolli"],
  pt: ["aceitam cães", "vendem bilhetes", "abrem domingos", "cães permitidos", "fazem entregas"],
};

/** Two words that answer: names, places, and what somebody is asked to do or may choose. */
const shortAnswers: Readonly<Record<string, readonly string[]>> = {
  en: ["Will Smith", "Ada Lovelace", "any colour", "ring twice", "breakfast included", "got milk", "call later"],
  fr: [
    "Ada Martin",
    "sonnez doucement",
    "ouvrez vite",
    "prenez soin",
    "livrez tôt",
    "petit-déjeuner inclus",
    "quelle surprise",
  ],
  de: ["Ist Van", "Kann Yücel", "Anruf möglich", "Frühstück inklusive", "bitte klingeln", "Ada Becker"],
  nl: ["Is Jansen", "Wil Jansen", "twee keer", "honden welkom", "Van Waarden", "graag bellen"],
  es: ["Hay López", "Ada Lovelace", "Acepta Ruiz", "cuando quiera", "desayuno incluido", "llamen antes", "sin gluten"],
  it: [
    "Chiara Hai",
    "Maria Accetta",
    "Accetta Maria",
    "fate presto",
    "aprite piano",
    "chiudete bene",
    "quanto basta",
    "quando vuoi",
  ],
  pt: ["Tem Silva", "quando quiser", "entreguem cedo", "sem cebola", "Ana Costa", "toquem baixo"],
};

test.each(languages)("what asks in two words in %s is told from what answers", (language) => {
  const asks = (text: string): boolean => looksLikeQuestion(text, formWordsOf(language));
  expect(shortQuestions[language]?.filter((text) => !asks(text))).toEqual([]);
  expect(shortAnswers[language]?.filter(asks)).toEqual([]);
});

test.each(languages)("what asks in %s is told from what answers, without a question mark", (language) => {
  const asks = (text: string): boolean => looksLikeQuestion(text, formWordsOf(language));
  expect(questions[language]?.filter((text) => !asks(text))).toEqual([]);
  expect(answers[language]?.filter(asks)).toEqual([]);
});

test("a text that denies again and again is one denied part", () => {
  expect(findDenied("not ".repeat(1000), formWordsOf("en"), [])).toHaveLength(1);
  expect(findDenied("not large not small, not blue", formWordsOf("en"), [])).toMatchObject([
    { start: 0, end: 19, negations: [{}, {}] },
    { start: 21, end: 29, negations: [{}] },
  ]);
});
