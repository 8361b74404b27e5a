import { type ReactNode, useEffect, useId, useState } from "react";
import { Bubble } from "#react/message/Bubble.tsx";
import { useChat } from "#react/hooks/use-chat.ts";
import type { DrawnByPageProps } from "./extra-parts.ts";
import { RichText } from "#react/message/rich-text/RichText.tsx";

/**
 * A message that the host page draws. Its element lies in the page, beside the shadow root, and is shown through a slot:
 * the page's style sheets, scripts and frameworks reach it there.
 */
export function DrawnByPage({ draw, host, message }: DrawnByPageProps): ReactNode {
  const chat = useChat();
  const slot = useId();
  const [failed, setFailed] = useState(false);

  useEffect(() => {
    const element = document.createElement("div");
    element.slot = slot;
    host.append(element);
    const attempt = (run: () => unknown): unknown => {
      try {
        return run();
      } catch (error) {
        reportError(error); // An error in the page's code must not break the chat.
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
