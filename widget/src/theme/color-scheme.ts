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
 * Follows a page that gets a `color-scheme` later, or loses it: by attributes and children of `html`, `head` and `body`. All
 * other changes reach the element by inheritance.
 * @returns a function that ends it.
 */
export function followColorScheme(element: HTMLElement): () => void {
  const html = document.documentElement;
  const parent = element.parentElement ?? (element.getRootNode() as Partial<ShadowRoot>).host ?? html;
  const read = (): string =>
    getComputedStyle(parent).colorScheme + String(document.querySelector("meta[name=color-scheme]"));
  let last = read();
  let frame = 0;
  // Setting and reading cost the page new styles, and some pages set a property of `html` in each frame.
  const observer = new MutationObserver(() => {
    frame ||= requestAnimationFrame(() => {
      frame = 0;
      observe();
      if (last === (last = read())) return;
      setColorScheme(element);
    });
  });
  // Again at each change, because the page may have a new body.
  const observe = (): void =>
    [html, ...html.children].forEach((root) => observer.observe(root, { attributes: true, childList: true }));
  observe();
  return () => {
    cancelAnimationFrame(frame);
    observer.disconnect();
  };
}
