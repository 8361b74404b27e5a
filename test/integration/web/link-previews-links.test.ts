import { findLinks } from "@causerie/server/connectors/web/link-previews/find-links.ts";
import { type Inline, parseInline } from "@causerie/widget/react/message/rich-text/inline.ts";
import * as fc from "fast-check";
import { expect, test } from "vitest";

/** What the page shows as links. */
function linksIn(parts: readonly Inline[]): string[] {
  return parts.flatMap((part) => {
    if (part.type === "link") return /^https?:/i.test(part.href) ? [new URL(part.href).href] : [];
    return "children" in part ? linksIn(part.children) : [];
  });
}

const piece = fc.constantFrom(
  "https://a.example/x",
  "http://b.example",
  "www.c.example/?q=1",
  "[label](https://d.example/y_(z))",
  "[two words](<https://e.example/>)",
  '[t](https://f.example "title")',
  "<https://g.example/p>",
  "`https://h.example`",
  "https://i.example/日本",
  "https://j.example。",
  "mail@k.example",
  "**",
  "_",
  "(",
  ")",
  ".",
  "word",
  "?",
);

test("the server finds the links that the page shows", () => {
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
      const text = pieces.join(" ");
      expect(findLinks(text).map(({ href }) => href)).toEqual(linksIn(parseInline(text)));
    }),
    { numRuns: 2_000 },
  );
});
