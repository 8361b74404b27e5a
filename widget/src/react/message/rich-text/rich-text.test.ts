import { describe, expect, test } from "vitest";
import { holdBack, parseBlocks, splitItems } from "./blocks.ts";
import { type Inline, linkify, parseInline } from "./inline.ts";

const text = (value: string): Inline => ({ type: "text", text: value });
const link = (href: string, label = href): Inline => ({ type: "link", href, children: [text(label)] });

describe("blocks", () => {
  test("a blank line ends a paragraph, a single break does not", () => {
    expect(parseBlocks("one\ntwo\n\nthree")).toEqual([
      { type: "paragraph", source: "one\ntwo" },
      { type: "paragraph", source: "three" },
    ]);
  });

  test("lists, headings, quotes and code are told apart", () => {
    expect(parseBlocks("# Hours #\n- Mon\n- Tue\n3. three\n4. four\n> said\n```js\nlet a = 1;\n\n```\nend")).toEqual([
      { type: "heading", source: "Hours" },
      { type: "bullets", source: "- Mon\n- Tue" },
      { type: "numbers", source: "3. three\n4. four" },
      { type: "quote", source: "said" },
      { type: "code", source: "let a = 1;\n", language: "js" },
      { type: "paragraph", source: "end" },
    ]);
  });

  test("a fence that is still open while the answer streams in holds the rest", () => {
    expect(parseBlocks("look:\n```\nlet a")).toEqual([
      { type: "paragraph", source: "look:" },
      { type: "code", source: "let a" },
    ]);
  });

  test("only a line of nothing but the fence ends code, and a fence before a sentence begins none", () => {
    expect(parseBlocks("````md\n```\nx\n``` not the end\n````\nend")).toEqual([
      { type: "code", source: "```\nx\n``` not the end", language: "md" },
      { type: "paragraph", source: "end" },
    ]);
    for (const sentence of ["```one line``` of code", "``` let a = 1", "~~~not code~~~"])
      expect(parseBlocks(sentence)).toEqual([{ type: "paragraph", source: sentence }]);
  });

  test("what is indented under an item belongs to it: a list, code, a second paragraph", () => {
    const [list, after] = parseBlocks(
      "1. One\n   - deep\n     - deeper\n\n   ```\n   a\n     b\n   ```\n2. Two\n\nAfter",
    );
    expect(list).toMatchObject({ type: "numbers" });
    expect(after).toEqual({ type: "paragraph", source: "After" });
    const [one, two] = splitItems(list?.source ?? "");
    expect(two).toEqual({ text: "Two", number: 2 });
    expect(parseBlocks(one?.text ?? "")).toEqual([
      { type: "paragraph", source: "One" },
      { type: "bullets", source: "- deep\n  - deeper" },
      { type: "code", source: "a\n  b" },
    ]);
  });

  test("items stay together over blank lines; two kinds of marks are two lists", () => {
    expect(parseBlocks("* a\n\n* b\n1) c")).toEqual([
      { type: "bullets", source: "* a\n\n* b" },
      { type: "numbers", source: "1) c" },
    ]);
  });

  test("a table is a line with bars above a line of dashes; dashes alone are a rule", () => {
    expect(parseBlocks("Fares:\n| zone | price |\n|---|--:|\n| 1 | 2 |\n\n---\n| no | table |")).toEqual([
      { type: "paragraph", source: "Fares:" },
      { type: "table", source: "| zone | price |\n|---|--:|\n| 1 | 2 |" },
      { type: "rule", source: "" },
      { type: "paragraph", source: "| no | table |" },
    ]);
  });

  test("a number or a dash in a sentence begins no list", () => {
    expect(parseBlocks("-5 degrees\n#1 choice\n2024. ")).toEqual([
      { type: "paragraph", source: "-5 degrees\n#1 choice\n2024. " },
    ]);
  });
});

