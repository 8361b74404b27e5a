/** An on-screen keyboard is higher than this, and the bars of a browser are not. In CSS pixels. */
const leastKeyboard = 120;

/**
 * Fits the page into what is to be seen of it: phones lay their keyboard over a page without making it smaller. The style sheet
 * reads the custom properties.
 */
export function fitViewport(body: HTMLElement, viewport: VisualViewport | null): void {
  const fit = (): void => {
    if (viewport === null || viewport.scale > 1.01) return; // The visitor has zoomed in: moving the page would work against them.
    body.style.setProperty("--viewport-height", `${viewport.height}px`);
    body.style.setProperty("--viewport-top", `${viewport.offsetTop}px`);
    body.toggleAttribute("data-keyboard", innerHeight - viewport.height > leastKeyboard);
  };
  fit();
  for (const name of ["resize", "scroll"]) viewport?.addEventListener(name, fit);
}
