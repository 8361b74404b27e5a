import { readChoice, toBranches } from "./tock-choice.ts";
import { type Piece, readPattern } from "./tock-pattern.ts";

/** Something that could not be converted exactly. `part` is that part of the text. */
export type Trouble = {
  kind: "argument" | "choice" | "style" | "doubled_apostrophe";
  detail: string;
  part: string;
};

/** Converts a text of Tock to ICU MessageFormat with the catalogue's rule of apostrophes: `{0}` becomes `{arg0}`, a choice becomes a plural. */
export function toIcuText(pattern: string): { text: string; troubles: Trouble[] } {
  const troubles: Trouble[] = [];
  if (pattern.includes("''")) {
    troubles.push({ kind: "doubled_apostrophe", detail: "Tock shows both apostrophes, so both are kept.", part: "''" });
  }
  const pieces = readPattern(pattern);
  const isPattern = pieces.some(({ type }) => type === "named" || type === "numbered");
  const writer = { numbers: numbersIn(pattern), inPlural: false, depth: 0, troubles };
  // Tock does not change a text without arguments, not even %%.
  return { text: write(isPattern ? pieces : asItStands(pattern, pieces), writer), troubles };
}

function asItStands(pattern: string, pieces: readonly Piece[]): Piece[] {
  return [{ type: pieces.some(({ type }) => type === "odd") ? "odd" : "literal", text: pattern }];
}

type Writer = {
  /** Arguments that are used as numbers somewhere in the text. Java formats them as numbers everywhere in it. */
  readonly numbers: ReadonlySet<number>;
  readonly inPlural: boolean;
  readonly depth: number;
  readonly troubles: Trouble[];
};

function numbersIn(pattern: string): ReadonlySet<number> {
  const found = pattern.matchAll(/\{\s{0,9}(\d{1,4})\s{0,9},\s{0,9}(?:number|choice)\b/g);
  return new Set([...found].map(([, index]) => Number(index)));
}

function write(pieces: readonly Piece[], writer: Writer): string {
  let icu = "";
  let text = "";
  for (const piece of pieces) {
    if (piece.type === "odd") {
      writer.troubles.push({ kind: "argument", detail: "braces without an argument; kept as text.", part: piece.text });
    }
    if (piece.type === "odd" || piece.type === "literal") {
      // Neighbouring texts are escaped together: the sign beside an apostrophe decides how it is escaped.
      text += piece.text;
    } else {
      icu +=
        literal(text, writer.inPlural) + (piece.type === "named" ? `{${piece.name}}` : writeArgument(piece, writer));
      text = "";
    }
  }
  return icu + literal(text, writer.inPlural);
}

function writeArgument(piece: Extract<Piece, { type: "numbered" }>, writer: Writer): string {
  const name = `arg${piece.index}`;
  const style = piece.style.trim();
  switch (piece.format) {
    case "":
      return writer.numbers.has(piece.index) ? `{${name}, number}` : `{${name}}`;
    case "number":
      return `{${name}, number${numberStyle(style, piece.text, writer)}}`;
    case "date":
    case "time":
      return `{${name}, ${piece.format}, ${dateStyle(style, piece.text, writer)}}`;
    case "choice":
      return writeChoice(piece, name, writer);
    default:
      writer.troubles.push({ kind: "argument", detail: "Java knows no such format; said plainly.", part: piece.text });
      return `{${name}}`;
  }
}

/** The deepest level of choices inside of choices. No real text has more. */
const deepest = 6;

function writeChoice(piece: Extract<Piece, { type: "numbered" }>, name: string, writer: Writer): string {
  const options = writer.depth < deepest ? readChoice(piece.style) : undefined;
  const inside = { ...writer, inPlural: true, depth: writer.depth + 1 };
  const branches = options && toBranches(options, (text) => write(readPattern(text), inside));
  if (branches !== undefined) return `{${name}, plural, ${branches}}`;
  const detail =
    "this choice has no counterpart (it is no list of limits, or covers too many numbers); only its number is said.";
  writer.troubles.push({ kind: "choice", detail, part: piece.text });
  return `{${name}, number}`;
}

function numberStyle(style: string, part: string, { troubles }: Writer): string {
  if (style === "") return "";
  if (style === "integer" || style === "percent") return `, ${style}`;
  const pattern = /^(#,##)?[0#](?:\.(0{0,9}#{0,9}))?$/.exec(style);
  if (pattern !== null) {
    const [, grouping, decimals = ""] = pattern;
    return `, ::${decimals === "" ? "precision-integer" : `.${decimals}`}${grouping === undefined ? " group-off" : ""}`;
  }
  const detail =
    style === "currency"
      ? "Java takes the currency of the locale's country. Write ::currency/EUR or the like; now a plain number."
      : "this number style has no counterpart; now a plain number.";
  troubles.push({ kind: "style", detail, part });
  return "";
}

function dateStyle(style: string, part: string, { troubles }: Writer): string {
  if (style === "") return "medium";
  if (["short", "medium", "long", "full"].includes(style)) return style;
  troubles.push({ kind: "style", detail: "a pattern for dates; now medium. Write ::EEEEdMMMM or the like.", part });
  return "medium";
}

/** Escapes plain text by the catalogue's rule of apostrophes. A single apostrophe stays as it is. */
function literal(text: string, inPlural: boolean): string {
  return text.replaceAll(/['{}#]+/g, (signs) => {
    if (signs === "'") return signs;
    return Array.from(signs, (sign) => {
      if (sign === "'") return "''";
      return sign === "#" && !inPlural ? sign : `'${sign}'`;
    }).join("");
  });
}
