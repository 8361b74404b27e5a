/** After the page has loaded and has nothing better to do; Safari has no `requestIdleCallback`. */
export function whenIdle(act: () => void): void {
  const wait = (): void => {
    if ("requestIdleCallback" in globalThis) requestIdleCallback(act, { timeout: 5_000 });
    else setTimeout(act, 2_000);
  };
  if (document.readyState === "complete") wait();
  else addEventListener("load", wait, { once: true });
}
