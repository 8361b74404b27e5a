/** The language that the visitor has chosen, for all chats of the page. It outlives the page. */

const storageKey = "causerie language";
const listeners = new Set<() => void>();
let chosen: string | undefined;

/** Undefined: the visitor has chosen none, or the browser keeps nothing for this page. */
export function readChosenLanguage(): string | undefined {
  try {
    return chosen ?? globalThis.localStorage?.getItem(storageKey) ?? undefined;
  } catch {
    return chosen;
  }
}

/** Takes a language tag. */
export function chooseLanguage(language: string): void {
  chosen = language;
  try {
    localStorage.setItem(storageKey, language);
  } catch {
    // It holds for this page.
  }
  for (const listener of listeners) listener();
}

export function watchChosenLanguage(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
