import type { KeyboardEvent } from "react";

/** The line under a message, where features put their buttons. */
const foot = ".causerie-foot";
const buttons = ":is(.causerie-action, .causerie-thumb)";

/**
 * In one stop of the Tab key all actions of the thread can be reached: the arrows lead along those of a message, and up and down to
 * those of the messages before and after it.
 */
export function moveByArrows(event: KeyboardEvent<HTMLElement>): void {
  const here = event.currentTarget.closest<HTMLElement>(foot);
  const at = event.target;
  if (here === null || !(at instanceof HTMLElement) || !at.matches(buttons)) return;
  const target = nextOf(event.key, here, at);
  if (target === undefined) return;
  event.preventDefault();
  event.stopPropagation();
  target.focus();
}

function nextOf(key: string, here: HTMLElement, at: HTMLElement): HTMLElement | undefined {
  const along = buttonsOf(here);
  const index = along.indexOf(at);
  const isRtl = getComputedStyle(here).direction === "rtl";
  switch (key) {
    case isRtl ? "ArrowLeft" : "ArrowRight":
      return along[index + 1] ?? along[0];
    case isRtl ? "ArrowRight" : "ArrowLeft":
      return along.at(index - 1);
    case "ArrowUp":
    case "ArrowDown": {
      const all = [...(here.closest(".causerie-log")?.querySelectorAll<HTMLElement>(foot) ?? [])];
      const feet = all.filter((each) => each === here || buttonsOf(each).length > 0);
      const other = buttonsOf(feet[feet.indexOf(here) + (key === "ArrowUp" ? -1 : 1)]);
      return other[index] ?? other.at(-1);
    }
    default:
      return undefined;
  }
}

function buttonsOf(line: HTMLElement | undefined): HTMLElement[] {
  return [...(line?.querySelectorAll<HTMLElement>(buttons) ?? [])].filter((button) => button.checkVisibility());
}
