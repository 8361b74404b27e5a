import { useEffect, useRef } from "react";
import { useSettings } from "#react/features/settings.ts";
import { readWish } from "#react/features/kept-switch.ts";
import type { ComposerSeamProps } from "#react/seams/feature.ts";
import { useText } from "#react/text.ts";
import type { Dictation } from "./create-dictation.ts";

/** The name under which it is kept that the visitor has read who may hear what they dictate. */
export const agreement = "dictation";

/** Gives what begins to dictate into the composer's field, in the chat's language. Sends by itself only with `dictation-send`. */
export function useStart(dictation: Dictation, composer: ComposerSeamProps): (agreed?: boolean) => void {
  const { locale } = useText();
  const setting = useSettings();
  // It is read and written while it is spoken, long after the press that began it.
  const now = useRef(composer);
  useEffect(() => {
    now.current = composer;
  });
  return (agreed = readWish(agreement)) => {
    const sends = (setting("dictation-send") ?? false) !== false;
    dictation.start(
      {
        read: () => now.current.text,
        write: (text) => now.current.setText(text),
        // In the next turn, when the field has what was said last.
        send: sends ? () => void setTimeout(() => now.current.send()) : undefined,
      },
      locale,
      agreed,
    );
  };
}
