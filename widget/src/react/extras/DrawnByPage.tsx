import { type ReactNode, useEffect, useId, useState } from "react";
import { Bubble } from "#react/message/Bubble.tsx";
import { useChat } from "#react/hooks/use-chat.ts";
import type { DrawCustom, RendererProps } from "./renderers.ts";
import { RichText } from "#react/message/rich-text/RichText.tsx";

export type DrawnByPageProps = {
  draw: DrawCustom;
  /** The custom element around the chat. */
  host: Element;
  message: RendererProps<"custom">["message"];
};

/**
 * A message that the page draws. It is given an element of its own beside the shadow root, shown through a slot: there
 * the page's style sheets, scripts and frameworks reach it.
 */
export function DrawnByPage({ draw, host, message }: DrawnByPageProps): ReactNode {
  const chat = useChat();
  const slot = useId();
  const [failed, setFailed] = useState(false);

  useEffect(() => {
    const element = document.createElement("div");
    element.slot = slot;
    host.append(element);
    const attempt = (act: () => unknown): unknown => {
      try {
        return act();
      } catch (error) {
        reportError(error); // A mistake of the page's own must not take the chat with it.
        setFailed(true);
        return undefined;
      }
    };
    const end = attempt(() => draw(element, message.data, chat));
    return () => {
      if (typeof end === "function") attempt(() => end());
      element.remove();
    };
  }, [draw, host, message, chat, slot]);

  if (!failed)
    return (
      <div className="causerie-custom" part="custom">
        <slot name={slot} />
      </div>
    );
  return (
    <Bubble by="bot">
      <RichText text={message.alt} />
    </Bubble>
  );
}
