/** The words of a text without case, accents and punctuation: "Où est-ce ?" becomes "ou est ce". */
export function normalize(text: string): string {
  return text
    .normalize("NFKD")
    .replaceAll(/\p{M}+/gu, "")
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}
