/**
 * What can be seen of each chat in the gallery: every named part and every element with words, with its place in the chat, its size
 * and its colours. Runs in the page.
 * @returns a line for each, under a line for each state.
 */
export function measureGallery(): string[] {
  const canvas = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
  const known = new Map<string, string>();

  /** `color(srgb …)` and all other ways to write a colour become one. */
  function hex(color: string): string {
    let written = known.get(color);
    if (written !== undefined || canvas === null) return written ?? color;
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = color;
    canvas.fillRect(0, 0, 1, 1);
    const channels = Array.from(canvas.getImageData(0, 0, 1, 1).data);
    written = `#${channels.map((channel) => channel.toString(16).padStart(2, "0")).join("")}`;
    known.set(color, written);
    return written;
  }

  function colorsOf(element: Element, hasWords: boolean): string[] {
    const style = getComputedStyle(element);
    const back = hex(style.backgroundColor);
    const edge = style.borderBlockEndStyle !== "none" && Number.parseFloat(style.borderBlockEndWidth) > 0;
    return [
      ...(hasWords ? [`text ${hex(style.color)}`] : []),
      ...(back.endsWith("00") ? [] : [`back ${back}`]),
      ...(edge ? [`edge ${hex(style.borderBlockEndColor)}`] : []),
    ];
  }

  function linesOf(chat: Element): string[] {
    const panel = chat.shadowRoot?.querySelector(".causerie-panel");
    if (!panel) return ["is not there"];
    const origin = panel.getBoundingClientRect();
    return Array.from(panel.querySelectorAll("*")).flatMap((element) => {
      const part = element.getAttribute("part");
      const hasWords = [...element.childNodes].some(
        (node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim() !== "",
      );
      if ((part === null && !hasWords) || !element.checkVisibility()) return [];
      if (element.closest(".causerie-sr, svg") !== null) return [];
      const { x, y, width, height } = element.getBoundingClientRect();
      if (width < 1 || height < 1) return [];
      const place = [x - origin.x, y - origin.y, width, height].map(Math.round).join(" ");
      const name = part ?? element.getAttribute("class")?.trim() ?? element.localName;
      const isCut = getComputedStyle(element).overflowX === "hidden" && element.scrollWidth > element.clientWidth + 1;
      return [[name, place, ...colorsOf(element, hasWords), ...(isCut ? ["cut"] : [])].join(" | ")];
    });
  }

  return Array.from(document.querySelectorAll("#gallery figure")).flatMap((figure) => [
    `## ${figure.id}`,
    ...Array.from(figure.querySelectorAll("causerie-chat")).flatMap(linesOf),
  ]);
}
