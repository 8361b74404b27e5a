import baseCss from "#theme/base.css?inline";
import type { ChatElementOptions } from "./options.ts";
import { adopt } from "./stylesheet.ts";

/** What the shadow root holds: the launcher, and the place for the chat. */
export type Frame = { container: HTMLElement; update(options: ChatElementOptions): void };

export function createFrame(root: ShadowRoot, launcher: Element): Frame {
  const frame = document.createElement("div");
  const container = document.createElement("div");
  frame.className = "causerie";
  container.className = "causerie-app";
  frame.append(launcher, container);
  adopt(root, baseCss);
  root.append(frame);
  for (const name of ["keydown", "keypress", "keyup"]) root.addEventListener(name, keepTyping);
  return {
    container,
    update({ mode, theme, position, accent }) {
      Object.assign(frame.dataset, { mode, theme, position });
      if (accent !== undefined && CSS.supports("color", accent)) frame.style.setProperty("--causerie-accent", accent);
      else frame.style.removeProperty("--causerie-accent");
    },
  };
}

/**
 * From outside, typing in the shadow root looks like keys pressed on the element, and pages take single letters as
 * commands when they do not come from a text field.
 */
function keepTyping(event: Event): void {
  const [target] = event.composedPath();
  if (target instanceof Element && target.matches("input,select,textarea")) event.stopPropagation();
}
