import { splitText } from "#channel/kit/split-text.ts";

/**
 * Writes a text in a channel's own marks: whole where that fits, else in parts that each fit, which are as long as can be.
 * @param max the largest length of what is written; a part of one character must fit.
 */
export function fit(
  text: string,
  max: number,
  write: (text: string) => string,
  lengthOf: (written: string) => number = (written) => written.length,
): string[] {
  const whole = text.trim() === "" ? "" : write(text);
  if (lengthOf(whole) <= max) return whole === "" ? [] : [whole];
  for (let room = max; ; room = Math.ceil(room / 2)) {
    const parts = splitText(text, room).map(write);
    if (room === 1 || parts.every((part) => lengthOf(part) <= max)) return parts;
  }
}

/** Lines that fit each, as many to a part as there is room for. */
export function joinWithin(
  lines: readonly string[],
  max: number,
  between = "\n",
  lengthOf: (written: string) => number = (written) => written.length,
): string[] {
  const parts: string[] = [];
  for (const line of lines) {
    const longer = parts.length === 0 ? undefined : `${parts.at(-1) ?? ""}${between}${line}`;
    if (longer === undefined || lengthOf(longer) > max) parts.push(line);
    else parts[parts.length - 1] = longer;
  }
  return parts;
}
