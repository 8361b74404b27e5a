import { useSyncExternalStore } from "react";
import { browserLocale, pickLocale } from "#i18n/locale.ts";
import { neverChanges } from "./never-changes.ts";

/**
 * The language of the interface. While a browser takes over what a server has drawn, only the wish counts: the server
 * knows neither the page's language nor the visitor's, and React rejects a page that differs.
 */
export function useLanguage(wish: string | undefined): string {
  return useSyncExternalStore(
    neverChanges,
    () => browserLocale(wish),
    () => pickLocale(wish),
  );
}
