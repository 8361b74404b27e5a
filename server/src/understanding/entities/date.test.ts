import { afterAll, beforeAll, describe, expect, expectTypeOf, test, vi } from "vitest";
import type { Entity, EntityContext } from "./entity.ts";
import { type DateOptions, type DateValue, date } from "./date.ts";

/** Wednesday, November 18, 2026, 14:00 in Paris. */
const now = Date.UTC(2026, 10, 18, 13, 0);
const paris = { now, timeZone: "Europe/Paris" };
const fr: EntityContext = { ...paris, locale: "fr-FR" };
const en: EntityContext = { ...paris, locale: "en-GB" };

type Mention = [text: string, value: string];

/** The mentions of a text, with their values in short: `2026-11-18 14:00 minute - 2026-11-19`. */
function mentions(text: string, context: EntityContext, options?: DateOptions): Mention[] {
  return date(options)
    .find(text, context)
    .map(({ start, end, value }) => [text.slice(start, end), inShort(value)]);
}

function inShort({ date: day, time, part, granularity, end }: DateValue): string {
  const shown = [day, time, part, granularity === "day" ? undefined : granularity];
  const until = end === undefined ? [] : ["-", end.date, end.time];
  return [...shown, ...until].filter((word) => word !== undefined).join(" ");
}

test("its values are dates", () => {
  expectTypeOf(date()).toEqualTypeOf<Entity<DateValue>>();
});

