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

type Tag = "button" | "form" | "li" | "textarea" | "ul";

/** The props of a part: those of its element, and whether your child stands in its place. */
export type PartProps<Name extends Tag> = ComponentPropsWithoutRef<Name> & { asChild?: boolean | undefined };

export type Part<Name extends Tag, More = object> = ForwardRefExoticComponent<
  PartProps<Name> & More & RefAttributes<HTMLElementTagNameMap[Name]>
>;

/**
 * A part of one element, which takes its ref, all its props and `asChild`.
 * @param use gives what the part itself sets; undefined draws nothing.
 */
export function createPart<Name extends Tag>(tag: Name, name: string, use: () => object | undefined): Part<Name> {
  const Drawn = forwardRef<HTMLElement, PartProps<Name>>(({ asChild = false, ...page }, ref): ReactNode => {
    const part = use();
    if (part === undefined) return null;
    const { children, ...props } = { children: undefined as ReactNode, ...mergeProps(part, page), ref };
    return asChild
      ? intoChild(children, props as never)
      : createElement(tag as ElementType, props, ...(children === undefined ? [] : [children]));
  });
  Drawn.displayName = name;
  return Drawn as unknown as Part<Name>;
}
