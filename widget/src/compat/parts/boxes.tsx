import {
  type ComponentPropsWithoutRef,
  createElement,
  forwardRef,
  type ForwardRefExoticComponent,
  type RefAttributes,
} from "react";

type Tag = "div" | "li";
type Box<Name extends Tag> = ForwardRefExoticComponent<
  ComponentPropsWithoutRef<Name> & RefAttributes<HTMLElementTagNameMap[Name]>
>;

/** One element with a class of the chat's style: what a page puts inside is its own. */
function box<Name extends Tag>(tag: Name, className: string, name: string): Box<Name> {
  const Drawn = forwardRef<HTMLElement, { className?: string }>(({ className: own, ...props }, ref) =>
    createElement(tag, { ...props, ref, className: [className, own].filter(Boolean).join(" ") }),
  );
  Drawn.displayName = name;
  return Drawn as unknown as Box<Name>;
}

export const Container = box("div", "causerie-tock-box", "Container");
export const CardContainer = box("div", "causerie-card", "CardContainer");
export const CardOuter = box("li", "causerie-slide", "CardOuter");
export const MessageContainer = box("div", "causerie-message", "MessageContainer");
export const Message = box("div", "causerie-bubble causerie-bubble-bot", "Message");
