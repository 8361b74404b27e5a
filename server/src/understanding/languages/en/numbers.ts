import type { NumberWords } from "#understanding/numbers/number-words.ts";

const first =
  "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth";
const units = first.split(" ").slice(0, 9);

export const numbers: NumberWords = {
  zero: "zero nil",
  small:
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen",
  tens: "twenty thirty forty/fourty fifty sixty seventy eighty ninety",
  hundred: "hundred",
  teenHundreds: true,
  and: "and",
  scales: {
    thousand: 1e3,
    million: 1e6,
    millions: 1e6,
    billion: 1e9,
    billions: 1e9,
    trillion: 1e12,
    trillions: 1e12,
    quadrillion: 1e15,
    k: 1e3,
  },
  article: "a/an",
  collectives: { dozen: 12, dozens: 12, couple: 2 },
  half: "half a/half an/a half",
  point: "point",
  minus: "minus negative",
  plus: { "and a half": 0.5, "and a quarter": 0.25, "and three quarters": 0.75 },
  parts: { third: 3, thirds: 3, quarter: 4, quarters: 4, fifths: 5, tenths: 10 },
  fractions: {
    half: 0.5,
    "one half": 0.5,
    "one third": 1 / 3,
    "one quarter": 0.25,
    "a half": 0.5,
    "a quarter": 0.25,
    "a third": 1 / 3,
  },
  indefinite:
    "few; several; many; lot; lots; plenty; handful; bunch; of hundreds; of thousands; of hundred; of thousand; of million; of millions; of dozen; of dozens",
  ordinals: `${first} twentieth ${units.map((unit) => `twenty${unit}`).join(" ")} thirtieth thirtyfirst`,
  ordinalEndings: "st nd rd th",
  articles: "",
  doubtful: "one",
  joining:
    "of day is are was can could will would has more please with without in at on and or for from to by that which who than",
  denial: "no",
  pronounBefore: "the this that which any every no each another other some what last next first second loved",
};
