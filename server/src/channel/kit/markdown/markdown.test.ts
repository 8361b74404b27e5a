import { expect, test } from "vitest";
import { type MarkdownInline, wordsOf } from "./markdown.ts";
import { parseInline } from "./parse-inline.ts";
import { parseMarkdown } from "./parse-markdown.ts";

/** A tree in one line: `strong(a emphasis(b))`. */
function drawn(parts: readonly MarkdownInline[]): string {
  return parts
    .map((part) => {
      if (part.type === "text") return part.text;
      if (part.type === "code") return `code(${part.code})`;
      return `${part.type}${part.type === "link" ? `[${part.url}]` : ""}(${drawn(part.children)})`;
    })
    .join("");
}

test("blocks are read in their order", () => {
  const text = [
    "# Fares",
    "One line",
    "and another",
    "",
    "- one",
    "  - two",
    "    goes on",
    "- [x] three",
    "",
    "3. four",
    "> so they **say**",
    "---",
    "```ts",
    "const a = 1;",
    "",
    "const b = 2;",
    "```",
    "| To | Costs |",
    "|---|--:|",
    "| Lille | 5 |",
    "End",
    "===",
  ];
  expect(parseMarkdown(text.join("\n"))).toEqual([
    { type: "heading", text: "Fares" },
    { type: "paragraph", text: "One line\nand another" },
    {
      type: "list",
      items: [
        { depth: 0, mark: "bullet", text: "one" },
        { depth: 1, mark: "bullet", text: "two\ngoes on" },
        { depth: 0, mark: "done", text: "three" },
        { depth: 0, mark: 3, text: "four" },
      ],
    },
    { type: "quote", blocks: [{ type: "paragraph", text: "so they **say**" }] },
    { type: "rule" },
    { type: "code", code: "const a = 1;\n\nconst b = 2;" },
    { type: "table", head: ["To", "Costs"], rows: [["Lille", "5"]] },
    { type: "heading", text: "End" },
  ]);
});

test.each<[what: string, text: string, tree: string]>([
  [
    "emphasis",
    "**so** *very* ~~not~~ __much__ _yes_",
    "strong(so) emphasis(very) strike(not) strong(much) emphasis(yes)",
  ],
  [
    "nested emphasis",
    "**bold _and_ *it*** ***both***",
    "strong(bold emphasis(and) emphasis(it)) strong(emphasis(both))",
  ],
  ["code, in which nothing is a mark", "`a *b*` and ``c`d``", "code(a *b*) and code(c`d)"],
  ["escaped marks", "\\*a\\* \\_b", "*a* _b"],
  [
    "links",
    "[**a**](https://a.example/x_(y)_z) <b@c.example>",
    "link[https://a.example/x_(y)_z](strong(a)) link[mailto:b@c.example](b@c.example)",
  ],
  [
    "a bare address and the end of its sentence",
    "see https://a.example/_b_c.",
    "see link[https://a.example/_b_c](https://a.example/_b_c).",
  ],
  ["a picture", "![a map](https://a.example/m.png)", "link[https://a.example/m.png](a map)"],
  [
    "what only looks like it",
    "2 * 3 * 4, snake_case_name, 5*6*7, **, ~5, [sic], a < b",
    "2 * 3 * 4, snake_case_name, 5*6*7, **, ~5, [sic], a < b",
  ],
  ["an address that is none", "[a](javascript:alert(1))", "[a](javascript:alert(1))"],
])("%s", (_what, text, tree) => {
  expect(drawn(parseInline(text))).toBe(tree);
});

test("what only looks like blocks stays text", () => {
  const text = "#1 of all\n> 18 years\na|b\nIt was in\n1984. A good year";
  expect(parseMarkdown(text)).toEqual([{ type: "paragraph", text }]);
});

const marks = [
  "*",
  "_",
  "~~",
  "`",
  "[",
  "<a@",
  "|\n|-|",
  "\\",
  "> ",
  "***a",
  "```\n",
  "- ",
  "*a*",
  "[a](",
  "https://(",
  "a.b@",
];

test.each(marks.map((mark): [string, string] => [JSON.stringify(mark), mark]))(
  "the time grows with the text, however long it has %s",
  (_shown, mark) => {
    const timeOf = (count: number): number => {
      const text = mark.repeat(count);
      const times = Array.from({ length: 3 }, () => {
        const started = process.cpuUsage();
        parseMarkdown(text);
        wordsOf(parseInline(text));
        return process.cpuUsage(started).user / 1_000;
      });
      return Math.min(...times);
    };
    // Quadratic, ten times the text would take a hundred times as long.
    expect(timeOf(20_000)).toBeLessThan(Math.max(timeOf(2_000), 2) * 60);
  },
);
