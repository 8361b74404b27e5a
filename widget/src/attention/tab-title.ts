/** Writes how many messages are unread before the title of the tab. */
export type TabTitle = {
  /** @param chat whose number it is: a page may have several chats, and their numbers are added up. */
  show(chat: object, unread: number): void;
};

/** The chat may be on the page in several files, and only one may write. */
const key = Symbol.for("causerie.title");
/** So many changes in a second are no page's: another script answers each of ours. It wins. */
const most = 20;

export function tabTitle(page: Document = document): TabTitle {
  const known = page as Document & { [key]?: TabTitle };
  return (known[key] ??= createTabTitle(page));
}

function createTabTitle(page: Document): TabTitle {
  const counts = new Map<object, number>();
  /** What stands before the page's own title now. */
  let prefix = "";
  let written: string | undefined;
  let changes = 0;
  let began = 0;
  const observer = new MutationObserver(() => {
    // The page has changed its title, its `title` element or the whole head: the new title is the page's own.
    if (text() !== written) write();
    observe();
  });

  const text = (): string | undefined => page.querySelector("head > title")?.textContent ?? undefined;

  function observe(): void {
    observer.observe(page.documentElement, { childList: true });
    if (page.head !== null) observer.observe(page.head, { childList: true, characterData: true, subtree: true });
  }

  /** Not by `document.title`, which tidies spaces: what the page gets back is what it had. */
  function write(): void {
    const now = Date.now();
    if (now - began > 1_000) [began, changes] = [now, 0];
    changes += 1;
    const title = page.querySelector("head > title");
    if (title === null || changes > most) return;
    const whole = title.textContent ?? "";
    // A page that adds to its title takes ours with it.
    const own = prefix !== "" && whole.startsWith(prefix) ? whole.slice(prefix.length) : whole;
    const count = [...counts.values()].reduce((sum, each) => sum + each, 0);
    prefix = count === 0 ? "" : `(${count > 99 ? "99+" : count}) `;
    written = prefix + own;
    if (whole !== written) title.textContent = written;
    // What has just been written is no change of the page's.
    observer.takeRecords();
    if (count === 0) observer.disconnect();
    else observe();
  }

  return {
    show(chat, unread) {
      if ((counts.get(chat) ?? 0) === unread) return;
      if (unread === 0) counts.delete(chat);
      else counts.set(chat, unread);
      changes = 0;
      write();
    },
  };
}
