import { ConfigError } from "#app/errors.ts";
import type { Payloads } from "./payload.ts";

/** A page whose events this server handles. */
export type Page = {
  appId: string;
  pageId: string;
  connectorId: string;
  locale: string | undefined;
  payloads: Payloads;
  /** Tells the person that the page has read. */
  markSeen(psid: string): void;
};

/** The pages of one server. Meta posts the events of all pages of an app to the one URL that the app has. */
export type Pages = {
  /** @throws ConfigError when another connector has this page already. */
  add(page: Page): Disposable;
  find(appId: string, pageId: string): Page | undefined;
};

export function createPages(): Pages {
  const pages = new Map<string, Page>();
  const keyOf = (appId: string, pageId: string): string => `${appId}|${pageId}`;
  return {
    add(page) {
      const key = keyOf(page.appId, page.pageId);
      const other = pages.get(key);
      if (other !== undefined) {
        const both = `"${other.connectorId}" and "${page.connectorId}"`;
        throw new ConfigError([`The connectors ${both} have the same appId and pageId: remove one of them.`]);
      }
      pages.set(key, page);
      return { [Symbol.dispose]: () => void pages.delete(key) };
    },
    find: (appId, pageId) => pages.get(keyOf(appId, pageId)),
  };
}
