/** Shows the element above everything else on the page, where the browser can. Elsewhere its `z-index` must do. */
export function toTopLayer(element: HTMLElement, isRaised: boolean): void {
  element.popover = isRaised ? "manual" : null;
  if (isRaised && element.isConnected) element.togglePopover?.(true);
}
