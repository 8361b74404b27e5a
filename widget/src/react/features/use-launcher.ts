import { type RefObject, useEffect, useRef, useState } from "react";

/** Where the chat stands, for features that put something beside its launcher. */
export type ChatLauncher = { root: HTMLElement; launcher: HTMLElement };

/** @returns a ref for an element of the feature, and the launcher, once it is drawn. There is none without a launcher. */
export function useLauncher(): [ref: RefObject<HTMLSpanElement | null>, found: ChatLauncher | undefined] {
  const ref = useRef<HTMLSpanElement>(null);
  const [found, setFound] = useState<ChatLauncher>();
  useEffect(() => {
    const root = ref.current?.closest<HTMLElement>(".causerie");
    const launcher = root?.querySelector<HTMLElement>(".causerie-launcher");
    if (root && launcher) setFound({ root, launcher });
  }, []);
  return [ref, found];
}

/** Opens the chat as a press on its launcher does. */
export function openChat({ launcher }: ChatLauncher): void {
  if (launcher.ariaExpanded !== "true") launcher.click();
}
