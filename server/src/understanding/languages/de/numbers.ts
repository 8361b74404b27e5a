import type { NumberWords } from "#understanding/numbers/number-words.ts";

/** Ordinals have the endings of adjectives: "am ersten", "der erste". */
function inflected(stems: string): string {
  return stems
    .split(" ")
    .map((stem) => ["e", "en", "er", "es", "em"].map((ending) => stem + ending).join("/"))
    .join(" ");
}

const low =
  "erst zweit dritt viert funft sechst siebt acht neunt zehnt elft zwolft dreizehnt vierzehnt funfzehnt sechzehnt siebzehnt achtzehnt neunzehnt";
const high =
  "zwanzigst einundzwanzigst zweiundzwanzigst dreiundzwanzigst vierundzwanzigst funfundzwanzigst sechsundzwanzigst siebenundzwanzigst achtundzwanzigst neunundzwanzigst dreissigst einunddreissigst";

export const numbers: NumberWords = {
  zero: "null",
  small:
    "ein/eins/eine/einen/einem/einer zwei/zwo drei vier funf/fuenf sechs sieben acht neun zehn elf zwolf/zwoelf dreizehn vierzehn funfzehn/fuenfzehn sechzehn siebzehn achtzehn neunzehn",
  tens: "zwanzig dreissig vierzig funfzig/fuenfzig sechzig siebzig achtzig neunzig",
  tensJoin: "und",
  unitsFirst: true,
  hundred: "hundert",
  bareHundred: true,
  teenHundreds: true,
  and: "und",
  scales: {
    tausend: 1e3,
    million: 1e6,
    millionen: 1e6,
    milliarde: 1e9,
    milliarden: 1e9,
    billion: 1e12,
    billionen: 1e12,
    billiarde: 1e15,
    billiarden: 1e15,
    trillion: 1e18,
    trillionen: 1e18,
  },
  bareScales: "tausend",
  article: "ein/eine/einem/einer",
  collectives: { dutzend: 12 },
  half: "ein halbes/einem halben/halbes",
  point: "komma",
  minus: "minus",
  plus: {
    "und ein halb": 0.5,
    "und eine halbe": 0.5,
    "und einen halben": 0.5,
    einhalb: 0.5,
    undeinhalb: 0.5,
    "ein halb": 0.5,
    dreiviertel: 0.75,
  },
  parts: { drittel: 3, viertel: 4, funftel: 5, zehntel: 10 },
  fractions: {
    "die halfte": 0.5,
    halfte: 0.5,
    "ein halb": 0.5,
    "ein halber": 0.5,
    "eine halbe": 0.5,
    "einen halben": 0.5,
    "einer halben": 0.5,
    halbe: 0.5,
    "ein viertel": 0.25,
    "ein drittel": 1 / 3,
    anderthalb: 1.5,
    eineinhalb: 1.5,
  },
  indefinite:
    "paar; bisschen; wenig; wenige; wenigen; einige; einigen; mehrere; mehreren; etliche; viele; vielen; menge; handvoll; haufen; reihe; anzahl",
  ordinals: `${inflected(low)} ${inflected(high)}`,
  ordinalEndings: "te ten ter tes tem ste sten ster stes stem",
  articles: "ein eine einen einem einer",
  joining: "und oder von der die das den dem mit ohne in an auf fur zu bei bitte danke ist sind war mal",
  pronounBefore: "das der die kein keine jeder jedes",
};
