/** @throws when the page has no element of this id. */
export function byId(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (found === null) throw new Error(`the page has no #${id}`);
  return found;
}

/** Each button with `data-copies` copies the text of the element of that id, and `#copied` says what became of it. */
export function connectCopyButtons(): void {
  for (const button of document.querySelectorAll<HTMLButtonElement>("[data-copies]"))
    button.addEventListener("click", () => void copy(byId(button.dataset["copies"] ?? "").textContent ?? ""));
}

async function copy(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    byId("copied").textContent = "Copied.";
  } catch {
    byId("copied").textContent = "The browser does not let the page copy. Select the lines and copy them.";
  }
}
