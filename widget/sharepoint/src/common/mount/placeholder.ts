/** What an author sees in the place of the chat while the page is edited. Readers see nothing. */
export type Placeholder = { show(title: string, text: string): void; remove(): void };

export function createPlaceholder(place: HTMLElement): Placeholder {
  const box = document.createElement("div");
  const heading = document.createElement("strong");
  const words = document.createElement("p");
  Object.assign(words.style, { margin: "4px 0 0" });
  Object.assign(box.style, { padding: "16px", border: "1px dashed currentcolor", borderRadius: "4px" });
  box.append(heading, words);
  return {
    show(title, text) {
      heading.textContent = title;
      words.textContent = text;
      if (!box.isConnected) place.prepend(box);
    },
    remove: () => box.remove(),
  };
}
