import { type ReactNode, useEffect, useMemo, useRef } from "react";
import { MessageBody } from "#react/extras/MessageBody.tsx";
import { Bubble } from "#react/message/Bubble.tsx";
import { Buttons } from "#react/message/Buttons.tsx";
import { Words } from "#react/message/Words.tsx";
import type { NeededProps } from "#react/seams/feature.ts";
import { useText } from "#react/text.ts";
import { type Opening, readTockData } from "./read-tock-data.ts";
import { sanitize } from "./sanitize.ts";

/** A text in HTML, what stands below it, and links that open as the bot wants. */
export function TockMessage({ message }: NeededProps["TockMessage"]): ReactNode {
  const root = useRef<HTMLDivElement>(null);
  const data = useMemo(() => readTockData(message.data), [message.data]);
  const openings = data?.openings;
  useEffect(() => {
    const element = root.current;
    if (element === null || openings === undefined) return undefined;
    const onClick = (event: MouseEvent): void => open(event, openings);
    element.addEventListener("click", onClick);
    return () => element.removeEventListener("click", onClick);
  }, [openings]);
  if (data === undefined) return <Words text={message.alt} />;
  const { html, message: below } = data;
  return (
    <div ref={root} className="causerie-tock-message">
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

/** Only links that the chat has drawn, and so found harmless, are opened. A key with the press is the visitor's own wish. */
function open(event: MouseEvent, openings: ReadonlyMap<string, Opening>): void {
  const link = event.target instanceof Element ? event.target.closest("a[href]") : null;
  const opening = openings.get(link?.getAttribute("href") ?? "");
  const hasKey = event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;
  if (link === null || opening === undefined || hasKey) return;
  const { target, windowFeatures } = opening;
  event.preventDefault();
  // What is opened learns nothing of the page and cannot lead it elsewhere.
  const isOwn = ["_self", "_top", "_parent"].includes(target);
  const features = isOwn ? windowFeatures : [windowFeatures, "noopener", "noreferrer"].filter(Boolean).join(",");
  window.open((link as HTMLAnchorElement).href, target, features);
}
