/**
 * Makes the element light or dark. Its `data-theme` decides, else the page's `color-scheme`, which it inherits, else the system.
 */
export function setColorScheme(element: HTMLElement): void {
  const { style, dataset } = element;
  style.colorScheme = (dataset["theme"] ?? "").replace("auto", "");
  // Computed styles do not show what the page says in a meta element.
  if (getComputedStyle(element).colorScheme === "normal" && !document.querySelector("meta[name=color-scheme]"))
    style.colorScheme = "light dark";
}

/**
 * Follows a page that gets a `color-scheme` later, or loses it. All other changes reach the element by inheritance.
 * @returns a function that ends it.
 */
export function followColorScheme(element: HTMLElement): () => void {
  const observer = new MutationObserver(() => setColorScheme(element));
  for (const root of [document.documentElement, document.body]) observer.observe(root, { attributes: true });
  return () => observer.disconnect();
}
