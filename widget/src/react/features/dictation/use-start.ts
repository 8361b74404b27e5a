import { useEffect, useRef } from "react";
import { useSettings } from "#react/features/settings.ts";
import { keepWish } from "#attention/wish.ts";
import type { ComposerSeamProps } from "#react/seams/feature.ts";
import { useText } from "#react/text.ts";
import type { Dictation } from "./create-dictation.ts";

/** `yes`: the visitor has read who may hear what they dictate. Kept in this browser. */
export const agreement = keepWish("dictation");

/** Gives what begins to dictate into the composer's field, in the chat's language. Sends by itself only with `dictation-send`. */
export function useStart(dictation: Dictation, composer: ComposerSeamProps): (agreed?: boolean) => void {
  const { locale } = useText();
  const setting = useSettings();
  // It is read and written while it is spoken, long after the press that began it.
  const now = useRef(composer);
  useEffect(() => {
    now.current = composer;
  });
  return (agreed = agreement.read() === "yes") => {
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
