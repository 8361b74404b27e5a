/**
 * Reads a text of Tock: a pattern of Java's MessageFormat with Tock's own rules on top. An apostrophe is an apostrophe,
 * `%%` quotes, `{:name}` is an argument by name.
 * @module
 */
export type Piece =
  | { type: "literal"; text: string }
  /** Braces without an argument. Java would refuse the whole text. */
  | { type: "odd"; text: string }
  | { type: "named"; name: string }
  /** `{0}`, `{0,number,percent}`: the parts after the commas, and the whole text. */
  | { type: "numbered"; index: number; format: string; style: string; text: string };

export function readPattern(pattern: string): Piece[] {
  const pieces: Piece[] = [];
  const ends = closingBraces(pattern);
  let literal = "";
  let quoted = false;
  for (let at = 0; at < pattern.length; at += 1) {
    const end = quoted ? undefined : ends.get(at);
    if (pattern.startsWith("%%%%", at)) {
      // In Java, two quotes with nothing between them are an apostrophe.
      literal += "'";
      at += 3;
    } else if (pattern.startsWith("%%", at)) {
      quoted = !quoted;
      at += 1;
    } else if (end === undefined) {
      literal += pattern.charAt(at);
    } else {
      if (literal !== "") pieces.push({ type: "literal", text: literal });
      literal = "";
      pieces.push(readArgument(pattern.slice(at, end + 1)));
      at = end;
    }
  }
  if (literal !== "") pieces.push({ type: "literal", text: literal });
  return pieces;
}

/** By the index of an opening brace that is not quoted: the index of its closing brace. Braces that are never closed are left out. */
function closingBraces(pattern: string): ReadonlyMap<number, number> {
  const ends = new Map<number, number>();
  const open: number[] = [];
  let quoted = false;
  for (let at = 0; at < pattern.length; at += 1) {
    if (pattern.startsWith("%%", at)) {
      quoted = !quoted;
      at += 1;
    } else if (!quoted && pattern.charAt(at) === "{") {
      open.push(at);
    } else if (!quoted && pattern.charAt(at) === "}") {
      const start = open.pop();
      if (start !== undefined) ends.set(start, at);
    }
  }
  return ends;
}

function readArgument(text: string): Piece {
  const inside = text.slice(1, -1);
  const named = /^:([A-Za-z_]{1,100})$/.exec(inside)?.[1];
  if (named !== undefined) return { type: "named", name: named };
  const [index = "", format = "", ...style] = inside.split(",");
  if (!/^\s*\d{1,4}\s*$/.test(index)) return { type: "odd", text };
  return { type: "numbered", index: Number(index), format: format.trim(), style: style.join(","), text };
}
