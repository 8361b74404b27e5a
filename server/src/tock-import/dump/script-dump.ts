/**
 * The sentences of a Kotlin script that does nothing but say them: `story("hello") { send("Hi") end("Bye") }`.
 * @returns undefined: it computes something, and is no data.
 */
export function readScript(source: string): string[] | undefined {
  if (source.length > longest) return undefined;
  const tokens = readTokens(source);
  const whole = tokens === undefined ? undefined : withoutImports(tokens);
  return whole === undefined ? undefined : readStory(whole);
}

/** Characters. A longer script says more than a few sentences. */
const longest = 20_000;

type Token = { type: "word" | "sign" | "break"; text: string } | { type: "text"; text: string };

const patterns: readonly [Token["type"] | "skip", RegExp][] = [
  ["skip", /[ \t\r]+|\/\/[^\n]*|\/\*[\s\S]*?\*\//y],
  ["break", /\n|;/y],
  ["text", /"""[^$]*?"""|"(?:[^"\\$\n]|\\[tbnr'"\\$]|\\u[0-9a-fA-F]{4})*"/y],
  ["word", /[\p{L}_][\p{L}\p{N}_.]*/uy],
  ["sign", /[(){}=,]/y],
];

function readTokens(source: string): Token[] | undefined {
  const tokens: Token[] = [];
  for (let at = 0; at < source.length;) {
    const found = matchAt(source, at);
    if (found === undefined) return undefined;
    const [type, text] = found;
    if (type !== "skip") tokens.push({ type, text: type === "text" ? unquote(text) : text });
    at += text.length;
  }
  return tokens;
}

function matchAt(source: string, at: number): [Token["type"] | "skip", string] | undefined {
  for (const [type, pattern] of patterns) {
    pattern.lastIndex = at;
    const [text] = pattern.exec(source) ?? [];
    if (text !== undefined) return [type, text];
  }
  return undefined;
}

const escapes: Readonly<Record<string, string>> = { t: "\t", b: "\b", n: "\n", r: "\r" };

function unquote(literal: string): string {
  if (literal.startsWith('"""')) return literal.slice(3, -3);
  return literal
    .slice(1, -1)
    .replaceAll(/\\(?:u([0-9a-fA-F]{4})|(.))/g, (_all, code: string | undefined, sign: string | undefined) =>
      code === undefined ? (escapes[sign ?? ""] ?? sign ?? "") : String.fromCharCode(Number.parseInt(code, 16)),
    );
}

/** Without `import a.b.c` and `package a.b`, each on a line of its own. */
function withoutImports(tokens: readonly Token[]): Token[] {
  const kept: Token[] = [];
  let skips = false;
  for (const token of tokens) {
    if (token.type === "break") skips = false;
    else if (token.type === "word" && (token.text === "import" || token.text === "package")) skips = true;
    else if (!skips) kept.push(token);
  }
  return kept;
}

/** `[val name =] story("id"[, …texts]) { (send|end)("text") … }`, and nothing else. */
function readStory(tokens: readonly Token[]): string[] | undefined {
  const rest = [...tokens];
  const take = (type: Token["type"], accepts: RegExp): string | undefined => {
    const [next] = rest;
    if (next?.type !== type || !accepts.test(next.text)) return undefined;
    rest.shift();
    return next.text;
  };
  if (take("word", /^val$/) !== undefined && (take("word", /./) === undefined || take("sign", /^=$/) === undefined))
    return undefined;
  if (take("word", /^(?:[\w.]+\.)?story$/) === undefined || take("sign", /^\($/) === undefined) return undefined;
  if (take("text", /./) === undefined || take("sign", /^\)$/) === undefined) return undefined;
  if (take("sign", /^\{$/) === undefined) return undefined;
  const texts: string[] = [];
  while (take("sign", /^\}$/) === undefined) {
    const isCall = take("word", /^(?:send|end)$/) !== undefined && take("sign", /^\($/) !== undefined;
    const text = isCall ? take("text", /[\s\S]/) : undefined;
    if (text === undefined || take("sign", /^\)$/) === undefined) return undefined;
    texts.push(text);
  }
  return rest.length === 0 ? texts : undefined;
}
