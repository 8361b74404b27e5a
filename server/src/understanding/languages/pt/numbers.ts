import type { NumberWords } from "#understanding/numbers/number-words.ts";

const units = "primeiro segundo terceiro quarto quinto sexto setimo oitavo nono".split(" ");

function inflected(words: readonly string[]): string {
  return words.map((word) => `${word}/${word.slice(0, -1)}a`).join(" ");
}

function after(ten: string): string {
  return units.map((unit) => `${ten}${unit}/${ten.slice(0, -1)}a${unit.slice(0, -1)}a`).join(" ");
}

export const numbers: NumberWords = {
  zero: "zero",
  small:
    "um/uma dois/duas tres quatro cinco seis sete oito nove dez onze doze treze catorze/quatorze quinze dezesseis/dezasseis dezessete/dezassete dezoito dezenove/dezanove",
  tens: "vinte trinta quarenta cinquenta sessenta setenta oitenta noventa",
  tensJoin: "e",
  hundred: "cem/cento",
  hundreds:
    "duzentos/duzentas trezentos/trezentas quatrocentos/quatrocentas quinhentos/quinhentas seiscentos/seiscentas setecentos/setecentas oitocentos/oitocentas novecentos/novecentas",
  bareHundred: true,
  and: "e",
  scales: {
    mil: 1e3,
    milhao: 1e6,
    milhoes: 1e6,
    bilhao: 1e9,
    bilhoes: 1e9,
    trilhao: 1e12,
    trilhoes: 1e12,
    biliao: 1e12,
    bilioes: 1e12,
    triliao: 1e18,
    trilioes: 1e18,
  },
  bareScales: "mil",
  article: "um/uma",
  collectives: { duzia: 12, duzias: 12, dezena: 10, dezenas: 10, centena: 100, centenas: 100, milhares: 1000, par: 2 },
  half: "meia",
  point: "virgula/ponto",
  minus: "menos",
  plus: { "e meio": 0.5, "e meia": 0.5, "e um quarto": 0.25 },
  parts: { terco: 3, tercos: 3, quintos: 5, decimos: 10 },
  fractions: { meio: 0.5, meia: 0.5, "a metade": 0.5, metade: 0.5, "um quarto": 0.25, "um terco": 1 / 3 },
  indefinite:
    "uns; umas; quantos; quantas; poucos; poucas; pouco; pouquinho; bocado; alguns; algumas; varios; varias; diversos; diversas; muitos; muitas; punhado; monte; de milhares; de milhoes; de centenas; de dezenas; de duzias",
  ordinals: `${inflected(units)} decimo/decima ${after("decimo")} vigesimo/vigesima ${after("vigesimo")} trigesimo/trigesima trigesimoprimeiro`,
  ordinalEndings: "o a",
  articles: "um uma",
  joining: "e ou de do da dos das o a os as com sem em no na para por que quem mais por favor obrigado obrigada",
  denial: "nem",
  pronounBefore: "a o cada nenhum nenhuma outro outra",
};
