import type { NumberWords } from "#understanding/numbers/number-words.ts";

const units =
  "primero/primera/primer segundo/segunda tercero/tercera/tercer cuarto/cuarta quinto/quinta sexto/sexta septimo/septima octavo/octava noveno/novena";
const after = (ten: string): string =>
  units
    .split(" ")
    .map((spellings) =>
      spellings
        .split("/")
        .map((unit) => ten + unit)
        .join("/"),
    )
    .join(" ");

export const numbers: NumberWords = {
  zero: "cero",
  small:
    "uno/un/una dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciseis/diezyseis diecisiete/diezysiete dieciocho/diezyocho diecinueve/diezynueve",
  tens: "veinte/veinti treinta cuarenta cincuenta sesenta setenta ochenta noventa",
  tensJoin: "y",
  hundred: "cien/ciento",
  hundreds:
    "doscientos/doscientas trescientos/trescientas cuatrocientos/cuatrocientas quinientos/quinientas seiscientos/seiscientas setecientos/setecientas ochocientos/ochocientas novecientos/novecientas",
  bareHundred: true,
  scales: {
    mil: 1e3,
    millon: 1e6,
    millones: 1e6,
    millardo: 1e9,
    millardos: 1e9,
    billon: 1e12,
    billones: 1e12,
    trillon: 1e18,
    trillones: 1e18,
  },
  bareScales: "mil",
  article: "un/una",
  collectives: { docena: 12, docenas: 12, decena: 10, decenas: 10, centenar: 100, centenares: 100, par: 2 },
  half: "media",
  point: "coma/punto",
  minus: "menos",
  plus: { "y medio": 0.5, "y media": 0.5, "y cuarto": 0.25, "y un cuarto": 0.25 },
  parts: { tercio: 3, tercios: 3, quintos: 5, decimos: 10 },
  fractions: { medio: 0.5, media: 0.5, "la mitad": 0.5, mitad: 0.5, "un cuarto": 0.25, "un tercio": 1 / 3 },
  indefinite:
    "unos; unas; cuantos; cuantas; pocos; pocas; poco; poquito; varios; varias; algunos; algunas; muchos; muchas; monton; punado; de cientos; de miles; de millones; de docenas; de decenas; de centenares",
  ordinals: `${units} decimo/decima undecimo/undecima/decimoprimero/decimoprimera duodecimo/duodecima/decimosegundo/decimosegunda ${after("decimo").split(" ").slice(2).join(" ")} vigesimo/vigesima ${after("vigesimo")} trigesimo/trigesima trigesimoprimero/trigesimoprimera`,
  ordinalEndings: "o a er",
  articles: "un una uno",
  joining: "y o de del la las el los con sin en a al para por que quien mas es son por favor gracias",
  denial: "ni",
  pronounBefore: "la el cada ningun ninguna otro otra",
};
