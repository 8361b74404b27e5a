/** One option of a choice. It is used from the whole number `from` on, up to the `from` of the next option. */
export type ChoiceOption = { from: number; text: string };

/** Reads Java's `0#none|1#one|1<many`. Undefined: it is no choice. `#` and `≤` include the limit, `<` begins above it. */
export function readChoice(style: string): ChoiceOption[] | undefined {
  const options: ChoiceOption[] = [];
  for (const part of splitOptions(style)) {
    const [, limit = "", relation, text = ""] =
      /^\s*(-?(?:∞|\d{1,15}(?:\.\d{1,15})?))\s*([#<≤])([\s\S]*)$/.exec(part) ?? [];
    if (relation === undefined) return undefined;
    const value = limit.endsWith("∞") ? Number.NEGATIVE_INFINITY : Number(limit);
    const from = relation === "<" ? Math.floor(value) + 1 : Math.ceil(value);
    const before = options.at(-1);
    // An option without a whole number of its own (1#a|1.5#b|1.7#c) cannot be a branch of a plural.
    if (before !== undefined && from <= before.from) return undefined;
    options.push({ from, text });
  }
  return options;
}

/** Splits at `|`, but not inside of braces or between `%%`. */
function splitOptions(style: string): string[] {
  const parts = [""];
  let depth = 0;
  let quoted = false;
  for (const sign of style.match(/%%|[{}|]|[^%{}|]+|%/g) ?? []) {
    if (sign === "%%") quoted = !quoted;
    else if (!quoted && sign === "{") depth += 1;
    else if (!quoted && sign === "}") depth -= 1;
    if (sign === "|" && depth === 0 && !quoted) parts.push("");
    else parts.push(`${parts.pop() ?? ""}${sign}`);
  }
  return parts;
}

/** Options that cover more numbers than this are no plural. */
const mostBranches = 50;

/** The longest branches, in UTF-16 units: choices inside of choices would multiply without limit. */
const longest = 20_000;

/**
 * The branches of an ICU plural: `=0 {none} =1 {one} other {many}`. ICU has no ranges, so there is a branch for every number,
 * except for those of the last option.
 * @returns undefined if there are too many branches.
 */
export function toBranches(options: readonly ChoiceOption[], toText: (text: string) => string): string | undefined {
  const branches: string[] = [];
  for (const [index, { from, text }] of options.entries()) {
    const branch = `{${toText(text)}}`;
    const end = options[index + 1]?.from;
    if (end === undefined) return [...branches, `other ${branch}`].join(" ");
    // Java uses the first option below its limit, too.
    const start = index > 0 ? from : Math.min(0, Number.isFinite(from) ? from : 0);
    if (branches.length + end - start > mostBranches || (end - start) * branch.length > longest) return undefined;
    for (let number = start; number < end; number += 1) branches.push(`=${number} ${branch}`);
  }
  return undefined;
}
