import { lastGraphemeBreak, shorten } from "./shorten.ts";

/**
 * Shortens labels that stand side by side, so that different ones stay different. Where two would begin alike, they are
 * shown from the first word in which they differ: `Mon-Fri (10:30AM-12…` twice becomes `…12:00PM)` and `…12:30PM)`.
 */
export function distinguish(labels: readonly string[], max: number): string[] {
  const wholes = labels.map((label) => label.trim());
  const titles = wholes.map((whole) => shorten(whole, max));
  for (const title of new Set(titles)) {
    const alike = wholes.filter((_, index) => titles[index] === title);
    if (new Set(alike).size < 2) continue;
    const others = titles.filter((other) => other !== title);
    const apart = findTitles(alike, max, others);
    wholes.forEach((whole, index) => {
      if (titles[index] === title) titles[index] = apart.get(whole) ?? title;
    });
  }
  return titles;
}

/** The first shortening that leaves no two labels equal: from a word, from a letter, else by number. */
function findTitles(labels: readonly string[], max: number, others: readonly string[]): Map<string, string> {
  const different = [...new Set(labels)];
  const shared = sharedLength(different);
  const [first = ""] = different;
  const candidates = [wordStart(first, shared), lastGraphemeBreak(first, shared) ?? 0].map((from) =>
    different.map((label) => shorten(`…${label.slice(from).trimStart()}`, max)),
  );
  const unique = candidates.find(
    (candidate) => new Set([...candidate, ...others]).size === candidate.length + new Set(others).size,
  );
  const titles = unique ?? different.map((label, index) => shorten(`${index + 1}. ${label}`, max));
  return new Map(different.map((label, index) => [label, titles[index] ?? label]));
}

function sharedLength([first = "", ...rest]: readonly string[]): number {
  let length = 0;
  while (length < first.length && rest.every((other) => other[length] === first[length])) length += 1;
  return length;
}

function wordStart(text: string, at: number): number {
  return text.slice(0, at).search(/\S*$/);
}
