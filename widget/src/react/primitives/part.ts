import {
  type ComponentPropsWithoutRef,
  createElement,
  type ElementType,
  forwardRef,
  type ForwardRefExoticComponent,
  type ReactNode,
  type RefAttributes,
} from "react";
import { intoChild, mergeProps } from "./slot.ts";

type Tag = "a" | "button" | "form" | "li" | "ol" | "p" | "section" | "textarea" | "ul";

/** The props of a part: those of its element, and whether your child stands in its place. */
export type PartProps<Name extends Tag> = ComponentPropsWithoutRef<Name> & { asChild?: boolean | undefined };

export type Part<Name extends Tag, More = object> = ForwardRefExoticComponent<
  PartProps<Name> & More & RefAttributes<HTMLElementTagNameMap[Name]>
>;

/**
 * A part of one element, which takes its ref, all its props and `asChild`.
 * @param use gives what the part itself sets; undefined draws nothing.
 * @param own the props that are for `use` alone.
 */
export function createPart<Name extends Tag, More extends object = object>(
  tag: Name,
  name: string,
  use: (more: More) => object | undefined,
  own: readonly (keyof More & string)[] = [],
): Part<Name, More> {
  const Drawn = forwardRef<HTMLElement, PartProps<Name> & More>(({ asChild = false, ...given }, ref): ReactNode => {
    const part = use(given as unknown as More);
    if (part === undefined) return null;
    const page = Object.fromEntries(
      Object.entries(given).filter(([prop]) => !(own as readonly string[]).includes(prop)),
    );
    const { children, ...props } = { children: undefined as ReactNode, ...mergeProps(part, page), ref };
    // A child of the page's that is empty has the part's own words.
    const words = "children" in part ? { children: part.children } : {};
    return asChild
      ? intoChild(page["children"] as ReactNode, { ...props, ...words } as never)
      : createElement(tag as ElementType, props, ...(children === undefined ? [] : [children].flat()));
  });
  Drawn.displayName = name;
  return Drawn as unknown as Part<Name, More>;
}
