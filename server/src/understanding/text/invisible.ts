/** Marks of the writing direction and soft hyphens: they stand inside of words and numbers, and nobody sees them. */
const marks = /[\u00ad\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;
const everyMark = new RegExp(marks, "gu");

export function isInvisible(character: string): boolean {
  return marks.test(character);
}

export function withoutInvisible(text: string): string {
  return text.replaceAll(everyMark, "");
}
