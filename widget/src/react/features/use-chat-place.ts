import { type RefObject, useEffect, useRef, useState } from "react";

/** Where the chat stands, for features that put something beside its launcher. */
export type ChatPlace = { root: HTMLElement; launcher: HTMLElement };

/** @returns a ref for an element of the feature, and the place, once it is drawn. There is none without a launcher. */
export function useChatPlace(): [ref: RefObject<HTMLSpanElement | null>, place: ChatPlace | undefined] {
  const ref = useRef<HTMLSpanElement>(null);
  const [place, setPlace] = useState<ChatPlace>();
  useEffect(() => {
    const root = ref.current?.closest<HTMLElement>(".causerie");
    const launcher = root?.querySelector<HTMLElement>(".causerie-launcher");
    if (root && launcher) setPlace({ root, launcher });
  }, []);
  return [ref, place];
}

/** Opens the chat as a press on its launcher does. */
export function openChat({ launcher }: ChatPlace): void {
  if (launcher.ariaExpanded !== "true") launcher.click();
}
