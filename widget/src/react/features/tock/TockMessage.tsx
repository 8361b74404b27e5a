import { type ReactNode, useEffect, useMemo, useRef } from "react";
import { MessageBody } from "#react/extras/MessageBody.tsx";
import { Bubble } from "#react/message/Bubble.tsx";
import { Buttons } from "#react/message/Buttons.tsx";
import { Words } from "#react/message/Words.tsx";
import type { NeededProps } from "#react/seams/feature.ts";
import { useText } from "#react/text.ts";
import { readTockData } from "./read-tock-data.ts";
import { sanitize } from "./sanitize.ts";

/** A text in HTML, and what stands below it. */
export function TockMessage({ message }: NeededProps["TockMessage"]): ReactNode {
  const data = useMemo(() => readTockData(message.data), [message.data]);
  if (data === undefined) return <Words text={message.alt} />;
  const { html, message: below } = data;
  return (
    <div className="causerie-tock-message">
      {html !== "" && <Html html={html} alt={message.alt} />}
      {below?.type === "text" ? (
        <>
          <Words text={below.text} />
          <Buttons buttons={below.buttons} />
        </>
      ) : (
        below && <MessageBody message={below} entryKey="" />
      )}
    </div>
  );
}

/** `alt`: shown where a policy of the page keeps HTML from being made at all. */
function Html({ html, alt }: { html: string; alt: string }): ReactNode {
  const { t } = useText();
  const root = useRef<HTMLDivElement>(null);
  const newTab = t("newTab");
  const isBlock = /<(?:p|br|ul|ol|div|table|h[1-6]|blockquote|pre|dl)\b/i.test(html);
  useEffect(() => {
    const element = root.current;
    if (element === null) return;
    const shown = sanitize(html);
    if (!shown.hasChildNodes()) shown.append(alt);
    for (const link of shown.querySelectorAll('a[target="_blank"]')) {
      const words = document.createElement("span");
      words.className = "causerie-sr";
      words.textContent = ` ${newTab}`;
      link.append(words);
    }
    element.replaceChildren(shown);
  }, [html, alt, newTab]);
  return (
    <Bubble by="bot">
      <div ref={root} className="causerie-html" data-block={isBlock ? "" : undefined} />
    </Bubble>
  );
}
