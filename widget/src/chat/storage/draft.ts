/** What the visitor has written and not sent. */
export type Draft = { get: () => string; save: (text: string) => void };

/**
 * Keeps the draft for the next page of this tab. Another tab has a draft of its own, and the browser forgets both when
 * their tabs are closed.
 * @param keyNow gives undefined to keep it in memory, for a chat whose storage the page has chosen.
 */
export function createDraft(keyNow: () => string | undefined): Draft {
  let text = "";

  function store(access: (area: Storage, key: string) => void): void {
    try {
      const key = keyNow();
      if (key !== undefined) access(sessionStorage, key);
    } catch {
      // Blocked or full, or a page that is rendered on a server: the draft lives as long as this chat.
    }
  }

  store((area, name) => (text = area.getItem(name) ?? ""));
  return {
    get: () => text,
    save(next) {
      text = next;
      store((area, name) => area.setItem(name, text));
    },
  };
}
