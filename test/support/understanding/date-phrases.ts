/**
 * How people of each language name days and times. The bench and the tests put them together in every order. A day is a
 * function of the present, which is counted here with nothing but UTC arithmetic.
 */
export type DatePhrases = {
  /** Before a time, e.g. "at", with a space behind it. */
  at: readonly string[];
  /** Days by their distance from the present, in days. */
  near: Readonly<Record<string, number>>;
  /** Before a weekday: "on ", "". */
  on: readonly string[];
  /** Times and their words. "8:30" stands in all languages. */
  times: Readonly<Record<string, string>>;
  /** Times that need no word before them. */
  marked: Readonly<Record<string, string>>;
  /** Parts behind a day, and how they change an hour of the morning. */
  evening: string;
  /** Weekday after a number of weeks: `{ "{} next week": 1 }`. */
  weeks: Readonly<Record<string, number>>;
  /** Durations ahead and ago, in days: `{ "in 2 weeks": 14 }`. */
  shifts: Readonly<Record<string, number>>;
  /** A day and its month in words, from the present year on: `{ "the 3rd of June": "06-03" }`. */
  dated: Readonly<Record<string, string>>;
  /** Days of the present month. */
  ofThisMonth: Readonly<Record<string, number>>;
  /** Expressions that are not understood, or not a date. Nothing may be found, or the whole. */
  hard: readonly string[];
};

