import { expect, test } from "vitest";
import { stripMarkdown } from "./strip-markdown.ts";

test("Markdown's marks are taken off and its links are written out", () => {
  expect(stripMarkdown("# Fares\n\n**Two** *or* __more__: see [our list](https://a.example/l).\n- one\n* two")).toBe(
    "Fares\n\nTwo or more: see our list (https://a.example/l).\n• one\n• two",
  );
});

test("what only looks like Markdown stays as it is", () => {
  const text =
    "2 * 3 * 4, snake_case_name, #1, a - b, [sic], <3, 5*6*7, **, a < b > c, x_1 and y_2, ~5, R&D, a|b, > 18 years, <name>";
  expect(stripMarkdown(text)).toBe(text);
});

test.each<[what: string, markdown: string, plain: string]>([
  ["underscores", "_so_ __very__ ___much___ (_yes_)", "so very much (yes)"],
  ["nested emphasis", "**bold _and italic_**, ***both***", "bold and italic, both"],
  ["strikes", "~~5~~ 4 euros", "5 4 euros"],
  ["inline code", "type `npm *install* _x_` and ``a`b``", "type npm *install* _x_ and a`b"],
  ["a code block", "so:\n\n```ts\nconst a_b = **c**;\n```\n\ndone", "so:\n\nconst a_b = **c**;\n\ndone"],
  ["a code block without an end", "```\n**a**", "**a**"],
  ["escaped marks", "\\*not\\* \\_so\\_ 1\\. \\# \\[a\\](b)", "*not* _so_ 1. # [a](b)"],
  ["a quote", "> be **quick**\n>> or late", "be quick\nor late"],
  ["a rule", "a\n\n---\n\nb", "a\n\n———\n\nb"],
  ["an underlined heading", "Fares\n=====\nlow", "Fares\nlow"],
  ["tasks", "- [ ] one\n- [x] two", "• ☐ one\n• ☑ two"],
  ["an image", "![a map](https://a.example/m.png)", "a map (https://a.example/m.png)"],
  ["a link with a title", '[a](https://a.example/x_(y)_z "title")', "a (https://a.example/x_(y)_z)"],
  ["mail and telephone", "[write](mailto:a_b@c.example), [+33 1](tel:+331)", "write (a_b@c.example), +33 1 (+331)"],
  [
    "an address alone",
    "<https://a.example/_x_> https://b.example/_y_/*z*",
    "https://a.example/_x_ https://b.example/_y_/z",
  ],
  ["a table of two columns", "| To | Costs |\n|---|--:|\n| Lille | **5** |\n| Lyon | 6 |", "Lille: 5\nLyon: 6"],
  [
    "a wider table",
    "To | Adult | Child\n--- | --- | ---\nLille | 5 | 3\nLyon | 6 |",
    "Lille: Adult 5, Child 3\nLyon: Adult 6",
  ],
  [
    "HTML",
    'a <b>bold</b><br>word &amp; &lt;b&gt; &#x2a;x&#42; <a href="https://a.example">here</a>',
    "a bold\nword & <b> *x* here (https://a.example)",
  ],
  ["a list of HTML", "<ul>\n<li>one</li>\n<li>two</li></ul>", "\n• one\n• two\n"],
  ["what HTML hides", "a<script>alert('x')</script><!-- b -->c", "ac"],
])("%s", (_what, markdown, plain) => {
  expect(stripMarkdown(markdown)).toBe(plain);
});

test("with marks of a channel's own, what Markdown says of words is said in them, and code stays as it is", () => {
  const own = { bold: "*", italic: "_", strike: "~", code: "`", block: "```" };
  const markdown = "# Title\n## *Part*\n**b _i_ b** __b__ ***bi*** ~~s~~ `**c**` 2 * 3 * 4 snake_case\n```js\n*x*\n```";
  expect(stripMarkdown(markdown, own)).toBe(
    "*Title*\n_Part_\n*b _i_ b* *b* *_bi_* ~s~ `**c**` 2 * 3 * 4 snake_case\n```*x*```",
  );
});

const marks = ["*", "_", "~~", "`", "[", "<a href=", "|\n|-|", "\\", "&#", "> ", "***a", "<!--", "```\n", "<script>"];

test.each<[what: string, textOf: (count: number) => string]>([
  ...marks.map((mark): [string, (count: number) => string] => [JSON.stringify(mark), (count) => mark.repeat(count)]),
  ["a line of spaces beside a table", (count) => `|\n${" ".repeat(count)}a`],
  ["a line of spaces under the head of a table", (count) => `a|b\n${" ".repeat(count)}a`],
  ["spaces behind the rule of a table", (count) => `a|b\n-${" ".repeat(count)}a`],
  ["spaces before a tag's mark", (count) => `${" ".repeat(count)}a <`],
  ["a tag that spaces follow", (count) => `<b${" ".repeat(count)}`],
])("the time grows with the text, however long it has %s", (_what, textOf) => {
  const timeOf = (count: number): number => {
    const text = textOf(count);
    const times = Array.from({ length: 3 }, () => {
      const started = performance.now();
      stripMarkdown(text);
      return performance.now() - started;
    });
    // The machine may be busy in between.
    return Math.min(...times);
  };
  // Quadratic, ten times the text would take a hundred times as long.
  expect(timeOf(20_000)).toBeLessThan(Math.max(timeOf(2_000), 2) * 60);
});
