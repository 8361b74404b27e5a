import { useSyncExternalStore } from "react";
import { useBrowserLayoutEffect } from "#react/hooks/use-browser-layout-effect.ts";
import { keepSize, readSize, type Size } from "./kept-size.ts";

let size: Size | undefined;
const listeners = new Set<() => void>();

function current(): Size {
  return (size ??= readSize());
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

/** The size that the visitor has chosen, one for all chats of the page. */
export function useSize(): [Size, (next: Size) => void] {
  return [useSyncExternalStore(subscribe, current, current), setSize];
}

function setSize(next: Size): void {
  size = next;
  keepSize(next);
  for (const listener of listeners) listener();
}

/** Gives the panel the chosen size, and takes it away with the feature. */
export function usePanelSize(panel: HTMLElement | null, { width, height, expanded }: Size): void {
  // Before the next key is pressed: it goes on from what is seen.
  useBrowserLayoutEffect(() => {
    if (panel === null) return;
    const set = (name: string, value: number | undefined): void => {
      if (value === undefined) panel.style.removeProperty(name);
      else panel.style.setProperty(name, `${value}px`);
    };
    set("--_width", width);
    set("--_height", height);
    panel.toggleAttribute("data-expanded", expanded);
    return () => {
      set("--_width", undefined);
      set("--_height", undefined);
      panel.removeAttribute("data-expanded");
    };
  }, [panel, width, height, expanded]);
}
