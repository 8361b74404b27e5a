import { pick } from "./random.ts";

const neighbours: Readonly<Record<string, string>> = {
  a: "zqs",
  b: "vn",
  c: "xv",
  d: "sf",
  e: "zr",
  f: "dg",
  g: "fh",
  h: "gj",
  i: "uo",
  j: "hk",
  k: "jl",
  l: "km",
  m: "l",
  n: "b",
  o: "ip",
  p: "o",
  q: "as",
  r: "et",
  s: "qd",
  t: "ry",
  u: "yi",
  v: "cb",
  w: "xe",
  x: "wc",
  y: "tu",
  z: "ae",
};

/** As people type on a phone: one slip in every word of five or more letters with the given chance; at least one in all. */
export function withTypos(random: () => number, text: string, chance = 0.3): string {
  const words = text.split(" ");
  const long = words.flatMap((word, index) => (/^\p{L}{5,}$/u.test(word) ? [index] : []));
  if (long.length === 0) return text;
  const sure = pick(random, long);
  return words
    .map((word, index) => (index === sure || (long.includes(index) && random() < chance) ? slip(random, word) : word))
    .join(" ");
}

function slip(random: () => number, word: string): string {
  const letters = Array.from(word);
  const at = 1 + Math.floor(random() * (letters.length - 2));
  const letter = letters[at] ?? "";
  const next = letters[at + 1] ?? "";
  switch (pick(random, ["drop", "double", "swap", "neighbour"] as const)) {
    case "drop":
      letters.splice(at, 1);
      break;
    case "double":
      letters.splice(at, 0, letter);
      break;
    case "swap":
      letters.splice(at, 2, next, letter);
      break;
    case "neighbour":
      letters[at] = pick(random, Array.from(neighbours[letter] ?? "e"));
  }
  return letters.join("");
}