describe.each([
  { zone: "UTC", offset: 0 },
  { zone: "America/New_York", offset: 300 },
  { zone: "Pacific/Kiritimati", offset: -840 },
])("while the process runs in $zone", ({ zone, offset }) => {
  beforeAll(() => void vi.stubEnv("TZ", zone));
  afterAll(() => void vi.unstubAllEnvs());

  test("its clocks show the time of there", () => {
    expect(new Date(now).getTimezoneOffset()).toBe(offset);
  });

  test.each<Mention>([
    ["aujourd’hui", "2026-11-18"],
    ["demain", "2026-11-19"],
    ["après-demain", "2026-11-20"],
    ["apres demain", "2026-11-20"],
    ["après-demain matin", "2026-11-20 morning part"],
    ["hier soir", "2026-11-17 evening part"],
    ["avant-hier", "2026-11-16"],
    ["ce matin", "2026-11-18 morning part"],
    ["cet après-midi", "2026-11-18 afternoon part"],
    ["ce soir à 8h", "2026-11-18 20:00 hour"],
    ["cette nuit à 2h", "2026-11-19 02:00 hour"],
    ["demain soir à partir de 19h", "2026-11-19 19:00 hour"],
    ["vendredi", "2026-11-20"],
    ["lundi prochain", "2026-11-23"],
    ["lundi dernier", "2026-11-16"],
    ["lundi de la semaine prochaine", "2026-11-23"],
    ["mardi en huit", "2026-12-01"],
    ["jeudi en quinze", "2026-12-03"],
    ["mardi 24 à 8h30", "2026-11-24 08:30 minute"],
    ["mardi 24 novembre", "2026-11-24"],
    ["20h lundi prochain", "2026-11-23 20:00 hour"],
    ["la semaine prochaine", "2026-11-23 week"],
    ["cette semaine", "2026-11-16 week"],
    ["le mois prochain", "2026-12-01 month"],
    ["l'année dernière", "2025-01-01 year"],
    ["en 2027", "2027-01-01 year"],
    ["ce week-end", "2026-11-21 - 2026-11-22"],
    ["le week-end prochain", "2026-11-28 - 2026-11-29"],
    ["fin du mois", "2026-11-21 - 2026-11-30"],
    ["dans une semaine", "2026-11-25"],
    ["dans quinze jours", "2026-12-03"],
    ["dans 3 mois", "2027-02-18"],
    ["dans un an", "2027-11-18"],
    ["il y a trois jours", "2026-11-15"],
    ["dans vingt-cinq minutes", "2026-11-18 14:25 minute"],
    ["dans une heure et demie", "2026-11-18 15:30 minute"],
    ["dans une demi-heure", "2026-11-18 14:30 minute"],
    ["dans 2h30", "2026-11-18 16:30 minute"],
    ["il y a 2 heures", "2026-11-18 12:00 minute"],
    ["maintenant", "2026-11-18 14:00 minute"],
    ["le 1er", "2026-12-01"],
    ["le 3 au soir", "2026-11-03 evening part"],
    ["premier mai", "2027-05-01"],
    ["trois juin à vingt heures", "2026-06-03 20:00 hour"],
    ["21 sept", "2026-09-21"],
    ["21 novembre 2026", "2026-11-21"],
    ["29 février", "2028-02-29"],
    ["21/11", "2026-11-21"],
    ["5.6.2026", "2026-06-05"],
    ["21-11-26", "2026-11-21"],
    ["2026-11-21", "2026-11-21"],
    ["2026-11-21T18:00:00Z", "2026-11-21 19:00 minute"],
    ["juin 2027", "2027-06-01 month"],
    ["18h", "2026-11-18 18:00 hour"],
    ["18h30", "2026-11-18 18:30 minute"],
    ["18 h 30", "2026-11-18 18:30 minute"],
    ["18:30", "2026-11-18 18:30 minute"],
    ["18 heures 30", "2026-11-18 18:30 minute"],
    ["huit heures et demie", "2026-11-18 08:30 minute"],
    ["huit heures moins le quart", "2026-11-18 07:45 minute"],
    ["8h du soir", "2026-11-18 20:00 hour"],
    ["3h de l'après-midi", "2026-11-18 15:00 hour"],
    ["midi", "2026-11-18 12:00 hour"],
    ["midi et demi", "2026-11-18 12:30 minute"],
    ["minuit", "2026-11-19 00:00 hour"],
    ["demain à midi", "2026-11-19 12:00 hour"],
    ["demain à minuit", "2026-11-20 00:00 hour"],
    ["du 3 au 7 juin", "2026-06-03 - 2026-06-07"],
    ["entre le 3 et le 7 juin", "2026-06-03 - 2026-06-07"],
    ["du 28 au 3", "2026-11-28 - 2026-12-03"],
    ["28 décembre au 3 janvier", "2026-12-28 - 2027-01-03"],
    ["3 juin au 7 juillet 2027", "2027-06-03 - 2027-07-07"],
    ["lundi au vendredi", "2026-11-16 - 2026-11-20"],
    ["8h à 10h", "2026-11-18 08:00 hour - 2026-11-18 10:00"],
    ["22h à 2h", "2026-11-18 22:00 hour - 2026-11-19 02:00"],
    ["8h à 10h demain", "2026-11-19 08:00 hour - 2026-11-19 10:00"],
    ["8h à 10h ce soir", "2026-11-18 20:00 hour - 2026-11-18 22:00"],
    ["10h à 2h l'après-midi", "2026-11-18 10:00 hour - 2026-11-18 14:00"],
    ["demain entre 18h et 20h", "2026-11-19 18:00 hour - 2026-11-19 20:00"],
  ])("French: %s is %s", (text, value) => {
    expect(mentions(`Bonjour, ${text}.`, fr)).toEqual([[text, value]]);
  });

  test.each<Mention>([
    ["today", "2026-11-18"],
    ["tomorrow", "2026-11-19"],
    ["day after tomorrow", "2026-11-20"],
    ["the day after tomorrow in the morning", "2026-11-20 morning part"],
    ["the day before yesterday", "2026-11-16"],
    ["this afternoon", "2026-11-18 afternoon part"],
    ["tonight", "2026-11-18 evening part"],
    ["last night", "2026-11-17 night part"],
    ["this evening at 8", "2026-11-18 20:00 hour"],
    ["Friday", "2026-11-20"],
    ["next Monday", "2026-11-23"],
    ["last Monday", "2026-11-16"],
    ["Tuesday at 6pm", "2026-11-17 18:00 hour"],
    ["next Tuesday at half past five pm", "2026-11-24 17:30 minute"],
    ["a week on Tuesday", "2026-12-01"],
    ["Tuesday week", "2026-12-01"],
    ["this week", "2026-11-16 week"],
    ["next week", "2026-11-23 week"],
    ["next month", "2026-12-01 month"],
    ["next year", "2027-01-01 year"],
    ["this weekend", "2026-11-21 - 2026-11-22"],
    ["in a week", "2026-11-25"],
    ["in a fortnight", "2026-12-02"],
    ["in 3 months", "2027-02-18"],
    ["three days ago", "2026-11-15"],
    ["in twenty minutes", "2026-11-18 14:20 minute"],
    ["in an hour and a half", "2026-11-18 15:30 minute"],
    ["the 1st", "2026-12-01"],
    ["May 1st, 2027", "2027-05-01"],
    ["21 November 2026", "2026-11-21"],
    ["November 21", "2026-11-21"],
    ["3/4/2027", "2027-04-03"],
    ["2026-11-21", "2026-11-21"],
    ["June 2027", "2027-06-01 month"],
    ["6 pm", "2026-11-18 18:00 hour"],
    ["half past six", "2026-11-18 06:30 minute"],
    ["quarter to seven", "2026-11-18 06:45 minute"],
    ["8 in the evening", "2026-11-18 20:00 hour"],
    ["6pm EST", "2026-11-19 00:00 minute"],
    ["noon", "2026-11-18 12:00 hour"],
    ["midnight", "2026-11-19 00:00 hour"],
    ["12 in the evening", "2026-11-19 00:00 hour"],
    ["tonight at midnight", "2026-11-19 00:00 hour"],
    ["from 3 to 7 June", "2026-06-03 - 2026-06-07"],
    ["between 8 and 10 am", "2026-11-18 08:00 hour - 2026-11-18 10:00"],
    ["Monday to Friday", "2026-11-16 - 2026-11-20"],
  ])("English: %s is %s", (text, value) => {
    expect(mentions(`Well, ${text}.`, en)).toEqual([[text, value]]);
  });

  test("the day is that of the place of the conversation, on both sides of midnight", () => {
    const late = Date.UTC(2026, 10, 18, 23, 30);
    const inZone = (timeZone: string, locale: string): EntityContext => ({ now: late, timeZone, locale });
    expect(mentions("today", inZone("Europe/Paris", "en"))).toEqual([["today", "2026-11-19"]]);
    expect(mentions("today", inZone("UTC", "en"))).toEqual([["today", "2026-11-18"]]);
    expect(mentions("tomorrow", inZone("America/New_York", "en"))).toEqual([["tomorrow", "2026-11-19"]]);
    expect(mentions("aujourd'hui", inZone("Europe/Paris", "fr"))).toEqual([["aujourd'hui", "2026-11-19"]]);
    expect(mentions("demain", inZone("Pacific/Auckland", "fr"))).toEqual([["demain", "2026-11-20"]]);
    expect(mentions("in 10 minutes", inZone("UTC", "en"))).toEqual([["in 10 minutes", "2026-11-18 23:40 minute"]]);
  });

  test("hours are counted over the change of the clocks", () => {
    const spring: EntityContext = { now: Date.UTC(2026, 2, 29, 0, 30), timeZone: "Europe/Paris", locale: "en" };
    const autumn: EntityContext = { ...spring, now: Date.UTC(2026, 9, 24, 23, 30) };
    expect(mentions("in 2 hours", spring)).toEqual([["in 2 hours", "2026-03-29 04:30 minute"]]);
    expect(mentions("in 2 hours", autumn)).toEqual([["in 2 hours", "2026-10-25 02:30 minute"]]);
    expect(mentions("dans 2 heures", { ...spring, locale: "fr" })).toEqual([
      ["dans 2 heures", "2026-03-29 04:30 minute"],
    ]);
    expect(mentions("dans 2 heures", { ...autumn, locale: "fr" })).toEqual([
      ["dans 2 heures", "2026-10-25 02:30 minute"],
    ]);
    expect(mentions("demain à 2h30", { ...spring, now: spring.now - 86_400_000, locale: "fr" })).toEqual([
      ["demain à 2h30", "2026-03-29 02:30 minute"],
    ]);
  });
});

