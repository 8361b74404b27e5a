import * as fc from "fast-check";
import { expect, test } from "vitest";
import { stripMarkdown } from "@causerie/server/channel/kit/markdown/strip-markdown.ts";

/** A text twice: as Markdown or HTML, and as a person should read it. */
type Both = { markdown: string; plain: string };

const word = fc.stringMatching(/^[a-zà-ü]{1,8}$/);
const words = fc.array(word, { minLength: 1, maxLength: 4 }).map((all) => all.join(" "));
const same = (text: string): Both => ({ markdown: text, plain: text });
const marked = (before: string, text: Both, after = before): Both => ({
  markdown: `${before}${text.markdown}${after}`,
  plain: text.plain,
});
const code = fc
  .tuple(words, fc.constantFrom("_x_", "**", "~~", "<b>", "&amp;", "[a](b)", ""))
  .map(([text, odd]) => ({ markdown: `\`${text}${odd}\``, plain: `${text}${odd}` }));
const link = fc.tuple(words, fc.webUrl({ withFragments: true })).map(([label, url]) => {
  const safe = url.replaceAll(/[()*"'`~]/g, "");
  return { markdown: `[${label}](${safe})`, plain: `${label} (${safe})` };
});
const leaf: fc.Arbitrary<Both> = fc.oneof(words.map(same), code, link);
const inline: fc.Arbitrary<Both> = fc.oneof(
  leaf,
  fc.tuple(leaf, fc.constantFrom("*", "**", "_", "__", "~~", "***")).map(([text, mark]) => marked(mark, text)),
  fc
    .tuple(words.map(same), fc.constantFrom("b", "i", "em", "strong", "span", "u"))
    .map(([text, tag]) => marked(`<${tag}>`, text, `</${tag}>`)),
);
const line: fc.Arbitrary<Both> = fc.array(inline, { minLength: 1, maxLength: 4 }).map((parts) => ({
  markdown: parts.map(({ markdown }) => markdown).join(" "),
  plain: parts.map(({ plain }) => plain).join(" "),
}));
const block: fc.Arbitrary<Both> = fc.oneof(
  line,
  line.map((text) => marked("## ", text, "")),
  line.map((text) => marked("> ", text, "")),
  line.map(({ markdown, plain }) => ({ markdown: `- ${markdown}`, plain: `• ${plain}` })),
  words.map((text) => ({ markdown: `\`\`\`js\n_${text}_\n\`\`\``, plain: `_${text}_` })),
  fc.array(fc.tuple(words, words), { minLength: 1, maxLength: 3 }).map((rows) => ({
    markdown: ["| a | b |", "|---|---|", ...rows.map(([one, two]) => `| ${one} | ${two} |`)].join("\n"),
    plain: rows.map(([one, two]) => `${one}: ${two}`).join("\n"),
  })),
);

test("of any Markdown the person reads the words, the code and the addresses, and no marks", () => {
  fc.assert(
    fc.property(fc.array(block, { minLength: 1, maxLength: 5 }), (blocks) => {
      const markdown = blocks.map((each) => each.markdown).join("\n\n");
      expect(stripMarkdown(markdown)).toBe(blocks.map(({ plain }) => plain).join("\n\n"));
    }),
    { numRuns: 1_000 },
  );
});

test("a text of words, numbers and punctuation stays as it is", () => {
  const plain = fc.array(
    fc.oneof(word, fc.nat().map(String), fc.constantFrom(",", ".", "?", "'", "€", "(", ")", "/", ":")),
  );
  fc.assert(
    fc.property(plain, (parts) => {
      const text = parts.join(" ");
      expect(stripMarkdown(text)).toBe(text);
    }),
  );
});

// Without fences: the word behind one names the language of the code.
const mark = fc.constantFrom(
  "*",
  "_",
  "~",
  "``",
  "#",
  ">",
  "|",
  "[",
  "]",
  "(",
  ")",
  "\\",
  "-",
  "+",
  "!",
  "&",
  ";",
  "\n",
  " ",
);
const lettersOf = (text: string): string => text.replaceAll(/[^a-zà-ü]/g, "");

test("whatever the marks, no letter is lost", () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(mark, word)), (parts) => {
      const text = parts.flat().join("");
      expect(lettersOf(stripMarkdown(text))).toBe(lettersOf(text));
    }),
    { numRuns: 2_000 },
  );
});
