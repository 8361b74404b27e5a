import {
  type Bot,
  createBot,
  date,
  email,
  intent,
  type Json,
  number,
  oneOf,
  story,
  text,
  yesNo,
} from "@causerie/server";
import * as v from "valibot";

import { dateOn } from "./dates.ts";

/** A slot as a simulated person knows it: what they may mean, and how they say it. */
export type KnownSlot = {
  name: string;
  /** Each value as the form keeps it, with the words for it. */
  values: readonly { value: Json; words: string }[];
  /** The slot takes any text, so its values are not recognised in other texts. */
  isFree?: true;
  /** Only as the answer to its question. */
  onlyAsked?: true;
  /** Words before a value that say which slot it is for. */
  cue?: string;
  onlyIf?: { slot: string; value: Json };
  /** Half of a value may come later: a day, and then its time. */
  isDate?: true;
};

export type KnownForm = {
  id: string;
  locale: "en" | "fr";
  begin: string;
  slots: readonly KnownSlot[];
  /** How a value is corrected, denied, and an old one replaced. */
  correct: readonly ((words: string) => string)[];
  replace: readonly ((old: string, words: string) => string)[];
  deny: (old: string) => string;
  /** How people leave open which of two values they mean, and how they take one back. */
  either: (one: string, other: string) => string;
  takeBack: readonly ((old: string, words: string) => string)[];
  /** What is added to a day, and what changes only a part of it. */
  times: readonly { words: string; hour?: number; half?: "evening" }[];
  correctPart: (words: string) => string;
};

const toValues = (words: readonly string[]) => words.map((each) => ({ value: each, words: each }));
const numbers = [1, 2, 3, 4, 5, 7, 12].map((value) => ({ value, words: String(value) }));

const english = {
  locale: "en",
  correct: [
    (w) => `no, ${w}`,
    (w) => `No ${w} please`,
    (w) => `make it ${w}`,
    (w) => `sorry, I meant ${w}`,
    (w) => `${w} instead`,
  ],
  replace: [(old, w) => `not ${old} but ${w}`, (old, w) => `${w} instead of ${old}`, (old, w) => `${w}, not ${old}`],
  deny: (old) => `not ${old}`,
  either: (one, other) => `${one} or ${other}`,
  takeBack: [
    (old, w) => `${old}, no, ${w}`,
    (old, w) => `not ${old} but ${w}`,
    (old, w) => `${old}, no wait, ${w}`,
    (old, w) => `${old}, sorry, I meant ${w}`,
  ],
  times: [
    { words: "at 8pm", hour: 20, half: "evening" },
    { words: "at 9", hour: 9 },
    { words: "in the evening", half: "evening" },
  ],
  correctPart: (w) => `sorry, I meant ${w}`,
} satisfies Partial<KnownForm>;

/** Answers that hold numbers, sizes, cities, addresses, and words that begin a correction elsewhere. */
const freeTexts = [
  "12 rue de Lille",
  "the large house, 2 doors after the school",
  "not far from Nice, near the small bridge",
  "call bob@example.com, he has 7 keys",
  "no dogs please, we are 5",
  "Delivery entrance 4",
  "Tower 3, to Lyon street",
];

const order: KnownForm = {
  ...english,
  id: "order",
  begin: "order",
  slots: [
    { name: "size", values: toValues(["small", "medium", "large"]) },
    { name: "count", values: numbers },
    { name: "how", values: toValues(["delivery", "collection"]) },
    { name: "street", values: toValues(freeTexts), isFree: true, onlyIf: { slot: "how", value: "delivery" } },
    { name: "gift", values: toValues(["yes", "no"]), onlyAsked: true },
  ],
};

const trip: KnownForm = {
  ...english,
  id: "trip",
  begin: "trip",
  slots: [
    { name: "from", values: toValues(["Lille", "Lyon", "Nice", "Paris"]), cue: "from" },
    { name: "to", values: toValues(["Lille", "Lyon", "Nice", "Paris"]), cue: "to" },
    { name: "seats", values: numbers },
    {
      name: "when",
      values: [
        { value: dateOn("2026-12-04"), words: "friday" },
        { value: dateOn("2026-12-05"), words: "saturday" },
        { value: dateOn("2026-12-03", { half: "evening" }), words: "thursday evening" },
        { value: dateOn("2026-12-02", { half: "evening", hour: 20 }), words: "wednesday at 8pm" },
      ],
      isDate: true,
    },
    { name: "remark", values: toValues(freeTexts), isFree: true },
  ],
};

