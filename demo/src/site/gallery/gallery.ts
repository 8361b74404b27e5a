import "@causerie/widget/element";
import type { GalleryState } from "./messages.ts";
import { gallery } from "./states.ts";
import { createStillChat } from "./still-chat.ts";

/** `?theme=dark&dir=rtl&lang=ar&text=200` show all of them so; `&only=card` one of them. */
const query = new URLSearchParams(location.search);
const theme = query.get("theme") ?? "light";
document.documentElement.style.colorScheme = theme;
document.documentElement.dir = query.get("dir") ?? "ltr";
document.documentElement.lang = query.get("lang") ?? "en";
const text = query.get("text") ?? "100";
document.documentElement.style.fontSize = `${text}%`;
// The chat goes by the size that the visitor has chosen in the browser, and not by that of the page.
document.documentElement.style.setProperty("--causerie-font-size", `${0.9375 * (Number(text) / 100)}em`);

function show({ name, state, attributes = {}, answers }: GalleryState): HTMLElement {
  const figure = document.createElement("figure");
  const caption = document.createElement("figcaption");
  caption.textContent = name;
  figure.id = name.toLowerCase().replaceAll(/[^a-z]+/g, "-");
  const element = document.createElement("causerie-chat");
  const all = { mode: "inline", heading: "Aubrelle Line", theme, ...attributes };
  for (const [attribute, value] of Object.entries(all)) element.setAttribute(attribute, value);
  element.chat = createStillChat(state, answers);
  figure.append(caption, element);
  return figure;
}

const only = query.get("only");
document.querySelector("#gallery")?.append(...gallery.map(show).filter(({ id }) => only === null || id === only));
