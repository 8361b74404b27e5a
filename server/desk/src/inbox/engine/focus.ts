import { flushSync } from "react-dom";
import type { DraftKind } from "./drafts.ts";
import type { InboxEngine } from "./inbox-engine.ts";

/** The rows of the list ask for this, since only they know which of them are drawn. */
export type RowMover = (step: 1 | -1) => boolean;
let moveRow: RowMover = () => false;

export function whenRowMoves(mover: RowMover): () => void {
  moveRow = mover;
  return () => {
    if (moveRow === mover) moveRow = () => false;
  };
}

export const focusRow = (step: 1 | -1): boolean => moveRow(step);

export function focusComposer(engine: InboxEngine, id: string, kind: DraftKind): boolean {
  // The text of the other tab must stand in the field before it gets the focus.
  flushSync(() => engine.drafts.change(id, { kind }));
  const selector = `.writing[data-kind="${kind}"] textarea`;
  const hasFocus = focusOn(selector);
  // A browser begins before what stands there already.
  const field = document.querySelector<HTMLTextAreaElement>(selector);
  field?.setSelectionRange(field.value.length, field.value.length);
  return hasFocus;
}

export const focusConversation = (): boolean => focusOn(".conversation-title");
export const focusSearch = (): boolean => focusOn(".search input");

function focusOn(selector: string): boolean {
  const element = document.querySelector<HTMLElement>(selector);
  element?.focus();
  return element !== null && document.activeElement === element;
}
