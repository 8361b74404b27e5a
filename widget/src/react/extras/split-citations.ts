/** The pieces of a text, and between them the numbers of the sources that it names: from 1 to `count`. */
export function splitCitations(text: string, count: number): (string | number)[] {
  const parts: (string | number)[] = [];
  let from = 0;
  for (const { 0: whole, 1: digits, index } of text.matchAll(/\[(\d{1,4})\]/g)) {
    const number = Number(digits);
    if (number < 1 || number > count) continue;
    if (index > from) parts.push(text.slice(from, index));
    parts.push(number);
    from = index + whole.length;
  }
  if (from < text.length) parts.push(text.slice(from));
  return parts;
}
