import { useEffect, useLayoutEffect, useState } from "react";
import type { InboxDialog } from "#inbox/dialogs/use-dialog.ts";
import { ownSettings } from "#state/own-settings.ts";
import { closeCase, takeCase } from "./commands.ts";
import type { InboxEngine } from "./inbox-engine.ts";
import { focusComposer, focusConversation, focusRow, focusSearch } from "./focus.ts";
import { KeysAhead } from "./keys-ahead.ts";
import { useEngine, useInbox } from "./use-inbox.ts";

export function useShortcuts(openDialog: (dialog: InboxDialog) => void): void {
  const engine = useEngine();
  const [ahead] = useState(() => new KeysAhead());
  const readyId = useInbox(({ open }) => (open?.phase === "ready" ? open.id : undefined));
  // Before any other key, and after React has put the conversation on the page.
  useLayoutEffect(() => {
    if (readyId !== undefined) queueMicrotask(() => catchUp(ahead, readyId, engine, openDialog));
  }, [readyId, ahead, engine, openDialog]);
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
      if (event.key === "Escape" && isComposer(event.target)) {
        // Out of the text, with what stands in it, so that the letters work again.
        event.preventDefault();
        focusConversation();
        return;
      }
      if (!ownSettings.get().hasKeys || isElsewhere(event.target)) return;
      const { open } = engine.store.get();
      const isKept = open?.phase === "loading" && ahead.keep(open.id, event.key);
      if (isKept || runShortcut(event.key, engine, openDialog)) event.preventDefault();
    };
    window.addEventListener("keydown", press);
    return () => window.removeEventListener("keydown", press);
  }, [ahead, engine, openDialog]);
}

/** Does what was asked for while the conversation was being read. */
function catchUp(ahead: KeysAhead, id: string, engine: InboxEngine, openDialog: (dialog: InboxDialog) => void): void {
  const { acts, text } = ahead.release(id);
  const kind = acts.at(-1) === "n" ? "note" : "answer";
  if (text !== "") engine.drafts.change(id, { [kind]: engine.drafts.read(id)[kind] + text });
  for (const key of acts) runShortcut(key, engine, openDialog);
}

/** @returns whether the key has done something. */
function runShortcut(key: string, engine: InboxEngine, openDialog: (dialog: InboxDialog) => void): boolean {
  const { open } = engine.store.get();
  const id = open?.phase === "ready" ? open.id : undefined;
  switch (key) {
    case "j":
      return focusRow(1);
    case "k":
      return focusRow(-1);
    case "/":
      return focusSearch();
    case "?":
      openDialog({ type: "keys" });
      return true;
    case "r":
      return id !== undefined && focusComposer(engine, id, "answer");
    case "n":
      return id !== undefined && focusComposer(engine, id, "note");
    case "c":
      return id !== undefined && focusConversation();
    case "t":
      return id !== undefined && takeCase(engine, id);
    case "e":
      return id !== undefined && closeCase(engine, id);
    case "h":
    case "m":
      if (id === undefined) return false;
      openDialog({ type: key === "h" ? "return" : "transfer", conversationId: id });
      return true;
  }
  return false;
}

function isComposer(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches(".composer textarea");
}

/** Where letters are text, or belong to a menu or a dialog. A short word about what was done calls itself a dialog, and asks for nothing. */
function isElsewhere(target: EventTarget | null): boolean {
  if (document.querySelector("[role=dialog]:not(.toast), [role=menu]") !== null) return true;
  return target instanceof HTMLElement && (target.isContentEditable || target.matches("input, textarea, select"));
}