const contact: KnownForm = {
  id: "contact",
  locale: "fr",
  begin: "contact",
  slots: [
    {
      name: "subject",
      values: [
        { value: "bill", words: "facture" },
        { value: "order", words: "commande" },
      ],
    },
    { name: "name", values: toValues(["Ada Lovelace", "Zoé", "Jean 23 de Paris", "Non-Pareil"]), isFree: true },
    { name: "mail", values: toValues(["ada@example.com", "zoe@example.org"]) },
    {
      name: "urgent",
      values: [
        { value: "yes", words: "oui" },
        { value: "no", words: "non merci" },
      ],
      onlyAsked: true,
    },
    { name: "people", values: numbers },
    {
      name: "day",
      values: [
        { value: dateOn("2026-12-04"), words: "vendredi" },
        { value: dateOn("2026-12-05"), words: "samedi" },
        { value: dateOn("2026-12-03", { half: "evening" }), words: "jeudi soir" },
      ],
      isDate: true,
    },
  ],
  correct: [(w) => `non, ${w}`, (w) => `plutôt ${w}`, (w) => `je voulais dire ${w}`, (w) => `pardon, ${w}`],
  replace: [(old, w) => `pas ${old} mais ${w}`, (old, w) => `${w} au lieu de ${old}`, (old, w) => `${w} et pas ${old}`],
  deny: (old) => `pas ${old}`,
  either: (one, other) => `${one} ou ${other}`,
  takeBack: [
    (old, w) => `${old}, non, ${w}`,
    (old, w) => `pas ${old} mais ${w}`,
    (old, w) => `${old}, non, plutôt ${w}`,
    (old, w) => `${old}, pardon, ${w}`,
  ],
  times: [
    { words: "à 20h", hour: 20 },
    { words: "à 9h", hour: 9 },
    { words: "le soir", half: "evening" },
  ],
  correctPart: (w) => `plutôt ${w}`,
};

export const forms = [order, trip, contact] as const;

/** Tries of a question before a form gives up. */
export const attempts = 4;

/** The bot with the three forms. What a confirmed form holds is in its answer, as JSON. */
export function createFormsBot(): Bot {
  const yes = intent("yes", { keywords: ["yes"] });
  const city = oneOf("city", ["Lille", "Lyon", "Nice", "Paris"]);
  const orders = story("order", {
    keywords: ["order"],
    attempts,
    slots: {
      size: oneOf("size", ["small", "medium", "large"]),
      count: number({ integer: true }),
      how: oneOf("how", ["delivery", "collection"]),
      street: { schema: v.string(), onlyIf: { how: "delivery" } },
      gift: yesNo(),
    },
    steps: { confirm: true },
  });
  const trips = story("trip", {
    keywords: ["trip"],
    attempts,
    slots: {
      from: { entity: city, after: ["from"] },
      to: { entity: city, after: ["to"] },
      seats: number({ integer: true }),
      when: date({ future: true }),
      remark: v.string(),
    },
    steps: { confirm: { intents: [yes] } },
  });
  const contacts = story("contact", {
    keywords: ["contact"],
    attempts,
    slots: {
      subject: oneOf("subject", { bill: ["facture"], order: ["commande"] }),
      name: v.string(),
      mail: email(),
      urgent: yesNo(),
      people: number({ integer: true }),
      day: date({ future: true }),
    },
    steps: { confirm: true },
  });
  const done = (turn: { endStory(): void }, values: object): string => {
    turn.endStory();
    return JSON.stringify(values);
  };
  return createBot({
    locales: ["en", "fr"],
    detectLocale: false,
    timeZone: "UTC",
    fallback: (_turn, reason) => `fallback: ${reason}`,
    stories: [
      orders.handle({
        ask: {
          size: () => "size?",
          count: () => "count?",
          how: () => "how?",
          street: () => "street?",
          gift: () => "gift?",
        },
        run: (turn) => {
          turn.waitFor(orders.link());
          return text("summary", { quickReplies: [{ label: "Yes", to: orders.step("confirm") }] });
        },
        steps: { confirm: done },
        giveUp: () => "gave up",
      }),
      trips.handle({
        ask: {
          from: () => "from?",
          to: () => "to?",
          seats: () => "seats?",
          when: () => "when?",
          remark: () => "remark?",
        },
        run: (turn) => {
          turn.waitFor(trips.step("confirm"));
          return "summary";
        },
        steps: { confirm: done },
        giveUp: () => "gave up",
      }),
      contacts.handle({
        ask: {
          subject: () => "subject?",
          name: () => "name?",
          mail: () => "mail?",
          urgent: () => "urgent?",
          people: () => "people?",
          day: () => "day?",
        },
        run: (turn) => {
          turn.waitFor(contacts.link());
          return text("summary", { quickReplies: [{ label: "Oui", to: contacts.step("confirm") }] });
        },
        steps: { confirm: done },
        giveUp: () => "gave up",
      }),
      story("hello", { keywords: ["hello", "opening hours", "horaires"] }).handle(() => "Hello"),
    ],
  });
}
