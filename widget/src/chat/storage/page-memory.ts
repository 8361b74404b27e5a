/**
 * What a page stores for the next one: whether the visitor has a conversation, so that its unread messages must be fetched,
 * and whether the floating window was open in this tab.
 */
export type PageMemory = {
  hasConversation(): boolean;
  saveConversation(): void;
  /** Undefined before the visitor has opened or closed it. */
  lastOpen(): boolean | undefined;
  saveOpen(open: boolean): void;
};

export function createPageMemory(endpoint: string): PageMemory {
  const key = `causerie:${endpoint}`;
  return {
    hasConversation: () => ifAllowed(() => localStorage.getItem(key)) === "yes",
    saveConversation: () => ifAllowed(() => localStorage.setItem(key, "yes")),
    lastOpen: () => {
      const last = ifAllowed(() => sessionStorage.getItem(key));
      return last ? last === "open" : undefined;
    },
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