export const datePhrases: Readonly<Record<string, DatePhrases>> = {
  en: {
    at: ["at "],
    near: { today: 0, tomorrow: 1, yesterday: -1, "the day after tomorrow": 2 },
    on: ["", "on "],
    times: { "8": "08:00", "seven thirty": "07:30", "half past nine": "09:30", eleven: "11:00" },
    marked: {
      "8pm": "20:00",
      "8:30 pm": "20:30",
      "7 o'clock": "07:00",
      "quarter to seven": "06:45",
      "10 in the morning": "10:00",
      noon: "12:00",
    },
    evening: "evening",
    weeks: { "{} next week": 1, "next week on {}": 1, "{} of this week": 0, "{} last week": -1 },
    shifts: {
      "in 2 weeks": 14,
      "in three days": 3,
      "two days ago": -2,
      "3 days after tomorrow": 4,
      "a week from tomorrow": 8,
      "the day before yesterday": -2,
    },
    dated: {
      "the 3rd of June": "06-03",
      "June 3rd": "06-03",
      "3 June": "06-03",
      "May 21": "05-21",
      "two weeks before christmas": "12-11",
      "christmas eve": "12-24",
      "the day after christmas": "12-26",
    },
    ofThisMonth: { "the 21st of this month": 21, "the 3rd of this month": 3 },
    hard: [
      "every monday",
      "2 weeks before easter monday",
      "the second half of next week",
      "tomorrow 7",
      "tuesday 5 or so 3",
      "half of tomorrow",
      "the last 2 weeks of june and a half",
      "5 days before the end of next week",
    ],
  },
  fr: {
    at: ["à ", "vers ", ""],
    near: { "aujourd'hui": 0, demain: 1, hier: -1, "après-demain": 2 },
    on: ["", "le "],
    times: {
      "20h30": "20:30",
      "8h": "08:00",
      "20:30": "20:30",
      "18 heures 15": "18:15",
      "sept heures et demie": "07:30",
      "dix heures moins le quart": "09:45",
      midi: "12:00",
    },
    marked: { "20h30": "20:30", "20:30": "20:30", "8h du soir": "20:00", "18 heures 15": "18:15", midi: "12:00" },
    evening: "soir",
    weeks: { "{} de la semaine prochaine": 1, "{} de cette semaine": 0, "{} de la semaine dernière": -1 },
    shifts: {
      "dans deux semaines": 14,
      "dans 3 jours": 3,
      "il y a deux jours": -2,
      "trois jours après demain": 4,
      "d'ici une semaine": 7,
    },
    dated: {
      "le 3 juin": "06-03",
      "3 juin": "06-03",
      "trois juin": "06-03",
      "deux semaines avant Noël": "12-11",
      "le lendemain de Noël": "12-26",
    },
    ofThisMonth: { "le 21 de ce mois": 21, "le 3 du mois": 3 },
    hard: [
      "chaque lundi",
      "deux semaines avant Pâques",
      "la semaine du 21 novembre",
      "tous les mardis",
      "demain 7",
      "samedi dans trois semaines",
      "la deuxième moitié de la semaine prochaine",
    ],
  },
  de: {
    at: ["um ", "gegen "],
    near: { heute: 0, morgen: 1, gestern: -1, übermorgen: 2 },
    on: ["", "am "],
    times: {
      "8": "08:00",
      "20:30": "20:30",
      "20.30 Uhr": "20:30",
      "sieben Uhr dreißig": "07:30",
      "halb acht": "07:30",
      "viertel nach neun": "09:15",
    },
    marked: {
      "20:30": "20:30",
      "20 Uhr": "20:00",
      "20.30 Uhr": "20:30",
      "8 Uhr abends": "20:00",
      "halb acht": "07:30",
      "20 Uhr 15": "20:15",
    },
    evening: "Abend",
    weeks: { "{} nächster Woche": 1, "nächste Woche {}": 1, "{} dieser Woche": 0, "{} letzter Woche": -1 },
    shifts: {
      "in zwei Wochen": 14,
      "in 3 Tagen": 3,
      "vor zwei Tagen": -2,
      "drei Tage nach morgen": 4,
      "in einer Woche": 7,
    },
    dated: {
      "am 3. Juni": "06-03",
      "3. Juni": "06-03",
      "am dritten Juni": "06-03",
      "zwei Wochen vor Weihnachten": "12-11",
      Heiligabend: "12-24",
    },
    ofThisMonth: { "am 21. dieses Monats": 21, "der 3. dieses Monats": 3 },
    hard: [
      "jeden Montag",
      "zwei Wochen vor Ostern",
      "morgen 7",
      "die zweite Hälfte der nächsten Woche",
      "montags um",
      "Samstag in drei Wochen",
    ],
  },
  es: {
    at: ["a las ", "hacia las "],
    near: { hoy: 0, mañana: 1, ayer: -1, "pasado mañana": 2 },
    on: ["", "el "],
    times: {
      "8": "08:00",
      "20:30": "20:30",
      "20.30": "20:30",
      "siete y media": "07:30",
      "ocho de la tarde": "20:00",
      "diez menos cuarto": "09:45",
    },
    marked: { "20:30": "20:30", "8 de la tarde": "20:00", "8 pm": "20:00", "8:30 p.m.": "20:30" },
    evening: "por la noche",
    weeks: {
      "{} de la próxima semana": 1,
      "{} de la semana que viene": 1,
      "{} de esta semana": 0,
      "{} de la semana pasada": -1,
    },
    shifts: { "dentro de dos semanas": 14, "en 3 días": 3, "hace dos días": -2, "tres días después de mañana": 4 },
    dated: {
      "el 3 de junio": "06-03",
      "3 de junio": "06-03",
      "tres de junio": "06-03",
      "dos semanas antes de Navidad": "12-11",
      Nochebuena: "12-24",
    },
    ofThisMonth: { "el 21 de este mes": 21, "el 3 del mes": 3 },
    hard: [
      "cada lunes",
      "dos semanas antes de Pascua",
      "mañana 7",
      "la segunda mitad de la próxima semana",
      "todos los martes",
    ],
  },
  it: {
    at: ["alle ", "verso le "],
    near: { oggi: 0, domani: 1, ieri: -1, dopodomani: 2 },
    on: [""],
    times: {
      "8": "08:00",
      "20:30": "20:30",
      "20.30": "20:30",
      "sette e mezza": "07:30",
      "otto di sera": "20:00",
      "dieci meno un quarto": "09:45",
    },
    marked: { "20:30": "20:30", "8 di sera": "20:00", "ore 20": "20:00" },
    evening: "sera",
    weeks: {
      "{} della prossima settimana": 1,
      "{} della settimana prossima": 1,
      "{} di questa settimana": 0,
      "{} della settimana scorsa": -1,
    },
    shifts: { "tra due settimane": 14, "fra 3 giorni": 3, "due giorni fa": -2, "tre giorni dopo domani": 4 },
    dated: {
      "il 3 giugno": "06-03",
      "3 giugno": "06-03",
      "tre giugno": "06-03",
      "due settimane prima di Natale": "12-11",
      Capodanno: "01-01",
    },
    ofThisMonth: { "il 21 di questo mese": 21, "il 3 del mese": 3 },
    hard: ["ogni lunedì", "due settimane prima di Pasqua", "domani 7", "la seconda metà della prossima settimana"],
  },
  nl: {
    at: ["om ", "rond "],
    near: { vandaag: 0, morgen: 1, gisteren: -1, overmorgen: 2 },
    on: ["", "op "],
    times: {
      "8": "08:00",
      "20:30": "20:30",
      "20.30 uur": "20:30",
      "acht uur": "08:00",
      "half acht": "07:30",
      "kwart over negen": "09:15",
    },
    marked: { "20:30": "20:30", "20.30 uur": "20:30", "8 uur 's avonds": "20:00", "half acht": "07:30" },
    evening: "avond",
    weeks: { "volgende week {}": 1, "{} van deze week": 0, "vorige week {}": -1 },
    shifts: { "over twee weken": 14, "over 3 dagen": 3, "twee dagen geleden": -2, "drie dagen na morgen": 4 },
    dated: {
      "3 juni": "06-03",
      "de 3e juni": "06-03",
      "drie juni": "06-03",
      "twee weken voor Kerst": "12-11",
      Oudejaarsavond: "12-31",
    },
    ofThisMonth: { "de 21e van deze maand": 21, "de 3e van deze maand": 3 },
    hard: ["elke maandag", "twee weken voor Pasen", "morgen 7", "de tweede helft van volgende week"],
  },
  pt: {
    at: ["às ", "pelas "],
    near: { hoje: 0, amanhã: 1, ontem: -1, "depois de amanhã": 2 },
    on: ["", "na "],
    times: {
      "8": "08:00",
      "20:30": "20:30",
      "20h30": "20:30",
      "sete e meia": "07:30",
      "oito da noite": "20:00",
      "8 horas": "08:00",
    },
    marked: { "20:30": "20:30", "20h30": "20:30", "20h": "20:00", "8 da noite": "20:00" },
    evening: "à noite",
    weeks: { "{} da próxima semana": 1, "{} da semana que vem": 1, "{} desta semana": 0, "{} da semana passada": -1 },
    shifts: { "daqui a duas semanas": 14, "em 3 dias": 3, "há dois dias": -2, "três dias depois de amanhã": 4 },
    dated: {
      "3 de junho": "06-03",
      "dia 3 de junho": "06-03",
      "três de junho": "06-03",
      "duas semanas antes do Natal": "12-11",
    },
    ofThisMonth: { "dia 21 deste mês": 21, "dia 3 do mês": 3 },
    hard: ["cada segunda-feira", "duas semanas antes da Páscoa", "amanhã 7", "a segunda metade da próxima semana"],
  },
};
