import { type ReactNode, useEffect, useId, useState } from "react";
import { useChat } from "#react/hooks/use-chat.ts";
import type { DrawnByPageProps } from "./extra-parts.ts";

/**
 * What the host page draws. Its element lies in the page, beside the shadow root, and is shown through a slot:
 * the page's style sheets, scripts and frameworks reach it there.
 */
export function DrawnByPage({ renderer, host, data, inRow = false, children }: DrawnByPageProps): ReactNode {
  const draw = typeof renderer === "function" ? renderer : renderer.draw;
  const chat = useChat();
  const slot = useId();
  const [failed, setFailed] = useState(false);

  useEffect(() => {
    const element = document.createElement(inRow ? "span" : "div");
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
    const end = attempt(() => draw(element, data, chat));
    return () => {
      if (typeof end === "function") attempt(() => end());
      element.remove();
    };
  }, [draw, host, data, chat, slot, inRow]);

  if (failed) return children;
  const content = <slot name={slot} />;
  if (inRow) return content;
  return (
    <div className="causerie-custom" part="custom">
      {content}
    </div>
  );
}
