import { describe, expect, test } from "vitest";
import { parseBlocks } from "./blocks.ts";
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
    expect(parseBlocks("# Hours\n- Mon\n- Tue\n3. three\n4. four\n> said\n```js\nlet a = 1;\n\n```\nend")).toEqual([
      { type: "heading", source: "Hours" },
      { type: "bullets", source: "Mon\nTue" },
      { type: "numbers", source: "three\nfour", start: 3 },
      { type: "quote", source: "said" },
      { type: "code", source: "let a = 1;\n" },
      { type: "paragraph", source: "end" },
    ]);
  });

  test("a fence that is still open while the answer streams in holds the rest", () => {
    expect(parseBlocks("look:\n```\nlet a")).toEqual([
      { type: "paragraph", source: "look:" },
      { type: "code", source: "let a" },
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
    for (const one of hostile) expect(parseInline(one)).not.toEqual([]);
  });
});
