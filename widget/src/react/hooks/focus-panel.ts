/**
 * Moves the focus to the input. On touch screens it moves to the panel itself, because the keyboard would hide the messages.
 * Called when the panel opens, and when the focused button is about to disappear.
 */
export function focusPanel(within: Element | null): void {
  const panel = within?.closest<HTMLElement>(".causerie-panel") ?? null;
  const input = matchMedia("(pointer: coarse)").matches ? null : panel?.querySelector<HTMLElement>(".causerie-input");
  (input ?? panel)?.focus({ preventScroll: true });
}
