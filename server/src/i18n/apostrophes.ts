/**
 * An apostrophe in a message is an apostrophe. In ICU's own syntax, `d'{city}` would quote the brace and never show the
 * city. French has such words in every second sentence. Here apostrophes quote only a single brace (or `#`): `'{'`, `'}'`,
 * `'#'`. None of these can be part of an argument, so they are unambiguous. Two apostrophes in a row are one, as in ICU.
 *
 * @returns the same text in ICU's syntax, for the parser.
 */
export function toIcu(text: string): string {
  return pieces(text).map(pieceToIcu).join("");
}

/** The position in the author's text of a position in the ICU text. Both are in UTF-16 units. */
export function positionInText(text: string, positionInIcu: number): number {
  let inIcu = 0;
  let inText = 0;
  for (const piece of pieces(text)) {
    const icu = pieceToIcu(piece);
    if (inIcu + icu.length > positionInIcu) return inText + Math.min(positionInIcu - inIcu, piece.length - 1);
    inIcu += icu.length;
    inText += piece.length;
  }
  return inText;
}

/** Runs of apostrophes and quoted signs; arguments with a style, which may contain quotes; the text between them. */
function pieces(text: string): string[] {
  return text.match(/(?:'[{}#]'|''?)+|\{[^{},']{1,200},\s{0,20}(?:number|date|time)\s{0,20},[^{}]*\}|\{|[^'{]+/g) ?? [];
}

function pieceToIcu(piece: string): string {
  if (!piece.startsWith("'")) return piece;
  const signs = (piece.match(/'[{}#]'|''?/g) ?? []).map((sign) => (sign.length === 3 ? sign.charAt(1) : "''"));
  // All in one quotation: ICU reads two quotations side by side as one with an apostrophe in it.
  return signs.every((sign) => sign === "''") ? signs.join("") : `'${signs.join("")}'`;
}
