import { normalizeCase } from "./normalize-case.ts";
import { withoutInvisible } from "./invisible.ts";
import { withLatinDigits } from "./latin-digits.ts";
import { withSpaces } from "./segment.ts";

/** The words of a text without case, accents and punctuation: "Où est-ce ?" becomes "ou est ce", "Straße" "strasse", "駅はどこ" "駅 は どこ". */
export function normalize(text: string): string {
  return (plain.test(text) ? text.toLowerCase() : withoutAccents(text)).replaceAll(/[^\p{L}\p{N}]+/gu, " ").trim();
}

const plain = /^[\0-\u007f]*$/;

function withoutAccents(text: string): string {
  const spaced = withSpaces(withoutInvisible(text)).replaceAll(/[¼½¾⅐-⅞↉]/gu, " $&");
  return normalizeCase(
    withLatinDigits(spaced)
      .normalize("NFKD")
      .replaceAll(/\p{M}+/gu, ""),
  );
}
