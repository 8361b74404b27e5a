import { hash } from "#i18n/hash.ts";

/** What a key is made of. */
export type KeySource = { readonly id: string; readonly category: string; readonly text: string };

/**
 * A readable key for each label: `weather.which_city_do_you_mean`, from its category and its default text. Two of the same
 * name: the first by id keeps it, others get some letters of their id's hash. So the same labels get the same keys, in
 * whatever order they come.
 *
 * @returns by id.
 */
export function keysFor(labels: readonly KeySource[]): Map<string, string> {
  const keys = new Map<string, string>();
  const taken = new Set<string>();
  for (const { id, category, text } of [...labels].sort((a, b) => (a.id < b.id ? -1 : 1))) {
    const key = `${nameOf(category, "general")}.${nameOf(wordsIn(text), "text")}`;
    const unique = [key, ...hashes(id).map((suffix) => `${key}_${suffix}`)].find((one) => !taken.has(one));
    taken.add(unique ?? id);
    keys.set(id, unique ?? id);
  }
  return keys;
}

/** Without arguments, and of choices only the texts. */
function wordsIn(text: string): string {
  return text.replaceAll(/\{\s{0,9}\d{1,4}\s{0,9},\s{0,9}choice|-?[\d.]{1,15}[#<≤]|\{[^{}]{0,200}\}/g, " ");
}

const longest = 40;

/** The first words, as many as fit; at least one, and never `default`, which would make variants of its group. */
function nameOf(text: string, otherwise: string): string {
  const words =
    text
      .slice(0, 500)
      .normalize("NFKD")
      .replaceAll(/\p{M}/gu, "")
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? [];
  let name = Array.from(words[0] ?? otherwise)
    .slice(0, longest)
    .join("");
  for (const word of words.slice(1)) {
    if (name.length + 1 + word.length > longest) break;
    name = `${name}_${word}`;
  }
  return name === "default" ? "default_text" : name;
}

/** Enough tries for any dump: each is another hash. */
function hashes(id: string): string[] {
  return Array.from({ length: 20 }, (_, round) => hash(`${round} ${id}`).toString(36));
}
