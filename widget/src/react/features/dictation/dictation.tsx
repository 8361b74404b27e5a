import { type ReactNode, useEffect } from "react";
import { useChat } from "#react/hooks/use-chat.ts";
import type { Feature, SeamProps } from "#react/seams/feature.ts";
import { DictationButton } from "./DictationButton.tsx";
import { dictationOf } from "./dictation-of.ts";
import { DictationTray } from "./DictationTray.tsx";

/** A chat that is closed does not listen. */
function StopsWhenClosed({ open }: SeamProps["Outside"]): ReactNode {
  const dictation = dictationOf(useChat());
  useEffect(() => {
    if (!open) dictation?.cancel();
  }, [dictation, open]);
  useEffect(() => () => dictation?.cancel(), [dictation]);
  return null;
}

export const feature: Feature = {
  parts: { ComposerEnd: DictationButton, ComposerAbove: DictationTray, Outside: StopsWhenClosed },
};
