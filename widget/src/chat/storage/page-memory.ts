/**
 * What a page stores for the next one: whether the visitor has a conversation, so that its unread messages must be fetched,
 * and whether the floating window was open in this tab.
 */
export type PageMemory = {
  hasConversation(): boolean;
  saveConversation(): void;
  /** Null or undefined before the visitor has opened or closed it. */
  lastOpen(): string | null | undefined;
  saveOpen(open: boolean): void;
};

export function createPageMemory(endpoint: string): PageMemory {
  const key = `causerie:${endpoint}`;
  return {
    hasConversation: () => ifAllowed(() => localStorage.getItem(key)) === "yes",
    saveConversation: () => ifAllowed(() => localStorage.setItem(key, "yes")),
    lastOpen: () => ifAllowed(() => sessionStorage.getItem(key)),
    saveOpen: (open) => ifAllowed(() => sessionStorage.setItem(key, open ? "open" : "closed")),
  };
}

/** Browsers throw where storage is blocked. Then nothing is stored, and everything else works. */
function ifAllowed<Result>(access: () => Result): Result | undefined {
  try {
    return access();
  } catch {
    return undefined;
  }
}
