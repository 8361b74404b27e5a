/**
 * Moves the focus to where the visitor goes on: the input, or on touch screens the panel itself, because a keyboard
 * would hide what there is to read. For when the panel opens, and when the focused button is about to go away.
 */
export function focusPanel(within: Element | null): void {
  const panel = within?.closest<HTMLElement>(".causerie-panel") ?? null;
  const input = matchMedia("(pointer: coarse)").matches ? null : panel?.querySelector("textarea");
  (input ?? panel)?.focus({ preventScroll: true });
}
