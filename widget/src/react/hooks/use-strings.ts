import { useCallback, useMemo, useSyncExternalStore } from "react";
import { launcherNames } from "#i18n/launcher-strings.ts";
import { loadStrings } from "#i18n/load-strings.ts";
import { languageOf } from "#i18n/locale.ts";
import { isComplete, type Strings } from "#i18n/strings.ts";
import { patienceMs } from "#react/text.ts";

const none: Partial<Strings> = {};
/** The texts that have come, by language. Those that could not be fetched are `none`. */
const arrived = new Map<string, Partial<Strings>>();
const listeners = new Set<() => void>();

/**
 * The built-in texts for a locale with those of the page in their place. They are fetched, unless the page brings all of
 * them. On a server, and until a page is hydrated, they are pending. If they cannot be fetched in
 * time, the texts are English until they come.
 */
export function useStrings(locale: string, own = none): { strings: Partial<Strings>; pending: boolean } {
  const language = languageOf(locale);
  const wanted = !isComplete(own, locale) && Object.hasOwn(launcherNames, language);
  const subscribe = useCallback(
    (listener: () => void) => {
      listeners.add(listener);
      if (wanted) void load(language);
      return () => listeners.delete(listener);
    },
    [wanted, language],
  );
  const builtIn = useSyncExternalStore(
    subscribe,
    () => arrived.get(language),
    () => undefined,
  );
  const pending = wanted && builtIn === undefined;
  const strings = useMemo(
    () => ({ ...(pending ? { launcher: launcherNames[language] } : builtIn), ...own }) as Partial<Strings>,
    [pending, language, builtIn, own],
  );
  return { strings, pending };
}

async function load(language: string): Promise<void> {
  if ((arrived.get(language) ?? none) !== none) return;
  setTimeout(() => arrived.has(language) || arrive(language, none), patienceMs);
  try {
    arrive(language, (await loadStrings(language)).strings);
  } catch {
    arrive(language, none); // The next chat on the page tries again.
  }
}

function arrive(language: string, strings: Partial<Strings>): void {
  arrived.set(language, strings);
  for (const listener of listeners) listener();
}
