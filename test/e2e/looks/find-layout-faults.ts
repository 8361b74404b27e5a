/**
 * Looks for what a visitor could not see or reach: parts that lie outside their window or on each other, a sideways scroll, and
 * controls that a press in their middle does not hit. Runs in the page.
 * @param tag of the chat's element.
 * @returns each fault as a sentence.
 */
export function findLayoutFaults(tag: string): string[] {
  const root = document.querySelector(tag)?.shadowRoot ?? document;
  const faults: string[] = [];
  const find = (selector: string): HTMLElement => {
    const element = root.querySelector<HTMLElement>(selector);
    if (element === null) throw new Error(`There is no ${selector}`);
    return element;
  };
  const panel = find(".causerie-panel");
  const log = find(".causerie-log");
  const isFloating = panel.dataset["mode"] === "floating";
  const page = { left: 0, top: 0, right: innerWidth, bottom: innerHeight };
  const nameOf = (element: Element): string =>
    `${element.getAttribute("class") ?? element.tagName} "${element.textContent?.slice(0, 24) ?? ""}"`;

  function keepsInside(element: Element, box: { left: number; top: number; right: number; bottom: number }): void {
    const { left, top, right, bottom } = element.getBoundingClientRect();
    const outside = Math.max(box.left - left, box.top - top, right - box.right, bottom - box.bottom);
    if (outside > 1) faults.push(`${nameOf(element)} lies ${Math.round(outside)} px outside`);
  }

  if (isFloating) keepsInside(panel, page);
  if (document.documentElement.scrollWidth > innerWidth) faults.push("the page scrolls sideways");
  if (log.scrollWidth > log.clientWidth)
    faults.push(`the thread scrolls sideways by ${log.scrollWidth - log.clientWidth}`);

  const parts = [".causerie-header", ".causerie-thread", ".causerie-composer"].map(find);
  for (const part of parts) {
    keepsInside(part, panel.getBoundingClientRect());
    if (part.scrollWidth > part.clientWidth + 1) faults.push(`${nameOf(part)} is cut at its side`);
  }
  for (const [index, part] of parts.entries()) {
    const below = parts[index + 1];
    if (below !== undefined && part.getBoundingClientRect().bottom > below.getBoundingClientRect().top + 1)
      faults.push(`${nameOf(part)} lies on ${nameOf(below)}`);
  }
  const line = Number.parseFloat(getComputedStyle(log).lineHeight);
  if (log.clientHeight < 2 * line) faults.push(`the thread is ${log.clientHeight} px high`);

  // What scrolls by itself may be wider than its place.
  const scrollers = ".causerie-track, .causerie-table, .causerie-code, .causerie-sr";
  const inLog = (element: Element): boolean => log.contains(element) && element.closest(scrollers) === null;
  const { left, right } = log.getBoundingClientRect();
  for (const element of panel.querySelectorAll("*"))
    if (inLog(element) && element.checkVisibility()) keepsInside(element, { left, right, top: -1e6, bottom: 1e6 });

  for (const control of panel.querySelectorAll<HTMLElement>("button, a[href], input, textarea, select, summary")) {
    if (!control.checkVisibility() || control.closest(".causerie-track") !== null) continue;
    control.scrollIntoView({ block: "center", inline: "nearest" });
    // The button to the newest message may lie on the end of the thread.
    const { x, y, width, height } = control.getClientRects()[0] ?? new DOMRect();
    if (width < 1 || height < 1) faults.push(`${nameOf(control)} has no size`);
    const hit = root
      .elementsFromPoint(x + width / 2, y + height / 2)
      .find((one) => one.closest(".causerie-jump") === null || one === control);
    if (hit === undefined || !(control.contains(hit) || (hit instanceof HTMLLabelElement && hit.contains(control))))
      faults.push(`a press on ${nameOf(control)} hits ${hit === undefined ? "nothing" : nameOf(hit)}`);
  }
  return faults;
}
