import type { NumberWords } from "#understanding/numbers/number-words.ts";

function inflected(words: string): string {
  return words
    .split(" ")
    .map((word) => `${word}/${word.slice(0, -1)}a`)
    .join(" ");
}

export const numbers: NumberWords = {
  zero: "zero",
  small:
    "uno/un/una due tre quattro cinque sei sette otto nove dieci undici dodici tredici quattordici quindici sedici diciassette diciotto diciannove",
  tens: "venti trenta quaranta cinquanta sessanta settanta ottanta novanta",
  tensJoin: "e",
  elides: true,
  hundred: "cento",
  bareHundred: true,
  and: "e",
  scales: {
    mille: 1e3,
    mila: 1e3,
    milione: 1e6,
    milioni: 1e6,
    miliardo: 1e9,
    miliardi: 1e9,
    bilione: 1e12,
    bilioni: 1e12,
    biliardo: 1e15,
    biliardi: 1e15,
    trilione: 1e18,
    trilioni: 1e18,
  },
  bareScales: "mille",
  article: "un/una",
  collectives: {
    dozzina: 12,
    dozzine: 12,
    decina: 10,
    decine: 10,
    ventina: 20,
    trentina: 30,
    centinaio: 100,
    centinaia: 100,
    migliaio: 1000,
    migliaia: 1000,
    paio: 2,
  },
  half: "mezza/mezzo",
  point: "virgola",
  minus: "meno",
  plus: { "e mezzo": 0.5, "e mezza": 0.5, "e un quarto": 0.25, "e tre quarti": 0.75 },
  parts: { terzo: 3, terzi: 3, quarti: 4, quinti: 5, decimi: 10 },
  fractions: { mezzo: 0.5, mezza: 0.5, "la meta": 0.5, meta: 0.5, "un quarto": 0.25, "un terzo": 1 / 3 },
  indefinite:
    "po; alcuni; alcune; qualche; parecchi; parecchie; diversi; diverse; vari; varie; molti; molte; tanti; tante; sacco; manciata; mucchio; certo numero; di migliaia; di centinaia; di milioni; di miliardi; di decine; di dozzine",
  ordinals: inflected(
    "primo secondo terzo quarto quinto sesto settimo ottavo nono decimo undicesimo dodicesimo tredicesimo quattordicesimo quindicesimo sedicesimo diciassettesimo diciottesimo diciannovesimo ventesimo ventunesimo ventiduesimo ventitreesimo ventiquattresimo venticinquesimo ventiseiesimo ventisettesimo ventottesimo ventinovesimo trentesimo trentunesimo",
  ),
  ordinalEndings: "o a",
  articles: "un una uno",
  doubtful: "sei",
  joining: "e o di del della dei delle il lo la i gli le con senza in a al alla per che chi piu grazie",
  denial: "neanche nemmeno neppure",
  pronounBefore: "tu ci vi mi ti la il ogni nessun nessuna altro altra",
};
