import { useEffect, useState } from "react";
import { useChatContext } from "#react/context.ts";

/** Reads what the page has set for a feature. */
export type ReadSetting = (name: string) => unknown;

/**
 * The settings of features, such as `file-types`: in the element an attribute of that name, or `data-file-types`, which the script
 * tag passes on; or a property, `fileTypes`, which is also the name in React's `settings`. A change is drawn at once.
 */
export function useSettings(): ReadSetting {
  const { hostPage, settings } = useChatContext();
  useChangesOf(hostPage?.host);
  return (name) => {
    const property = name.replaceAll(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
    const own = settings?.[property];
    if (own !== undefined || hostPage === undefined) return own;
    const { host } = hostPage;
    return (
      watchedProperty(host, property, name) ?? host.getAttribute(name) ?? host.getAttribute(`data-${name}`) ?? undefined
    );
  };
}

/** Those who draw anew when a property changes. All copies of this code find the same: a server may be updated while a page is open. */
const listeners = Symbol.for("causerie settings");

type Host = Element & Record<string, unknown> & { [listeners]?: Set<() => void> };

function listenersOf(host: Host): Set<() => void> {
  return (host[listeners] ??= new Set());
}

/** The element knows the properties of the chat only. One that a feature asks for reports its changes from then on, and `null` takes its attribute away. */
function watchedProperty(element: Element, property: string, attribute: string): unknown {
  const host = element as Host;
  const own = Object.getOwnPropertyDescriptor(host, property);
  if (own?.set !== undefined || (own === undefined && property in host)) return host[property];
  let value: unknown = own?.value;
  Object.defineProperty(host, property, {
    configurable: true,
    enumerable: true,
    get: () => value,
    set(next: unknown) {
      value = next;
      if (next === undefined || next === null) host.removeAttribute(attribute);
      for (const listener of listenersOf(host)) listener();
    },
  });
  return value;
}

/** Draws anew when the page changes a property that was asked for, or an attribute: the element itself watches those of the chat only. */
function useChangesOf(element: Element | undefined): void {
  const [, count] = useState(0);
  useEffect(() => {
    if (element === undefined) return undefined;
    const host = element as Host;
    const change = (): void => count((before) => before + 1);
    const observer = new MutationObserver((changes) => {
      const isOther = ({ attributeName, oldValue }: MutationRecord): boolean =>
        attributeName !== null && host.getAttribute(attributeName) !== oldValue;
      if (changes.some(isOther)) change();
    });
    observer.observe(host, { attributes: true, attributeOldValue: true });
    const all = listenersOf(host);
    all.add(change);
    return () => {
      observer.disconnect();
      all.delete(change);
    };
  }, [element]);
}

/** A setting that is a text with words. */
export function textOf(read: ReadSetting, name: string): string | undefined {
  const value = read(name);
  return typeof value === "string" && value.trim() !== "" ? value : undefined;
}
