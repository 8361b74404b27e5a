/** Milliseconds. A browser may open its dialog after `print` has returned, and then needs the page. */
const keepMs = 60_000;

/** Prints a copy of the element, alone on the paper and without the colours of the screen. */
export function printElement(element: Element | null, title: string): void {
  if (element === null) return;
  const frame = document.createElement("iframe");
  frame.title = title;
  frame.hidden = true;
  document.body.append(frame);
  const { contentWindow: page, contentDocument: paper } = frame;
  if (page === null || paper === null) return frame.remove();
  paper.title = title;
  paper.dir = getComputedStyle(element).direction;
  const heading = paper.createElement("h1");
  heading.textContent = title;
  // Nodes are copied, never markup: nothing that a bot has written can run.
  paper.body.append(heading, ...Array.from(element.childNodes, (node) => paper.importNode(node, true)));
  page.addEventListener("afterprint", () => frame.remove());
  setTimeout(() => frame.remove(), keepMs);
  page.focus();
  page.print();
}
