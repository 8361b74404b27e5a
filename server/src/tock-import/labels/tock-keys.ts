import { hash } from "#i18n/hash.ts";

/** The parts of a label that its key comes from. */
export type KeySource = { readonly id: string; readonly category: string; readonly text: string };

/**
 * A readable key for each label: `weather.which_city_do_you_mean`, from its category and its default text. If several labels
 * have the same name, the first one by id keeps it, and the others get letters of their id's hash. So the same labels get the
 * same keys in any order.
 *
 * @returns by id.
 */
export function keysFor(labels: readonly KeySource[]): Map<string, string> {
  const keys = new Map<string, string>();
  const used = new Set<string>();
  for (const { id, category, text } of [...labels].sort((a, b) => (a.id < b.id ? -1 : 1))) {
    const key = `${nameOf(category, "general")}.${nameOf(wordsIn(text), "text")}`;
    const unique = [key, ...hashes(id).map((suffix) => `${key}_${suffix}`)].find((one) => !used.has(one));
    used.add(unique ?? id);
    keys.set(id, unique ?? id);
  }
  return keys;
}

/** The text without arguments. Of choices only the texts stay. */
function wordsIn(text: string): string {
  return text.replaceAll(/\{\s{0,9}\d{1,4}\s{0,9},\s{0,9}choice|-?[\d.]{1,15}[#<≤]|\{[^{}]{0,200}\}/g, " ");
}

const longest = 40;

/** As many of the first words as fit, at least one. Never `default`: that key would turn its group into a message with variants. */
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

/** Enough hashes for any dump: each try is another hash. */
function hashes(id: string): string[] {
  return Array.from({ length: 20 }, (_, round) => hash(`${round} ${id}`).toString(36));
}
