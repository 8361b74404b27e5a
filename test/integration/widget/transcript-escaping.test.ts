import * as fc from "fast-check";
import { expect, test } from "vitest";
import { element, toHtml, toText } from "@causerie/widget/react/features/transcript/piece.ts";

test("a transcript escapes every character of a text and of an attribute", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (words) => {
      const written = toHtml(element("a", words, { href: words }));
      const [, href = "", inside = ""] = /^<a href="([^"<>']*)">([^"<>']*)<\/a>$/s.exec(written) ?? [];
      expect(unescaped(inside)).toBe(toText(words));
      expect(unescaped(href)).toBe(toText(words));
    }),
    { numRuns: 500 },
  );
});

function unescaped(written: string): string {
  const chars: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', "#39": "'" };
  return written.replaceAll(/&([^;]*);/g, (_, name: string) => chars[name] ?? "?");
}
