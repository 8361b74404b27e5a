import baseCss from "#theme/base.css?inline";
import type { ChatElementOptions } from "./options.ts";
import { adopt } from "./stylesheet.ts";

/** The content of the shadow root: the launcher, and the container of the chat. */
export type ShadowTree = { container: HTMLElement; update(options: ChatElementOptions): void };

export function createShadowTree(root: ShadowRoot, launcher: Element): ShadowTree {
  const wrapper = document.createElement("div");
  const container = document.createElement("div");
  wrapper.className = "causerie";
  container.className = "causerie-app";
  wrapper.append(launcher, container);
  adopt(root, baseCss);
  root.append(wrapper);
  for (const name of ["keydown", "keypress", "keyup"]) root.addEventListener(name, keepTyping);
  return {
    container,
    update({ mode, theme, position, accent }) {
      Object.assign(wrapper.dataset, { mode, theme, position });
      if (accent !== undefined && CSS.supports("color", accent)) wrapper.style.setProperty("--causerie-accent", accent);
      else wrapper.style.removeProperty("--causerie-accent");
    },
  };
}

/**
 * Keeps the keys of the chat's fields inside the shadow root. Outside they would look like keys pressed on the element, and
 * many pages take single letters as commands when these do not come from a text field.
 */
function keepTyping(event: Event): void {
  const [target] = event.composedPath();
  if (target instanceof Element && target.matches("input,select,textarea")) event.stopPropagation();
}
