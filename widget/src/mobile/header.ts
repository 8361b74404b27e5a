import { icons } from "#theme/icons.ts";

export type HeaderTexts = { heading: string; close: string; language: string };

/** As in the chat, whose other texts would double the size of this page. */
export const english: HeaderTexts = { heading: "Chat with us", close: "Close chat", language: "en" };

/** The header of the chat with a button that closes it, for the slot `header` of the element. */
export function createHeader({ heading, close, language }: HeaderTexts, onClose: () => void): HTMLElement {
  const header = document.createElement("div");
  header.slot = "header";
  header.className = "header";
  header.lang = language;

  const title = document.createElement("h1");
  title.textContent = heading;

  const button = document.createElement("button");
  button.type = "button";
  button.ariaLabel = close;
  button.append(createCross());
  button.addEventListener("click", onClose);

  header.append(title, button);
  return header;
}

function createCross(): SVGElement {
  const svg = "http://www.w3.org/2000/svg";
  const icon = document.createElementNS(svg, "svg");
  icon.setAttribute("viewBox", "0 0 24 24");
  icon.ariaHidden = "true";
  const path = document.createElementNS(svg, "path");
  path.setAttribute("d", icons.close);
  icon.append(path);
  return icon;
}
