import { useEffect, useState } from "react";
import { useChatContext } from "#react/context.ts";

/** Reads what the page has set for a feature. */
export type ReadSetting = (name: string) => unknown;

/**
 * The settings of features, such as `file-types`: in the element an attribute of that name, or `data-file-types`, which the script
 * tag passes on; or a property, `fileTypes`, which is also the name in React's `settings`. A change of an attribute is drawn at once.
 */
export function useSettings(): ReadSetting {
  const { hostPage, settings } = useChatContext();
  useAttributesOf(hostPage?.host);
  return (name) => {
    const property = name.replaceAll(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
    const own = settings?.[property];
    if (own !== undefined || hostPage === undefined) return own;
    const { host } = hostPage;
    return (
      (host as Element & Record<string, unknown>)[property] ??
      host.getAttribute(name) ??
      host.getAttribute(`data-${name}`) ??
      undefined
    );
  };
}

/** Draws anew when the page changes an attribute: the element itself watches those of the chat only. */
function useAttributesOf(host: Element | undefined): void {
  const [, count] = useState(0);
  useEffect(() => {
    if (host === undefined) return undefined;
    const observer = new MutationObserver((changes) => {
      const isOther = ({ attributeName, oldValue }: MutationRecord): boolean =>
        attributeName !== null && host.getAttribute(attributeName) !== oldValue;
      if (changes.some(isOther)) count((before) => before + 1);
    });
    observer.observe(host, { attributes: true, attributeOldValue: true });
    return () => observer.disconnect();
  }, [host]);
}

/** A setting that is a text with words. */
export function textOf(read: ReadSetting, name: string): string | undefined {
  const value = read(name);
  return typeof value === "string" && value.trim() !== "" ? value : undefined;
}
