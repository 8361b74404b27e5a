import type { DayPart } from "@causerie/server/understanding/dates/value/date-value.ts";

/** How people of each language say a part of a day, with `{}` for the weekday, and a time, with `{}` for its hour. */
export type PartFrames = {
  onDay: Readonly<Record<DayPart, readonly string[]>>;
  /** Without the day, which is known. */
  alone: Readonly<Partial<Record<DayPart, readonly string[]>>>;
  at: readonly string[];
  no: readonly string[];
};

export const partFrames: Readonly<Record<string, PartFrames>> = {
  en: {
    onDay: {
      morning: ["{} morning", "on {} in the morning"],
      afternoon: ["{} afternoon", "{} in the afternoon"],
      evening: ["{} evening", "on {} evening"],
      night: ["{} night", "on {} at night"],
    },
    alone: {
      morning: ["in the morning", "morning"],
      afternoon: ["in the afternoon"],
      evening: ["in the evening", "evening"],
    },
    at: ["at {}", "at {} o'clock"],
    no: ["no, {}", "{} instead", "sorry, I meant {}"],
  },
  fr: {
    onDay: {
      morning: ["{} matin", "le {} matin"],
      afternoon: ["{} après-midi", "{} dans l'après-midi"],
      evening: ["{} soir", "le {} au soir"],
      night: ["{} dans la nuit"],
    },
    alone: { morning: ["le matin"], afternoon: ["l'après-midi"], evening: ["le soir"] },
    at: ["à {}h", "à {} heures"],
    no: ["non, {}", "plutôt {}"],
  },
  de: {
    onDay: {
      morning: ["{}morgen", "{}vormittag", "{} früh", "am {}morgen"],
      afternoon: ["{}nachmittag", "{} Nachmittag"],
      evening: ["{}abend", "{} Abend", "am {}abend"],
      night: ["{}nacht"],
    },
    alone: { morning: ["am Vormittag", "morgens"], afternoon: ["am Nachmittag"], evening: ["am Abend", "abends"] },
    at: ["um {}", "um {} Uhr"],
    no: ["nein, {}", "lieber {}"],
  },
  es: {
    onDay: {
      morning: ["{} por la mañana", "el {} en la mañana"],
      afternoon: ["{} por la tarde", "el {} en la tarde"],
      evening: ["{} por la noche", "el {} noche"],
      night: ["{} de madrugada"],
    },
    alone: { morning: ["por la mañana"], afternoon: ["por la tarde"], evening: ["por la noche"] },
    at: ["a las {}"],
    no: ["no, {}", "mejor {}"],
  },
  it: {
    onDay: {
      morning: ["{} mattina", "{} di mattina"],
      afternoon: ["{} pomeriggio", "{} nel pomeriggio"],
      evening: ["{} sera", "{} di sera"],
      night: ["{} notte"],
    },
    alone: { morning: ["di mattina"], afternoon: ["nel pomeriggio"], evening: ["di sera"] },
    at: ["alle {}", "alle ore {}"],
    no: ["no, {}", "anzi, {}"],
  },
  nl: {
    onDay: {
      morning: ["{}ochtend", "{}morgen", "{} morgen", "{}voormiddag"],
      afternoon: ["{}middag", "{}namiddag"],
      evening: ["{}avond", "op {}avond"],
      night: ["{}nacht"],
    },
    alone: { morning: ["'s ochtends", "'s morgens"], afternoon: ["'s middags"], evening: ["'s avonds", "in de avond"] },
    at: ["om {}", "om {} uur"],
    no: ["nee, {}", "liever {}"],
  },
  pt: {
    onDay: {
      morning: ["{} de manhã", "{} pela manhã"],
      afternoon: ["{} à tarde", "{} de tarde"],
      evening: ["{} à noite", "{} de noite"],
      night: ["{} de madrugada"],
    },
    alone: { morning: ["de manhã", "pela manhã"], afternoon: ["à tarde"], evening: ["à noite"] },
    at: ["às {}", "às {} horas"],
    no: ["não, {}", "melhor {}"],
  },
};
