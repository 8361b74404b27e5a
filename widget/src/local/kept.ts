import type { Entry } from "#chat/chat.ts";

/** What the page has added. `after`: the key of the message of the conversation behind which it stands; undefined: before all. */
export type Added = { entry: Entry; after: string | undefined };

/** `hidden`: keys of what was sent silently. `clearedUpTo`: the key of the newest message when the screen was emptied. */
export type Kept = { added: readonly Added[]; hidden: readonly string[]; clearedUpTo: string | undefined };

type KeptIn = { keepIn?: Storage | undefined; name?: string | undefined };

const nothing: Kept = { added: [], hidden: [], clearedUpTo: undefined };
const keyOf = ({ name = "" }: KeptIn): string => `causerie local ${name}`;

/** What this page left when it was shown before; nothing where it is unreadable or the browser refuses. */
export function readKept(area: KeptIn): Kept {
  try {
    const kept = JSON.parse(area.keepIn?.getItem(keyOf(area)) ?? "null") as Partial<Kept> | null;
    if (!Array.isArray(kept?.added) || !Array.isArray(kept.hidden)) return nothing;
    const added = (kept.added as Partial<Added>[]).filter(isAdded);
    return { added, hidden: kept.hidden.map(String), clearedUpTo: kept.clearedUpTo };
  } catch {
    return nothing;
  }
}

export function writeKept(area: KeptIn, kept: Kept): void {
  try {
    area.keepIn?.setItem(keyOf(area), JSON.stringify(kept));
  } catch {
    // Full or blocked: it lasts as long as the page.
  }
}

function isAdded(added: Partial<Added>): added is Added {
  const { key, at, type } = (added.entry ?? {}) as Partial<Entry>;
  return typeof key === "string" && typeof at === "number" && (type === "message" || type === "visitor");
}
