import type { StandaloneChatElement } from "@causerie/widget/standalone";

export type Starters = {
  /** The welcome message, in the place of an empty conversation. */
  welcome: HTMLElement;
  /** The questions to begin with, above the field. */
  list: HTMLElement;
  update(content: { welcome: string; starters: readonly string[] }): void;
  /** Sends what is pressed, and hides the questions once the visitor has written. */
  follow(chat: StandaloneChatElement): void;
};

export function createStarters(): Starters {
  const welcome = document.createElement("p");
  const list = document.createElement("div");
  let chat: StandaloneChatElement | undefined;
  welcome.slot = "empty";
  list.slot = "before-composer";
  Object.assign(welcome.style, { margin: "16px", whiteSpace: "pre-line" });

  function hideIfUsed(): void {
    const hasWritten = chat?.chat?.getState().entries.some(({ type }) => type === "visitor") ?? false;
    list.hidden = list.childElementCount === 0 || hasWritten;
    list.style.display = list.hidden ? "none" : "flex";
  }

  function draw(question: string): HTMLElement {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = question;
    button.dir = "auto";
    Object.assign(button.style, {
      font: "inherit",
      color: "var(--causerie-link, inherit)",
      background: "none",
      border: "1px solid currentcolor",
      borderRadius: "999px",
      padding: "6px 14px",
      cursor: "pointer",
    });
    button.addEventListener("click", () => {
      list.hidden = true;
      list.style.display = "none";
      void chat?.send(question);
    });
    return button;
  }

  return {
    welcome,
    list,
    update({ welcome: text, starters }) {
      welcome.textContent = text;
      // Without a text of its own the chat shows its greeting.
      if (text === "") welcome.removeAttribute("slot");
      else welcome.slot = "empty";
      welcome.hidden = text === "";
      list.replaceChildren(...starters.map(draw));
      Object.assign(list.style, { flexWrap: "wrap", gap: "8px", padding: "8px 16px" });
      hideIfUsed();
    },
    follow(next) {
      chat = next;
      for (const name of ["causerie-sent", "causerie-message", "causerie-connection"])
        next.addEventListener(name, hideIfUsed);
    },
  };
}
