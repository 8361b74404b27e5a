import { useEffect, useRef } from "react";
import { plainText } from "#react/message/spoken-text.ts";
import { useAnnounce } from "#react/features/announce.tsx";
import { useTexts } from "#react/features/texts.ts";
import { texts } from "./strings.ts";

/** Characters. A longer change is said by its beginning: the panel itself is there to be read. */
const longest = 300;

/**
 * Milliseconds without another update, after which what has changed is said. A panel that grows would interrupt the listener with each
 * field; one that says that more is to come is waited for longer.
 */
const quiet = { loading: 3_000, whole: 400 };

/** Says what updates have changed, once for those that come in quick succession, and not what was there before. */
export function useAnnouncedUpdates({ alt }: { alt: string }, loading: boolean): void {
  const announce = useAnnounce();
  const { t } = useTexts(texts);
  const said = useRef(alt);
  useEffect(() => {
    if (said.current === alt) return;
    const timer = setTimeout(
      () => {
        const known = new Set(said.current.split("\n"));
        said.current = alt;
        const changed = alt.split("\n").filter((line) => !known.has(line));
        const words = plainText(changed.join("\n"));
        announce(t("panelUpdated", { words: words.length > longest ? `${words.slice(0, longest)}…` : words }));
      },
      loading ? quiet.loading : quiet.whole,
    );
    return () => clearTimeout(timer);
  }, [alt, loading, announce, t]);
}
