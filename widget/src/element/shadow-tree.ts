import baseCss from "#theme/base.css?inline";
import type { ChatElementOptions } from "./options.ts";
import { adopt } from "#theme/adopt.ts";
import { setColorScheme } from "#theme/color-scheme.ts";
import { toTopLayer } from "#theme/top-layer.ts";

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
  for (const name of ownEvents.split(" ")) root.addEventListener(name, keepInside);
  return {
    container,
    update({ mode, theme, position, accent = "" }) {
      toTopLayer(wrapper, mode === "floating");
      Object.assign(wrapper.dataset, { mode, theme, position });
      setColorScheme(wrapper);
      wrapper.style.setProperty("--causerie-accent", CSS.supports("color", accent) ? accent : "");
    },
  };
}

/** What our controls use, and what a focus trap of the page would undo. */
const ownEvents = "keydown keypress keyup beforeinput paste copy cut dragover drop focusin";

/**
 * Outside, the event would seem to come from a plain element. Many pages take single letters as commands then, paste for
 * themselves or prevent keys that scroll.
 */
function keepInside(event: Event & { dataTransfer?: DataTransfer | null }): void {
  const { target, currentTarget, dataTransfer } = event;
  // The content of a slot belongs to the page. So does a dropped file: only the page keeps the browser from opening it.
  if (target instanceof Node && target.getRootNode() === currentTarget && !dataTransfer?.types.includes("Files"))
    event.stopPropagation();
}
