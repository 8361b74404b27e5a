/** Question words behind prepositions: "a qué hora abren" asks as much as "qué horario tienen", and begins with another word. */
export function askingAfter(prepositions: string, questionWords: string): string[] {
  return prepositions.split(" ").flatMap((before) => questionWords.split(" ").map((word) => `${before} ${word}`));
}
