/** Custom properties, each with the values to try one after the other. */
export type Trial = { property: string; values: string[]; dark: boolean; focus: boolean; tag?: string };

/**
 * Sets the property on the page to each of the values, and compares what the browser then draws of the chat by WCAG 2.2: every text
 * (1.4.3: 4.5 to 1), and every icon, fill, line and focus ring (1.4.11: 3 to 1). Runs in the page.
 * @returns what is too weak, as a sentence each, and how much was compared.
 */
export function findWeakContrast({ property, values, dark, focus, tag = "causerie-chat" }: Trial): {
  weak: string[];
  compared: number;
} {
  const tree = document.querySelector(tag)?.shadowRoot ?? document.querySelector(".causerie");
  if (tree === null) throw new Error("There is no chat on this page");
  const root: ParentNode & Node = tree;
  const canvas = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
  if (canvas === null) throw new Error("This browser has no canvas");
  const context: OffscreenCanvasRenderingContext2D = canvas;
  const known = new Map<string, number>();
  const weak: string[] = [];
  let compared = 0;
  let value = "";

  /** Luminance of colours on each other, the lowest first, as 8-bit pixels of sRGB. */
  function luminance(colours: string[]): number {
    const key = colours.join("|");
    let result = known.get(key);
    if (result !== undefined) return result;
    for (const colour of colours) {
      context.fillStyle = "#f0f";
      context.fillStyle = colour;
      context.fillRect(0, 0, 1, 1);
    }
    const [r = 0, g = 0, b = 0] = Array.from(context.getImageData(0, 0, 1, 1).data, (channel) => {
      const part = channel / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    result = 0.2126 * r + 0.7152 * g + 0.0722 * b;
    known.set(key, result);
    return result;
  }

  function ratio(first: string[], second: string[]): number {
    const [low, high] = [luminance(first), luminance(second)].toSorted((a, b) => a - b);
    return ((high ?? 0) + 0.05) / ((low ?? 0) + 0.05);
  }

  function compare(what: string, least: number, ...found: number[]): void {
    compared += 1;
    const best = Math.max(...found);
    if (best < least) weak.push(`${property}: ${value} ${dark ? "dark" : "light"}: ${what} ${best.toFixed(2)}`);
  }

  /** The backgrounds below an element's content, from the page up. */
  function backdrop(element: Element): string[] {
    const colours: string[] = [];
    for (
      let node: Node | null = element;
      node !== null;
      node = node instanceof ShadowRoot ? node.host : node.parentNode
    ) {
      if (!(node instanceof Element)) continue;
      colours.unshift(getComputedStyle(node).backgroundColor);
      // The panel is opaque and lies above the page, wherever it stands in the tree.
      if (node.matches(".causerie-panel")) return colours;
    }
    return [dark ? "#121212" : "#fff", ...colours];
  }

  const around = (element: Element): string[] => backdrop(element.parentElement ?? element);
  const all = (selector: string): HTMLElement[] =>
    Array.from(root.querySelectorAll<HTMLElement>(selector)).filter(
      (element) =>
        element.checkVisibility({ visibilityProperty: true }) &&
        element.closest(".causerie-sr, :disabled, [aria-disabled=true], option") === null,
    );
  const nameOf = (element: Element): string =>
    `${element.tagName.toLowerCase()}.${element.getAttribute("class") ?? ""} "${element.textContent?.slice(0, 20) ?? ""}"`;
  const shadowOf = (style: CSSStyleDeclaration): string =>
    /^(?:\w+\(.*?\)|\w+)(?= )/.exec(style.boxShadow)?.[0] ?? "transparent";

  function compareTexts(): void {
    for (const element of all("*")) {
      const style = getComputedStyle(element);
      const words = Array.from(element.childNodes).some((node) => node instanceof Text && node.data.trim() !== "");
      const behind = backdrop(element);
      if (words) compare(`text of ${nameOf(element)}`, 4.5, ratio([...behind, style.color], behind));
      if (element.matches("input, textarea"))
        compare(
          `placeholder of ${nameOf(element)}`,
          4.5,
          ratio([...behind, getComputedStyle(element, "::placeholder").color], behind),
        );
    }
    for (const icon of all(".causerie-icon")) {
      const behind = around(icon);
      compare(
        `icon of ${nameOf(icon.parentElement ?? icon)}`,
        3,
        ratio([...behind, getComputedStyle(icon).stroke], behind),
      );
    }
  }

  function compareFills(): void {
    for (const element of all(".causerie-launcher, .causerie-bubble-user, .causerie-send, .causerie-submit")) {
      const style = getComputedStyle(element);
      const fill = backdrop(element);
      const rim = style.borderBlockStartWidth === "0px" ? shadowOf(style) : style.borderBlockStartColor;
      compare(`edge of ${nameOf(element)}`, 3, ratio(fill, around(element)), ratio([...fill, rim], around(element)));
    }
    for (const element of all(".causerie-quick-reply, .causerie-control, .causerie-field"))
      compare(
        `border of ${nameOf(element)}`,
        3,
        ratio([...around(element), getComputedStyle(element).borderBlockStartColor], around(element)),
      );
    for (const element of all("input[type=radio], input[type=checkbox]"))
      compare(
        `choice ${nameOf(element)}`,
        3,
        ratio([...around(element), getComputedStyle(element).accentColor], around(element)),
      );
  }

  function compareFocus(): void {
    for (const element of all("button, a[href], input, textarea, select, summary, [tabindex='0']")) {
      element.focus({ preventScroll: true });
      if (!element.matches(":focus-visible")) throw new Error(`${nameOf(element)} has the focus, and does not show it`);
      const style = getComputedStyle(element);
      const outside = around(element);
      if (style.outlineStyle !== "none") {
        const inner = Number.parseFloat(style.outlineOffset) < 0 ? backdrop(element) : outside;
        const behind = element.matches(".causerie-launcher") ? [shadowOf(style)] : inner;
        compare(`focus ring of ${nameOf(element)}`, 3, ratio([...behind, style.outlineColor], behind));
        continue;
      }
      // Its border is its ring.
      const box = element.closest(".causerie-field") ?? element;
      const ring = getComputedStyle(box).borderBlockStartColor;
      for (const behind of [around(box), backdrop(box)])
        compare(`focus of ${nameOf(box)}`, 3, ratio([...behind, ring], behind));
      compare(`width of the focus of ${nameOf(box)}`, 3, ratio([...outside, shadowOf(getComputedStyle(box))], outside));
    }
  }

  for (value of values) {
    document.documentElement.style.setProperty(property, value);
    compareTexts();
    compareFills();
    if (focus) compareFocus();
  }
  document.documentElement.style.removeProperty(property);
  return { weak, compared };
}
