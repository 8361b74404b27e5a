/**
 * What a page remembers for the next one: that this visitor has a conversation (so that its unread messages are worth
 * fetching), and whether the floating window was open in this tab.
 */
export type Memory = {
  hasConversation(): boolean;
  noteConversation(): void;
  /** Undefined before the visitor has opened or closed it. */
  lastOpen(): boolean | undefined;
  noteOpen(open: boolean): void;
};

export function createMemory(endpoint: string): Memory {
  const key = `causerie:${endpoint}`;
  return {
    hasConversation: () => attempt(() => localStorage.getItem(key)) === "yes",
    noteConversation: () => attempt(() => localStorage.setItem(key, "yes")),
    lastOpen: () => {
      const last = attempt(() => sessionStorage.getItem(key));
      return typeof last === "string" ? last === "open" : undefined;
    },
    noteOpen: (open) => attempt(() => sessionStorage.setItem(key, open ? "open" : "closed")),
  };
}

/** Browsers throw where storage is blocked; then nothing is remembered, and nothing else changes. */
function attempt<Result>(access: () => Result): Result | undefined {
  try {
    return access();
  } catch {
    return undefined;
  }
}
