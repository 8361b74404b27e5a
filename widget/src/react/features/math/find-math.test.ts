import { expect, test } from "vitest";
import { hideFormulas, splitFormulas, written } from "./find-math.ts";

/** The formulas of a text, those on a line of their own between `[]`. */
function formulasIn(text: string): string[] {
  return splitFormulas(hideFormulas(text)).flatMap((part) =>
    typeof part === "string" ? [] : [part.display ? `[${part.source}]` : part.source],
  );
}

test.each([
  ["Let $x$ be", ["x"]],
  ["$x^2 + y^2 = z^2$.", ["x^2 + y^2 = z^2"]],
  ["mass ($E = mc^2$), and $\\alpha_1$", ["E = mc^2", "\\alpha_1"]],
  ["$$\\int_0^1 x\\,dx$$", ["[\\int_0^1 x\\,dx]"]],
  ["$$\nx\n$$", ["[x]"]],
  ["\\(a_b*c\\) and \\[d\\]", ["a_b*c", "[d]"]],
  ["$2x$ and $3 \\times 4$ and $10$ and $2^{10}$", ["2x", "3 \\times 4", "10", "2^{10}"]],
  ["$f(x) = 1 \\text{ if x is good}$", ["f(x) = 1 \\text{ if x is good}"]],
  ["$a$, $b$", ["a", "b"]],
  ["价格$x$元", []], // A letter stands before it.
])("%j has the formulas %j", (text, formulas) => {
  expect(formulasIn(text)).toEqual(formulas);
});

test.each([
  "$5 and $6",
  "It costs $5.",
  "It costs $5 (was $8).",
  "from $5-$6",
  "$5/$6",
  "US$5 and US$6",
  "between $5 and 6$",
  "$5 for adults and 3$ for children",
  "5$ or 10$",
  "$HOME/bin:$PATH",
  "set $PATH and $HOME",
  "A$AP",
  "\\$5 and x$",
  "`$x$` and ``a ` $y$``",
  "```\n$x$\n```",
  "~~~sh\necho $a$b\n~~~",
  "```\n$x$ in an open fence",
  "$x\n\ny$",
  "$ x $",
  "$$",
  "$$$$",
  "\\( \\)",
  "\\(never closed",
  "C:\\(folder",
  `$${"x".repeat(2_001)}$`,
])("%j has none", (text) => {
  expect(formulasIn(text)).toEqual([]);
  expect(hideFormulas(text)).toBe(text);
});

test("what is hidden is plain to Markdown, and comes back as it was written", () => {
  const text = "So: $a_1*b_1*c$ and $$\\frac{é}{2}$$!";
  const shown = hideFormulas(text);
  expect(shown).not.toMatch(/[*_\\$]/);
  const back = splitFormulas(shown).map((part) => (typeof part === "string" ? part : written(part)));
  expect(back.join("")).toBe(text);
});

test("a text with marks like ours stays as it is", () => {
  expect(hideFormulas("$x$ \ue0f0")).toBe("$x$ \ue0f0");
});

test("many signs take linear time", () => {
  for (const piece of ["$", "$x ", "\\(", "`$", "$$x", "~~~\n$"]) {
    const text = piece.repeat(40_000);
    const started = performance.now();
    hideFormulas(text);
    expect(performance.now() - started).toBeLessThan(2_000);
  }
});
