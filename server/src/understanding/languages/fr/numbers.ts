import type { NumberWords } from "#understanding/numbers/number-words.ts";

const ordinals =
  "premier/premiere deuxieme/second/seconde troisieme quatrieme cinquieme sixieme septieme huitieme neuvieme dixieme onzieme douzieme treizieme quatorzieme quinzieme seizieme dixseptieme dixhuitieme dixneuvieme vingtieme vingtetunieme vingtdeuxieme vingttroisieme vingtquatrieme vingtcinquieme vingtsixieme vingtseptieme vingthuitieme vingtneuvieme trentieme trenteetunieme";

export const numbers: NumberWords = {
  zero: "zero",
  small:
    "un/une deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dixsept dixhuit dixneuf",
  tens: "vingt trente quarante cinquante soixante septante quatrevingt/quatrevingts/huitante/octante nonante",
  tensJoin: "et",
  teensAfter: [60, 80],
  hundred: "cent/cents",
  bareHundred: true,
  scales: { mille: 1e3, million: 1e6, millions: 1e6, milliard: 1e9, milliards: 1e9 },
  bareScales: "mille",
  article: "un/une",
  collectives: {
    dizaine: 10,
    douzaine: 12,
    quinzaine: 15,
    vingtaine: 20,
    trentaine: 30,
    quarantaine: 40,
    cinquantaine: 50,
    soixantaine: 60,
    centaine: 100,
    millier: 1000,
    dizaines: 10,
    douzaines: 12,
    centaines: 100,
    milliers: 1000,
  },
  half: "demi/une demi",
  point: "virgule",
  minus: "moins",
  plus: { "et demi": 0.5, "et demie": 0.5, "et quart": 0.25, "et un quart": 0.25, "trois quarts": 0.75 },
  parts: { tiers: 3, quart: 4, quarts: 4, cinquiemes: 5, dixiemes: 10 },
  fractions: { "la moitie": 0.5, moitie: 0.5, "un demi": 0.5, "un quart": 0.25, "un tiers": 1 / 3 },
  ordinals,
  ordinalEndings: "er ere re e eme ieme nd nde",
  articles: "un une",
  doubtful: "neuf",
  joining: "et ou de du des pour avec sans dans a au aux en sur s svp stp que qui mais merci comme",
  pronounBefore: "de tout toute flambant etat quoi",
  nouns: "cents",
};
