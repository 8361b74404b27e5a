import { parse, type ParseOptions, type TokenType } from "sugar-high/core";

/** A piece of code, and what it is. Neighbours are of different kinds. */
export type Token = { kind: TokenKind; text: string };
export type TokenKind = "plain" | "keyword" | "string" | "name" | "value" | "comment" | "sign";

/**
 * Longer code, and code with a longer line, is shown without colours: nobody reads it in a chat, and to read it takes the page's
 * time. Some languages take time by the square of it.
 */
export const longestCode = 20_000;
export const longestLine = 1_000;

export function isReadable(code: string): boolean {
  return code.length <= longestCode && !code.split("\n").some((line) => line.length > longestLine);
}

const kinds: Readonly<Record<TokenType, TokenKind>> = {
  identifier: "plain",
  space: "plain",
  break: "plain",
  keyword: "keyword",
  string: "string",
  property: "name",
  entity: "name",
  class: "value",
  jsxliterals: "plain",
  sign: "sign",
  comment: "comment",
};

/** The pieces of the code, in order. Together they are the whole code. */
export function tokensOf(code: string, language: ParseOptions): Token[] {
  const tokens: Token[] = [];
  const { lines } = parse(code, language);
  for (const [index, line] of lines.entries()) {
    if (index > 0) add("plain", "\n");
    for (const { type, value } of line.tokens) add(kinds[type], value);
  }
  return tokens;

  function add(kind: TokenKind, text: string): void {
    const last = tokens.at(-1);
    // White space has no colour of its own.
    if (last !== undefined && (last.kind === kind || text.trim() === "")) last.text += text;
    else tokens.push({ kind, text });
  }
}
