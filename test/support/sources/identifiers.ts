const skipped = /\/\*[\s\S]*?\*\/|\/\/.*|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|\s+/y;
const regularExpression = /\/(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n[])+\/[a-z]*/y;
const templateText = /(?:\\[\s\S]|\$(?!\{)|[^`\\$])*(`|\$\{)/y;
const identifier = /[A-Za-z_$][\w$]*/y;

/** A member of the platform's own objects, whose name is not ours to choose. */
const foreign = /\b(?:Math|navigator)\??\.$/;

/** The identifiers of a TypeScript file, also those inside of `${}`. Comments, texts and regular expressions have none. */
export function identifiersIn(source: string): string[] {
  const found: string[] = [];
  /** How many braces are open in each `${}` that is not closed yet. */
  const templates: number[] = [];
  let at = 0;
  let before = "";

  function take(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = at;
    const match = pattern.exec(source) ?? undefined;
    at += match?.[0].length ?? 0;
    return match;
  }

  while (at < source.length) {
    if (take(skipped) !== undefined) continue;
    const name = take(identifier)?.[0];
    if (name !== undefined) {
      if (!foreign.test(source.slice(0, at - name.length))) found.push(name);
      before = name;
      continue;
    }
    // Behind a value a slash divides; anywhere else it begins a regular expression.
    if (source[at] === "/" && (before === "return" || !/[\w$)\]}]$/.test(before))) {
      if (take(regularExpression) !== undefined) {
        before = "value";
        continue;
      }
    }
    before = source[at] ?? "";
    at += 1;
    if (before === "{" && templates.length > 0) templates.push((templates.pop() ?? 0) + 1);
    const open = templates.at(-1);
    const endsExpression = before === "}" && open === 0;
    if (before === "}" && open !== undefined) templates.pop();
    if (before === "}" && open !== undefined && open > 0) templates.push(open - 1);
    if (before === "`" || endsExpression) {
      if (take(templateText)?.[1] === "${") templates.push(0);
      else before = "value";
    }
  }
  return found;
}

/** The parts of a name in camel case, in lower case: `openPollLine` has `open`, `poll` and `line`. */
export function wordsOf(name: string): string[] {
  return (name.match(/[A-Z]?[a-z]+|[A-Z]+(?![a-z])/g) ?? []).map((word) => word.toLowerCase());
}
