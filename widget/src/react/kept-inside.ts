import type { DragEvent, SyntheticEvent } from "react";

export const stopPropagation = (event: Event | SyntheticEvent): void => event.stopPropagation();

/** A dropped file belongs to the page: only the page keeps the browser from opening it. */
function stopText(event: DragEvent): void {
  if (!event.dataTransfer.types.includes("Files")) stopPropagation(event);
}

/** The events that our controls use. Many pages take keys as commands and paste for themselves, and modal windows pull the focus. */
export const keptInside = {
  onKeyDown: stopPropagation,
  onKeyUp: stopPropagation,
  onKeyPress: stopPropagation,
  onPaste: stopPropagation,
  onCopy: stopPropagation,
  onCut: stopPropagation,
  onDragOver: stopText,
  onDrop: stopText,
  onFocus: stopPropagation,
};
