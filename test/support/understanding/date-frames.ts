/**
 * Patterns of each language for texts that are counted in `fresh-dates.ts`: `{}` and `{w}` are a weekday, `{d}` and `{m}` a day
 * and its month, and in a time `{h}` and `{m}` its hour and minutes.
 */
export type DateFrames = {
  dayAndMonth: string;
  /** The same in an answer, before a year of two digits. */
  shortDay: string;
  /** Before a day that stands beside another name of it. */
  article: string;
  weekdayAndDay: readonly string[];
  /** The first such weekday after today. */
  coming: readonly string[];
  near: Readonly<Record<string, number>>;
  /** A day and its month, `{n}` for its number. */
  never: readonly string[];
  digits: readonly string[];
  /** Times in words, and whether they are of the second half of the day. */
  words: readonly (readonly [string, "am" | "pm"])[];
  /** The morning of no day. */
  mornings: readonly string[];
  greeting?: string;
  /** The morning of a weekday, which is the nearest one. */
  onMorning: readonly string[];
  /** The weekday a week after the coming one (`open`: which may be today), or that of the week after the next. */
  afterNext: Readonly<Record<string, "coming" | "open" | "week">>;
};

export const dateFrames: Readonly<Record<string, DateFrames>> = {
  en: {
    dayAndMonth: "{d} {m}",
    shortDay: "{d} {m}",
    article: "the ",
    weekdayAndDay: ["{w} {d}", "{w}, {d}", "on {w} the {d}", "{w}, the {d}", "{d} ({w})", "{d}, {w}"],
    coming: ["this coming {}", "coming {}"],
    near: { tomorrow: 1, "the day after tomorrow": 2 },
    never: [
      "{d} {m}",
      "the {d}st of {m}",
      "on {m} {d}",
      "{d}/{n}/2027",
      "from the 28th to the {d}th of {m}",
      "the week of {d} {m}",
    ],
    digits: ["at {h}:{m}", "{h}:{m}", "at {h} o'clock"],
    words: [
      ["at {h} {m}", "am"],
      ["at {h} {m} pm", "pm"],
      ["{m} minutes past {h}", "am"],
      ["at {h} in the evening", "pm"],
    ],
    mornings: ["in the morning", "the morning", "every morning", "early in the morning", "good morning"],
    onMorning: ["{} morning", "on {} in the morning"],
    afterNext: { "the {} after next": "week", "{} of the week after next": "week", "{} week": "open" },
  },
  fr: {
    dayAndMonth: "{d} {m}",
    shortDay: "{d} {m}",
    article: "le ",
    weekdayAndDay: ["{w} {d}", "le {w} {d}", "{w}, le {d}", "{d} ({w})", "le {d}, {w}"],
    coming: ["{} prochain", "{} qui vient"],
    near: { demain: 1, "après-demain": 2 },
    never: ["le {d} {m}", "{d} {m}", "{d}/{n}/2027", "du 28 au {d} {m}", "avant le {d} {m}", "{d}/{n}"],
    digits: ["à {h}h{m}", "vers {h}h", "{h}:{m}"],
    words: [
      ["à {h} heures {m}", "am"],
      ["à {h} heures du soir", "pm"],
      ["à {h} heures du matin", "am"],
      ["{h} heures {m}", "am"],
    ],
    mornings: ["le matin", "du matin", "tous les matins", "chaque matin"],
    onMorning: ["{} matin", "le {} au matin"],
    afterNext: { "{} en huit": "open" },
  },
  de: {
    dayAndMonth: "{d}. {m}",
    shortDay: "{d}. {m}",
    article: "den ",
    weekdayAndDay: ["{w}, {d}", "am {w}, den {d}", "{w} den {d}", "{d} ({w})", "am {d}, {w}"],
    coming: ["nächsten {}", "kommenden {}", "am nächsten {}"],
    near: { morgen: 1, übermorgen: 2 },
    never: [
      "am {d}. {m}",
      "{d}. {m}",
      "{d}.{n}.",
      "am {d}.{n}.2027",
      "vom 28. bis {d}. {m}",
      "vom 28. bis zum {d}. {m}",
    ],
    digits: ["um {h}:{m}", "um {h} Uhr", "gegen {h} Uhr {m}"],
    words: [
      ["um {h} Uhr {m}", "am"],
      ["um {h} Uhr abends", "pm"],
      ["um {h} Uhr morgens", "am"],
    ],
    mornings: ["am Morgen", "morgens", "der Morgen", "jeden Morgen", "guten Morgen"],
    onMorning: ["{} früh", "am {} am Morgen", "{}morgen"],
    afterNext: { "übernächsten {}": "coming", "am übernächsten {}": "coming", "{} übernächster Woche": "week" },
  },
  es: {
    dayAndMonth: "{d} de {m}",
    shortDay: "{d} {m}",
    article: "el ",
    weekdayAndDay: ["{w} {d}", "el {w} {d}", "{w}, {d}", "el {w}, {d}", "{d} ({w})", "el {d}, {w}"],
    coming: ["el próximo {}", "el {} próximo", "el {} que viene"],
    near: { mañana: 1, "pasado mañana": 2 },
    never: ["el {d} de {m}", "{d} de {m}", "{d}/{n}/2027", "del 28 al {d} de {m}", "{d}/{n}"],
    digits: ["a las {h}:{m}", "a las {h}", "{h}:{m}"],
    words: [
      ["a las {h} y {m}", "am"],
      ["a las {h} de la noche", "pm"],
      ["a las {h} de la mañana", "am"],
      ["las {h} y {m}", "am"],
    ],
    mornings: ["por la mañana", "de la mañana", "la mañana", "en la mañana", "toda la mañana", "por las mañanas"],
    onMorning: ["el {} por la mañana", "{} por la mañana", "el {} en la mañana"],
    afterNext: { "el {} en ocho días": "open" },
  },
  it: {
    dayAndMonth: "{d} {m}",
    shortDay: "{d} {m}",
    article: "il ",
    weekdayAndDay: ["{w} {d}", "{w}, {d}", "il {w}, {d}", "{d} ({w})", "il {d}, {w}"],
    coming: ["{} prossimo", "il prossimo {}", "{} che viene"],
    near: { domani: 1, dopodomani: 2 },
    never: ["il {d} {m}", "{d} {m}", "{d}/{n}/2027", "dal 28 al {d} {m}", "{d}/{n}"],
    digits: ["alle {h}:{m}", "alle {h}", "alle ore {h}"],
    words: [
      ["alle {h} e {m}", "am"],
      ["le {h} e {m}", "am"],
      ["alle {h} di sera", "pm"],
      ["alle {h} del mattino", "am"],
    ],
    mornings: ["di mattina", "la mattina", "ogni mattina", "in mattinata", "al mattino"],
    onMorning: ["{} mattina", "{} di mattina"],
    afterNext: { "{} a otto": "open" },
  },
  nl: {
    dayAndMonth: "{d} {m}",
    shortDay: "{d} {m}",
    article: "",
    weekdayAndDay: ["{w} {d}", "{w}, {d}", "op {w} {d}", "{d} ({w})", "{d}, {w}"],
    coming: ["aanstaande {}", "komende {}"],
    near: { morgen: 1, overmorgen: 2 },
    never: ["{d} {m}", "op {d} {m}", "{d}-{n}-2027", "van 28 tot {d} {m}", "{d}/{n}"],
    digits: ["om {h}:{m}", "om {h} uur", "rond {h}:{m}"],
    words: [
      ["om {h} uur {m}", "am"],
      ["om {h} uur 's avonds", "pm"],
      ["om {h} uur 's ochtends", "am"],
    ],
    mornings: ["in de morgen", "de morgen", "'s morgens", "elke morgen", "in de ochtend", "goede morgen"],
    onMorning: ["{}ochtend", "{} in de ochtend", "{} in de morgen"],
    afterNext: { "overvolgende {}": "week", "{} over een week": "open" },
  },
  pt: {
    dayAndMonth: "{d} de {m}",
    shortDay: "{d} {m}",
    article: "dia ",
    weekdayAndDay: ["{w}, {d}", "{w} dia {d}", "{w}, dia {d}", "{d} ({w})", "dia {d}, {w}"],
    coming: ["{} que vem", "na próxima {}"],
    near: { amanhã: 1, "depois de amanhã": 2 },
    never: ["dia {d} de {m}", "{d} de {m}", "{d}/{n}/2027", "de 28 a {d} de {m}", "{d}/{n}"],
    digits: ["às {h}:{m}", "às {h} horas", "às {h}h"],
    words: [
      ["às {h} e {m}", "am"],
      ["às {h} da noite", "pm"],
      ["às {h} da manhã", "am"],
    ],
    mornings: ["pela manhã", "de manhã", "da manhã", "toda manhã", "a manhã"],
    onMorning: ["{} de manhã", "na {} pela manhã"],
    afterNext: { "{} a oito dias": "open" },
  },
};
