/** What somebody has typed as a list: between commas, each once. */
export function splitWords(text: string): string[] {
  const words = text.split(",").map((word) => word.trim());
  return [...new Set(words.filter((word) => word !== ""))];
}

export const joinWords = (words: readonly string[]): string => words.join(", ");
