import type { ListItem } from "@causerie/protocol";

/** The items that have every word in their label or description, whatever its case and accents. */
export function searchItems(items: readonly ListItem[], words: string): readonly ListItem[] {
  const wanted = fold(words).split(/\s+/).filter(Boolean);
  if (wanted.length === 0) return items;
  return items.filter(({ label, description = "" }) => {
    const text = fold(`${label} ${description}`);
    return wanted.every((word) => text.includes(word));
  });
}

function fold(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}