test.each<Mention>([
  ["mardi", "2026-11-24"],
  ["mercredi", "2026-11-18"],
  ["mercredi à 10h", "2026-11-25 10:00 hour"],
  ["mercredi à 18h", "2026-11-18 18:00 hour"],
  ["10h", "2026-11-19 10:00 hour"],
  ["8h à 10h", "2026-11-19 08:00 hour - 2026-11-19 10:00"],
  ["le 3", "2026-12-03"],
  ["18 novembre", "2026-11-18"],
  ["17 novembre", "2027-11-17"],
  ["novembre", "2026-11-01 month"],
  ["octobre", "2027-10-01 month"],
  ["lundi dernier", "2026-11-16"],
])("where only what lies ahead is meant, %s is %s", (text, value) => {
  expect(mentions(text, fr, { future: true })).toEqual([[text, value]]);
});

test.each<Mention>([
  ["Tuesday", "2026-11-24"],
  ["Wednesday", "2026-11-18"],
  ["Wednesday at 10am", "2026-11-25 10:00 hour"],
  ["10am", "2026-11-19 10:00 hour"],
  ["the 3rd", "2026-12-03"],
  ["17 November", "2027-11-17"],
  ["November", "2026-11-01 month"],
  ["Monday to Friday", "2026-11-23 - 2026-11-27"],
  ["last Monday", "2026-11-16"],
])("where only what lies ahead is meant, English %s is %s", (text, value) => {
  expect(mentions(text, en, { future: true })).toEqual([[text, value]]);
});

