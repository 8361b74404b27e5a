import { useEffect, useRef, useState, useSyncExternalStore } from "react";
import { createPageMemory, type PageMemory } from "#chat/storage/page-memory.ts";
import { smallScreen } from "#theme/small-screen.ts";
import { neverChanges } from "./never-changes.ts";

export type OpenOptions = {
  /** The page holds the state itself: nothing is remembered. */
  open: boolean | undefined;
  defaultOpen: boolean;
  onOpenChange: ((open: boolean) => void) | undefined;
  /** What is remembered belongs to this server. Undefined remembers nothing. */
  endpoint: string | undefined;
};

/**
 * Whether the floating window is open. As with the script tag, it is again as the visitor left it on this tab's former
 * page, and covers no small screen unasked. Undefined until a browser has taken over what a server has drawn: there
 * nobody knows.
 */
export function useOpen(options: OpenOptions): [open: boolean | undefined, setOpen: (open: boolean) => void] {
  const { open: given, defaultOpen, onOpenChange, endpoint } = options;
  const memory = given === undefined && endpoint !== undefined ? createPageMemory(endpoint) : undefined;
  const [chosen, setChosen] = useState<boolean>();
  const decided = useRef<boolean>(undefined);
  const atStart = useSyncExternalStore(
    neverChanges,
    () => (decided.current ??= isOpenAtStart(memory, defaultOpen)),
    () => undefined,
  );
  const open = given ?? chosen ?? atStart;

  // The page learns of what it did not ask for: a window that is open again, or stays closed.
  const reported = useRef(defaultOpen);
  useEffect(() => {
    if (open === true) memory?.saveConversation();
    if (open === undefined || open === reported.current) return;
    reported.current = open;
    if (given === undefined) onOpenChange?.(open);
  });

  const setOpen = (next: boolean): void => {
    memory?.saveOpen(next);
    reported.current = next;
    setChosen(next);
    onOpenChange?.(next);
  };
  return [open, setOpen];
}

function isOpenAtStart(memory: PageMemory | undefined, defaultOpen: boolean): boolean {
  const last = memory?.lastOpen();
  return (last ? last === "open" : defaultOpen) && !matchMedia(smallScreen).matches;
}
