import type { Json } from "#channel/json.ts";
import { type Entity, type Found, onlyValue } from "./entity.ts";

type ToValue<Value> = (match: RegExpExecArray) => Value | undefined;

/**
 * Everything that a regular expression finds, e.g. booking codes. `toValue` gives the value of a match; undefined: the match
 * is no mention. The flags `g` and `y` do not matter. Strangers write the texts, so avoid repetitions inside of
 * repetitions, such as `(a+)+`: they may take very long.
 *
 * ```ts
 * const booking = pattern("booking", /\b[A-Z]{2}-?\d{4}\b/i, ([code]) => code.toUpperCase());
 * ```
 *
 * @throws TypeError if the expression also matches an empty text, as `/x?/` does everywhere.
 */
export function pattern(name: string, expression: RegExp): Entity<string>;
export function pattern<Value extends Json>(name: string, expression: RegExp, toValue: ToValue<Value>): Entity<Value>;
export function pattern(name: string, expression: RegExp, toValue: ToValue<Json> = ([text]) => text): Entity {
  if (new RegExp(expression.source, withFlags(expression, "")).test("")) {
    throw new TypeError(
      `pattern("${name}"): ${expression} also matches an empty text; let it ask for one character at least`,
    );
  }
  const everywhere = new RegExp(expression.source, withFlags(expression, "g"));
  const whole = new RegExp(`^(?:${expression.source})$`, withFlags(expression, ""));

  const find = (text: string): Found<Json>[] =>
    Array.from(text.matchAll(everywhere)).flatMap((match) => {
      // An expression with a lookaround may match the empty text between two letters.
      const value = match[0] === "" ? undefined : toValue(match);
      return value === undefined ? [] : [{ start: match.index, end: match.index + match[0].length, value }];
    });

  return {
    name,
    find,
    read(text) {
      const match = whole.exec(text.trim());
      const value = match === null || match[0] !== text.trim() ? undefined : toValue(match);
      return value ?? onlyValue(find(text));
    },
  };
}

function withFlags({ flags }: RegExp, added: string): string {
  return flags.replaceAll(/[gy]/g, "") + added;
}
