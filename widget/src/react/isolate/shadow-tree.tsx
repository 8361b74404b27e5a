import type { DOMAttributes, ReactNode, SyntheticEvent } from "react";
import { createPortal } from "react-dom";
import { keepFocus } from "#react/keep-focus.ts";
import { adopt } from "#theme/adopt.ts";
import css from "#theme/style.css?inline";

export type ShadowTree = {
  draw: (children: ReactNode) => ReactNode;
  hostProps: DOMAttributes<HTMLElement>;
  end: () => void;
};

/** The page's rules for a `div` must not give the host a box of its own. */
const hostCss = ":host(:not([hidden])){display:contents!important}";

/** Gives the host its shadow root, with the chat's style sheet. It is fetched on demand because the sheet is large. */
export function openShadowTree(host: HTMLElement): ShadowTree {
  const root = host.shadowRoot ?? host.attachShadow({ mode: "open" });
  adopt(root, css);
  adopt(root, hostCss);
  return { draw: (children) => createPortal(children, root), hostProps: seenOnce, end: keepFocus(host, root) };
}

/**
 * React hands an event of the shadow tree to the page's components by way of the portal. The browser sends it on as one of
 * the host, and the page's components would get it again. The document's own listeners see it once in any case.
 */
function endForReact(event: SyntheticEvent): void {
  event.isPropagationStopped = () => true;
}

const seenOnce: DOMAttributes<HTMLElement> = {
  onClick: endForReact,
  onDoubleClick: endForReact,
  onContextMenu: endForReact,
  onMouseDown: endForReact,
  onMouseUp: endForReact,
  onMouseMove: endForReact,
  onPointerDown: endForReact,
  onPointerUp: endForReact,
  onPointerMove: endForReact,
  onTouchStart: endForReact,
  onTouchMove: endForReact,
  onTouchEnd: endForReact,
  onWheel: endForReact,
  onInput: endForReact,
};
