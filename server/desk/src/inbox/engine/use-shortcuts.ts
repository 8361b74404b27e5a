import { useEffect } from "react";
import type { InboxDialog } from "#inbox/dialogs/use-dialog.ts";
import { ownSettings } from "#state/own-settings.ts";
import { closeCase, takeCase } from "./commands.ts";
import type { InboxEngine } from "./inbox-engine.ts";
import { focusComposer, focusConversation, focusRow, focusSearch } from "./focus.ts";
import { useEngine } from "./use-inbox.ts";

export function useShortcuts(openDialog: (dialog: InboxDialog) => void): void {
  const engine = useEngine();
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
      if (runShortcut(event.key, engine, openDialog)) event.preventDefault();
    };
    window.addEventListener("keydown", press);
    return () => window.removeEventListener("keydown", press);
  }, [engine, openDialog]);
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

/** Where letters are text, or belong to a menu or a dialog. */
function isElsewhere(target: EventTarget | null): boolean {
  if (document.querySelector("[role=dialog], [role=menu]") !== null) return true;
  return target instanceof HTMLElement && (target.isContentEditable || target.matches("input, textarea, select"));
}