/** Each of these was found wrongly, in part or as something else. */
describe("a part of an expression is never the whole", () => {
  const at = (locale: string): EntityContext => ({ ...paris, locale });

  test.each<[string, string, string]>([
    ["fr", "samedi 20:30", "2026-11-21 20:30 minute"],
    ["fr", "demain après-midi", "2026-11-19 afternoon part"],
    ["fr", "samedi 21 novembre à 20h30", "2026-11-21 20:30 minute"],
    ["en-GB", "tuesday next week", "2026-11-24"],
    ["en-GB", "2 weeks before christmas", "2026-12-11"],
    ["en-GB", "the 21st of this month", "2026-11-21"],
    ["en-GB", "tomorrow at seven thirty", "2026-11-19 07:30 minute"],
    ["en-GB", "tomorrow between 2 and 4pm", "2026-11-19 14:00 hour - 2026-11-19 16:00"],
    ["en-GB", "8-10 pm", "2026-11-18 20:00 hour - 2026-11-18 22:00"],
    ["en-GB", "from 9 to 5", "2026-11-18 09:00 hour - 2026-11-18 17:00"],
    ["en-GB", "friday from 2 to 4pm", "2026-11-20 14:00 hour - 2026-11-20 16:00"],
    ["en-GB", "tomorrow 2 to 4", "2026-11-19 02:00 hour - 2026-11-19 04:00"],
    ["en-GB", "friday evening from 8 to 10", "2026-11-20 20:00 hour - 2026-11-20 22:00"],
    ["en-GB", "friday evening from 8 to 1", "2026-11-20 20:00 hour - 2026-11-21 01:00"],
    ["fr", "vendredi soir de 8h à 10h", "2026-11-20 20:00 hour - 2026-11-20 22:00"],
    ["de", "Freitagabend von 8 bis 10", "2026-11-20 20:00 hour - 2026-11-20 22:00"],
    ["nl", "vrijdagavond van 8 tot 10 uur", "2026-11-20 20:00 hour - 2026-11-20 22:00"],
    ["it", "venerdì sera dalle 8 alle 10", "2026-11-20 20:00 hour - 2026-11-20 22:00"],
    ["es", "viernes por la noche de 8 a 10", "2026-11-20 20:00 hour - 2026-11-20 22:00"],
    ["pt", "sexta à noite das 8 às 10", "2026-11-20 20:00 hour - 2026-11-20 22:00"],
    ["en-GB", "the last friday of november", "2026-11-27"],
    ["de", "Samstag um acht", "2026-11-21 08:00 hour"],
    ["de", "Freitag, den 27. November", "2026-11-27"],
    ["nl", "vrijdag, 27 november", "2026-11-27"],
    ["de", "fünf vor halb acht", "2026-11-18 07:25 minute"],
    ["es", "el domingo 8 de la tarde", "2026-11-15 20:00 hour"],
    ["it", "all'una", "2026-11-18 01:00 hour"],
    ["nl", "eind mei", "2027-05-22 - 2027-05-31"],
    ["pt", "à uma e meia", "2026-11-18 01:30 minute"],
  ])("%s: %s is %s", (locale, text, value) => {
    expect(mentions(text, at(locale))).toEqual([[text, value]]);
  });

  test.each([
    ["en-GB", "I waited for 2 hours today"],
    ["en-GB", "on 7 or 8 may"],
    ["en-GB", "early next week"],
    ["en-GB", "tomorrow 7"],
    ["en-GB", "open 24/7"],
    ["fr", "samedi 20"],
    ["fr", "fin de semaine prochaine"],
    ["fr", "bonne après-midi"],
    ["de", "die dritte Person"],
    ["pt", "a segunda opção"],
  ])("%s: nothing is found in %s", (locale, text) => {
    expect(mentions(text, at(locale))).toEqual([]);
  });

  test.each([
    ["de", "am Samstag um acht einen Tisch", "Samstag um acht"],
    ["de", "am Freitag, den 27. November, für 3", "Freitag, den 27. November"],
    ["de", "am Freitag, den 20. November um 20 Uhr", "Freitag, den 20. November um 20 Uhr"],
    ["nl", "op vrijdag, 27 november", "vrijdag, 27 november"],
    ["de", "so gegen 7", "gegen 7"],
    ["nl", "we zijn met vijf morgen", "morgen"],
    ["nl", "zaterdag om acht uur een tafel", "zaterdag om acht uur"],
    ["en-GB", "may I come tomorrow", "tomorrow"],
    ["en-GB", "a table for 4 tomorrow at 8", "tomorrow at 8"],
  ])("%s: in %s it is %s", (locale, text, found) => {
    expect(mentions(text, at(locale)).map(([mention]) => mention)).toEqual([found]);
  });
});

