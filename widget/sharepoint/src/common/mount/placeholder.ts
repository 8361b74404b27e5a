/** What an author sees in the place of the chat while the page is edited. Readers see nothing. */
export function drawPlaceholder(place: HTMLElement, title: string, text: string): void {
  const box = document.createElement("div");
  const heading = document.createElement("strong");
  const words = document.createElement("p");
  box.dataset["causerie"] = "placeholder";
  heading.textContent = title;
  words.textContent = text;
  Object.assign(words.style, { margin: "4px 0 0" });
  Object.assign(box.style, { padding: "16px", border: "1px dashed currentcolor", borderRadius: "4px" });
  box.append(heading, words);
  place.replaceChildren(box);
}
