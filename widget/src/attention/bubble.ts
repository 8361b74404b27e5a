import { attentionWords } from "./attention-words.ts";

/** What stands in a bubble beside the launcher. */
export type BubbleContent = {
  /** Who says it. Missing: the chat, which needs no name. */
  author?: string | undefined;
  text: string;
  buttons: readonly { label: string; press: () => void }[];
  /** The visitor presses the text. */
  open: () => void;
  /** The visitor closes the bubble. */
  close: () => void;
  /** The visitor wants to see no such bubble again. Missing: there is no such button. */
  never?: (() => void) | undefined;
};

export type Bubble = {
  show(content: BubbleContent): void;
  hide(): void;
  isShown(): boolean;
  /** Takes away all that it has added. */
  remove(): void;
};

const svg = "http://www.w3.org/2000/svg";

/**
 * A message beside the launcher, in plain DOM: it is there before the chat is loaded. It never takes the focus, is said once
 * to screen readers, and stays until the visitor presses or closes it.
 * @param root the element with the class `causerie`. Its last bubble takes the place of another one.
 * @param launcher gets the focus when a bubble goes that had it.
 */
export function createBubble(root: HTMLElement, launcher: HTMLElement, locale: string): Bubble {
  const { words, language, dir } = attentionWords(locale);
  // It is there before its text: screen readers pass over a live region that is added together with its text.
  const said = document.createElement("div");
  said.className = "causerie-callout-said";
  said.role = "status";
  said.lang = language;
  root.append(said);
  let element: HTMLElement | undefined;

  function hide(): void {
    const hadFocus = element?.matches(":focus-within") === true;
    element?.remove();
    element = undefined;
    said.textContent = "";
    if (hadFocus) launcher.focus();
  }

  function show(content: BubbleContent): void {
    hide();
    for (const other of root.querySelectorAll(".causerie-callout")) other.remove();
    element = draw(content);
    // Before the launcher: with Tab it comes first, as it does for the eye.
    launcher.closest(".causerie > *")?.before(element);
    const sentence = content.author === undefined ? content.text : `${content.author}: ${content.text}`;
    said.textContent = [sentence, ...content.buttons.map(({ label }) => label)].join("\n");
  }

  function draw({ author, text, buttons, open, close, never }: BubbleContent): HTMLElement {
    const bubble = document.createElement("div");
    bubble.className = "causerie-callout";
    bubble.setAttribute("part", "bubble");
    // The bubble stands where the page has its launcher; what is in it runs as its texts do.
    const body = document.createElement("div");
    body.className = "causerie-callout-body";
    body.role = "group";
    body.ariaLabel = words.bubble;
    body.lang = language;
    body.dir = dir;
    bubble.append(body);
    bubble.addEventListener("keydown", (event) => {
      if (event.key === "Escape") leave(close);
    });
    const message = button("causerie-callout-text", () => leave(open));
    if (author !== undefined) {
      const name = document.createElement("strong");
      name.dir = "auto";
      name.textContent = author;
      message.append(name);
    }
    const paragraph = document.createElement("span");
    paragraph.dir = "auto";
    paragraph.textContent = text;
    message.append(paragraph);
    const cross = button("causerie-callout-close", () => leave(close));
    cross.ariaLabel = words.closeBubble;
    cross.append(crossIcon());
    body.append(message, cross);
    if (buttons.length > 0) {
      const row = document.createElement("div");
      row.className = "causerie-callout-buttons";
      row.append(...buttons.map(({ label, press }) => button("causerie-callout-button", () => leave(press), label)));
      body.append(row);
    }
    if (never !== undefined) body.append(button("causerie-callout-never", () => leave(never), words.neverAgain));
    return bubble;
  }

  function leave(then: () => void): void {
    hide();
    then();
  }

  return {
    show,
    hide,
    isShown: () => element?.isConnected === true,
    remove() {
      hide();
      said.remove();
    },
  };
}

function button(className: string, press: () => void, label?: string): HTMLButtonElement {
  const element = document.createElement("button");
  element.type = "button";
  element.className = className;
  element.setAttribute("part", className.replace("causerie-", ""));
  if (label !== undefined) {
    element.textContent = label;
    element.dir = "auto";
  }
  element.addEventListener("click", press);
  return element;
}

function crossIcon(): SVGElement {
  const icon = document.createElementNS(svg, "svg");
  const path = document.createElementNS(svg, "path");
  icon.setAttribute("class", "causerie-icon");
  icon.setAttribute("viewBox", "0 0 24 24");
  icon.ariaHidden = "true";
  path.setAttribute("d", "M6.5 6.5l11 11M17.5 6.5l-11 11");
  icon.append(path);
  return icon;
}