describe("words that only look like a date", () => {
  test.each([
    ..."mai,mar,sept,mon,dim,sam,j'habite à 3 km,2 billets,le 3 billets,pendant 2h,2h de route,1h d'attente,jeu de cartes".split(
      ",",
    ),
    ..."06 12 34 56 78,10.50,1.5 kg,12-14,table 5/6,31/02/2026,bonsoir,l'après,le midi de la France,quoi de neuf".split(
      ",",
    ),
  ])("French: %s", (text) => {
    expect(mentions(text, fr)).toEqual([]);
  });

  test.each([
    ..."may,I may go,march,we march on,sun,the sun is hot,I sat down,second,the second one,wait a second,mon,sept,mar,dec".split(
      ",",
    ),
    ..."2 tickets,room 1204,1.5 kg,10.50,5-6 people,look at 3 options,from 2 to 4 tickets,the 3rd option,may 2 people come".split(
      ",",
    ),
    ..."good morning,good evening,I waited for 45 minutes,call 06 12 34 56 78,a min,one day,3/4 of it,superman 3".split(
      ",",
    ),
  ])("English: %s", (text) => {
    expect(mentions(text, en)).toEqual([]);
  });

  test("in company they are dates", () => {
    expect(mentions("en mai ou le 21 sept", fr)).toEqual([
      ["en mai", "2027-05-01 month"],
      ["le 21 sept", "2026-09-21"],
    ]);
    expect(mentions("in May or on the 3rd of March, on Sat", en)).toEqual([
      ["in May", "2027-05-01 month"],
      ["the 3rd of March", "2027-03-03"],
      ["Sat", "2026-11-21"],
    ]);
    expect(mentions("the 10 am est train, at 5 pm art class", en)).toEqual([
      ["10 am", "2026-11-18 10:00 hour"],
      ["at 5 pm", "2026-11-18 17:00 hour"],
    ]);
  });
});

