import { normalize } from "./normalize.ts";
export function findChoice(text: string, labels: readonly string[], _locale: string): number | undefined {
  const words = normalize(text);
  const index = labels.findIndex((label) => normalize(label) === words);
  if (index >= 0 && words !== "") return index;
  const position = Number(text);
  return Number.isInteger(position) && position >= 1 && position <= labels.length ? position - 1 : undefined;
}