describe("inline text", () => {
  test("bold, italic, struck and code text", () => {
    expect(parseInline("a **b _c_** ~~d~~ `e*f*`")).toEqual([
      text("a "),
      { type: "strong", children: [text("b "), { type: "em", children: [text("c")] }] },
      text(" "),
      { type: "del", children: [text("d")] },
      text(" "),
      { type: "code", text: "e*f*" },
    ]);
  });

  test("bold around italic, and marks that a backslash takes for text", () => {
    expect(parseInline("***both*** \\*not\\*")).toEqual([
      { type: "strong", children: [{ type: "em", children: [text("both")] }] },
      text(" "),
      text("*"),
      text("not"),
      text("*"),
    ]);
  });

  test("a picture becomes a link: loading it would tell its server who reads this", () => {
    expect(parseInline('![the map](https://a.example/m.png "Map")')).toEqual([
      { type: "link", href: "https://a.example/m.png", children: [text("the map"), text(" (Map)")] },
    ]);
  });

  test("sums, names and unfinished marks stay as they are written", () => {
    for (const plain of ["2 * 3 * 4", "snake_case_name", "**bold", "a ` b", "5*", "f(x) [a] (b)"])
      expect(parseInline(plain)).toEqual([text(plain)]);
  });

  test("addresses become links, without the punctuation after them", () => {
    expect(parseInline("See https://a.example/x_y_(z), or (http://b.example).")).toEqual([
      text("See "),
      link("https://a.example/x_y_(z)"),
      text(", or ("),
      link("http://b.example"),
      text(")."),
    ]);
  });

  test("an address that has only begun is text, for the bot's words and for the visitor's", () => {
    for (const bare of [
      "It must begin with https://",
      "https:// and a path",
      'say "https://"',
      "HTTP://<",
      "https://.",
    ]) {
      expect(parseInline(bare)).toEqual([text(bare)]);
      expect(parseInline(bare, true)).toEqual([text(bare)]);
      expect(linkify(bare)).toEqual([text(bare)]);
    }
    expect(parseInline("**https://**")).toEqual([{ type: "strong", children: [text("https://")] }]);
  });

  test("a named link keeps its name; the name itself holds no second link", () => {
    expect(parseInline("[the **hours**](https://a.example/h?a=1&b=2)")).toEqual([
      {
        type: "link",
        href: "https://a.example/h?a=1&b=2",
        children: [text("the "), { type: "strong", children: [text("hours")] }],
      },
    ]);
  });

  test("an address that would run something is no link", () => {
    for (const bad of [
      "[x](javascript:alert(1))",
      "[x](JaVaScRiPt:alert%281%29)",
      "[x](data:text/html,hi)",
      "[x](vbscript:x)",
    ])
      expect(parseInline(bad)).toEqual([text(bad)]);
  });

  test("what a visitor typed gets links and nothing else", () => {
    expect(linkify("**not bold** https://a.example!")).toEqual([
      text("**not bold** "),
      link("https://a.example"),
      text("!"),
    ]);
  });

  test("a hostile text takes no more than linear time and depth", () => {
    const hostile = [
      "**_".repeat(20_000),
      "[".repeat(50_000),
      "*a ".repeat(80_000),
      "`".repeat(50_001),
      "https://(".repeat(9_000),
    ];
    // Quadratic parsing of these takes minutes, and the test's time limit ends it.
    for (const one of hostile) {
      expect(parseInline(one)).not.toEqual([]);
      expect(parseInline(one, true)).not.toEqual([]);
    }
    const blocks = [
      "- ".repeat(50_000) + "x",
      "> ".repeat(50_000),
      "#".repeat(50_000) + " x #".repeat(9_000),
      "```" + " ".repeat(80_000) + "a b",
    ];
    const lines = ["```\n```\n", "|-\n", "- a\n\n", "  - a\n", "\tx\n", "> a\n", "1. a\n- b\n", "--- "].map((one) =>
      one.repeat(20_000),
    );
    for (const one of [...blocks, ...lines]) expect(parseBlocks(one).length).toBeGreaterThan(0);
  });
});

describe("a text that is still being written", () => {
  const grow = (value: string) => parseInline(value, true);

  test("shows a mark whose partner has not arrived as if it were there", () => {
    expect(grow("so **bol")).toEqual([text("so "), { type: "strong", children: [text("bol")] }]);
    expect(grow("run `npm")).toEqual([text("run "), { type: "code", text: "npm" }]);
    expect(grow("see [the ho")).toEqual([text("see "), text("the ho")]);
    expect(grow("see [the hours](https://a.ex")).toEqual([text("see "), text("the hours")]);
    expect(grow("as said [1")).toEqual([text("as said [1")]);
    expect(grow("5*3 and 2 * 3")).toEqual([text("5*3 and 2 * 3")]);
  });

  test("holds back what may become a mark", () => {
    for (const [written, shown] of [
      ["so **", "so "],
      ["so **bold*", "so **bold"],
      ["Hours:\n-", "Hours:"],
      ["Hours:\n1.", "Hours:"],
      ["Hours:\n##", "Hours:"],
      ["Hours:\n```", "Hours:"],
      ["Fares:\n| zone | pri", "Fares:"],
      ["Fares:\n| zone | price |\n", "Fares:"],
      ["Fares:\n| zone | price |\n|", "Fares:"],
      ["Fares:\n| zone | price |\n|--", "Fares:\n| zone | price |\n|--"],
      ["Fares:\n|a|b|\n|-|-|\n| 1 ", "Fares:\n|a|b|\n|-|-|\n| 1 "],
      ["a - b", "a - b"],
    ] as const)
      expect(holdBack(written)).toBe(shown);
  });

  test("never shows a bare mark of a text whose marks are all closed", () => {
    const whole = "Take **line *4*** or `bus 7`:\n\n1. ~~Walk~~\n2. [Ride](https://a.example)";
    for (let end = 1; end <= whole.length; end += 1) {
      const sources = parseBlocks(holdBack(whole.slice(0, end))).flatMap(({ type, source }) =>
        type === "numbers" ? splitItems(source).map((item) => item.text) : [source],
      );
      expect(wordsOf(sources.flatMap(grow))).not.toMatch(/[*`~[\]]/);
    }
  });

  function wordsOf(inlines: Inline[]): string {
    return inlines.map((inline) => ("children" in inline ? wordsOf(inline.children) : inline.text)).join("");
  }
});