test.each<[string, Mention[]]>([
  ["de", [["übermorgen", "2026-11-20"]]],
  ["de", [["am 21. November um 18 Uhr", "2026-11-21 18:00 hour"]]],
  ["de", [["nächste Woche", "2026-11-23 week"]]],
  ["es", [["pasado mañana", "2026-11-20"]]],
  ["es", [["21 de noviembre", "2026-11-21"]]],
  ["es", [["medianoche", "2026-11-19 00:00 hour"]]],
  ["it", [["dopodomani", "2026-11-20"]]],
  ["it", [["tra due settimane", "2026-12-02"]]],
  ["nl", [["overmorgen", "2026-11-20"]]],
  ["nl", [["vanavond", "2026-11-18 evening part"]]],
  ["pt", [["depois de amanhã", "2026-11-20"]]],
  ["pt", [["meio-dia", "2026-11-18 12:00 hour"]]],
  ["pl", [["21.11.2026", "2026-11-21"]]],
])("in %s: %j", (locale, expected) => {
  expect(mentions(expected.map(([text]) => text).join(", "), { ...paris, locale })).toEqual(expected);
});

test("a greeting is no time of the day", () => {
  expect(mentions("Guten Morgen", { ...paris, locale: "de" })).toEqual([]);
  expect(mentions("buenas tardes", { ...paris, locale: "es" })).toEqual([]);
});

test("a date is found wherever it stands in a long text, also where the text is cut for it", () => {
  for (const filler of ["All this is about nothing. ", "no-dates-here ", "x"]) {
    const before = filler.repeat(Math.ceil(5000 / filler.length));
    expect(date().find(`${before}\non the 21st of November 2026, ok`, en)).toEqual([
      { start: before.length + 4, end: before.length + 29, value: { date: "2026-11-21", granularity: "day" } },
    ]);
  }
});

test("a day that is no such weekday is something else", () => {
  expect(mentions("mardi 21 personnes", fr)).toEqual([["mardi", "2026-11-17"]]);
});

test("a bot without a country reads 5/12 as the page's country writes it", () => {
  const on = (locale: string, region?: string) =>
    date().read("5/12", { ...paris, locale, ...(region && { region }) })?.date;
  expect([on("en", "US"), on("en", "GB"), on("en"), on("en-GB", "US"), on("fr", "US"), on("en-US")]).toEqual([
    "2027-05-12",
    "2026-12-05",
    "2026-12-05",
    "2026-12-05",
    "2026-12-05",
    "2027-05-12",
  ]);
});

test("Americans write the month first", () => {
  expect(mentions("3/4/2027", { ...paris, locale: "en-US" })).toEqual([["3/4/2027", "2027-03-04"]]);
  expect(mentions("3/4/2027", { now, timeZone: "America/Chicago", locale: "en" })).toEqual([
    ["3/4/2027", "2027-03-04"],
  ]);
  expect(mentions("3/4/2027", { now, timeZone: "America/Chicago", locale: "en-GB" })).toEqual([
    ["3/4/2027", "2027-04-03"],
  ]);
  expect(mentions("3/4/2027", { now, timeZone: "Europe/Paris", locale: "en" })).toEqual([["3/4/2027", "2027-04-03"]]);
});

test.each([
  ["mai", fr, "2027-05-01 month"],
  ["morgen früh", { ...paris, locale: "de" }, "2026-11-19 morning part"],
  ["le 3", fr, "2026-11-03"],
  ["3", fr, "2026-11-03"],
  ["18 heures", fr, "2026-11-18 18:00 hour"],
  ["tomorrow", fr, "2026-11-19"],
  ["plutôt demain matin, merci", fr, "2026-11-19 morning part"],
  ["may", en, "2027-05-01 month"],
  ["sat", en, "2026-11-21"],
  ["the 3rd", en, "2026-11-03"],
  ["après-demain", en, "2026-11-20"],
  ["2026-11-21", en, "2026-11-21"],
  ["lundi ou mardi", fr, undefined],
  ["je ne sais pas", fr, undefined],
  ["", en, undefined],
])("as an answer, %j is %j", (text, context, value) => {
  const read = date().read(text, context);
  expect(read === undefined ? undefined : inShort(read)).toBe(value);
});
