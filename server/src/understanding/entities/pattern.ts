import type { Json } from "#channel/json.ts";
import type { Entity, Found } from "./entity.ts";
import { onlyValue } from "./only-value.ts";

type ToValue<Value> = (match: RegExpExecArray) => Value | undefined;

/**
 * Whatever a regular expression finds, e.g. booking codes. `toValue` says what a match means; undefined is no mention. The
 * flags `g` and `y` do not matter. The expression meets the texts of strangers, so let it have no repetition inside of
 * another, as in `(a+)+`.
 *
 * ```ts
 * const booking = pattern("booking", /\b[A-Z]{2}-?\d{4}\b/i, ([code]) => code.toUpperCase());
 * ```
 *
 * @throws TypeError when the expression also finds nothing at all, as `/x?/` does everywhere.
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
      // An expression that looks around may find nothing between two letters.
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
