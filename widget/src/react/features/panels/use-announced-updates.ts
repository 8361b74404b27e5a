import { useEffect, useRef } from "react";
import { plainText } from "#react/message/spoken-text.ts";
import { useAnnounce } from "#react/features/announce.tsx";
import { useTexts } from "#react/features/texts.ts";
import { texts } from "./strings.ts";

/** Characters. A longer change is said by its beginning: the panel itself is there to be read. */
const longest = 300;

/** Says what an update has changed, and not what was there before. */
export function useAnnouncedUpdates({ alt }: { alt: string }): void {
  const announce = useAnnounce();
  const { t } = useTexts(texts);
  const before = useRef(alt);
  useEffect(() => {
    if (before.current === alt) return;
    const known = new Set(before.current.split("\n"));
    before.current = alt;
    const changed = alt.split("\n").filter((line) => !known.has(line));
    const words = plainText(changed.join("\n"));
    announce(t("panelUpdated", { words: words.length > longest ? `${words.slice(0, longest)}…` : words }));
  }, [alt, announce, t]);
}
