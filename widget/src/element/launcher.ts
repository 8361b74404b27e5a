import { launcherEn, launcherNames, type LauncherStrings } from "#i18n/launcher-strings.ts";
import { languageOf } from "#i18n/locale.ts";
import { launcherIcons } from "#theme/launcher-icons.ts";

export type LauncherState = {
  view: "closed" | "loading" | "open";
  unread: number;
  /** The number of unread messages in words. Empty when there is none. */
  unreadText: string;
  failed: boolean;
  locale: string;
  strings: { [Name in keyof LauncherStrings]?: string | undefined };
};

export type Launcher = { element: HTMLElement; button: HTMLButtonElement; update(state: LauncherState): void };

/**
 * The button in the corner, in plain DOM. It is there before the chat is loaded, and stays the same element afterwards.
 * @param takesKey whether a pressed key is meant for the chat, which is on its way.
 */
export function createLauncher(onPress: () => void, takesKey: (event: KeyboardEvent) => unknown): Launcher {
  const element = document.createElement("div");
  const button = document.createElement("button");
  button.type = "button";
  button.className = "causerie-launcher";
  button.setAttribute("part", "launcher");
  button.ariaHasPopup = "dialog";
  // The second click of a double click does not close again what the first one opened. Nor does a key that is held.
  button.addEventListener("click", ({ detail }) => {
    if (detail < 2) onPress();
  });
  button.addEventListener("keydown", (event) => {
    if (event.repeat || takesKey(event)) event.preventDefault();
  });

  const slot = document.createElement("slot");
  slot.name = "launcher";
  const path = document.createElementNS(svg, "path");
  slot.append(createIcon(path));

  const badge = document.createElement("span");
  badge.className = "causerie-badge";
  badge.setAttribute("part", "badge");
  badge.ariaHidden = "true";

  // It exists from the start: screen readers ignore an alert that is added together with its text.
  const error = document.createElement("p");
  error.className = "causerie-launcher-error";
  error.role = "alert";

  button.append(slot, badge);
  element.append(button, error);
  return {
    element,
    button,
    update({ view, unread, unreadText, failed, locale, strings }) {
      const name = strings.launcher ?? launcherNames[languageOf(locale)];
      button.lang = name ? locale : "en";
      error.lang = strings.loadFailed ? locale : "en";
      button.dataset["state"] = view;
      button.ariaLabel = `${name ?? launcherEn.launcher}${unreadText && `, ${unreadText}`}`;
      // The browser makes texts of them, in fewer bytes than we would.
      button.ariaExpanded = (view === "open") as never;
      button.ariaBusy = (view === "loading") as never;
      path.setAttribute("d", launcherIcons[view === "open" ? "down" : "chat"]);
      badge.hidden = !unread;
      badge.textContent = unread > 99 ? "99+" : `${unread}`;
      error.textContent = failed ? (strings.loadFailed ?? launcherEn.loadFailed) : "";
    },
  };
}

const svg = "http://www.w3.org/2000/svg";

function createIcon(path: SVGPathElement): SVGElement {
  const icon = document.createElementNS(svg, "svg");
  icon.setAttribute("class", "causerie-icon");
  icon.setAttribute("viewBox", "0 0 24 24");
  icon.ariaHidden = "true";
  icon.append(path);
  return icon;
}
