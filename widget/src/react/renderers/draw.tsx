import { type ComponentType, isValidElement, type ReactNode } from "react";
import type { Drawn, Renderer } from "#react/extras/renderers.ts";

const components = new WeakMap<object, ComponentType<never>>();

/** A component that draws what a renderer gives: the same for the same renderer, or React would begin its part anew. */
export function componentOf<Props extends object>(renderer: Renderer<Props>): ComponentType<Props> {
  if (!mayBeAsked(renderer)) return renderer as ComponentType<Props>;
  const known = components.get(renderer);
  if (known !== undefined) return known as unknown as ComponentType<Props>;
  function Own(props: Props): ReactNode {
    const drawn = (renderer as Asked<Props>)(props);
    return isDrawn(drawn) ? drawn.node : (drawn as ReactNode);
  }
  components.set(renderer, Own);
  return Own;
}

export type Asked<Props> = (props: Props) => unknown;

/** A class and what `memo` makes draw only. */
export function mayBeAsked<Props>(renderer: Renderer<Props>): renderer is Asked<Props> & Renderer<Props> {
  return (
    typeof renderer === "function" && (renderer.prototype as { render?: unknown } | undefined)?.render === undefined
  );
}

export function isDrawn(value: unknown): value is Drawn {
  return typeof value === "object" && value !== null && "node" in value && "spoken" in value && !isValidElement(value);
}
