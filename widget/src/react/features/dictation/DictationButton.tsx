import { type ReactNode, useEffect } from "react";
import { useCell } from "#react/features/cell.ts";
import { useTexts } from "#react/features/texts.ts";
import { listen } from "#react/hooks/listen.ts";
import { useChat } from "#react/hooks/use-chat.ts";
import { Drawing } from "#react/Icon.tsx";
import type { ComposerSeamProps } from "#react/seams/feature.ts";
import { dictationOf } from "./dictation-of.ts";
import type { Dictation } from "./create-dictation.ts";
import { texts } from "./strings.ts";
import { useStart } from "./use-start.ts";

/** Beside the field to write in: what is said is written there. There is none where the browser cannot listen. */
export function DictationButton(props: ComposerSeamProps): ReactNode {
  const dictation = dictationOf(useChat());
  return dictation === undefined ? null : <Toggle {...props} dictation={dictation} />;
}

function Toggle({ dictation, ...composer }: ComposerSeamProps & { dictation: Dictation }): ReactNode {
  const chat = useChat();
  const { t } = useTexts(texts);
  const isListening = useCell(dictation).type === "listening";
  const start = useStart(dictation, composer);
  const { input } = composer;
  // What was sent is over: nothing that is still heard belongs to the next message.
  useEffect(() => chat.on("acted", () => dictation.cancel()), [chat, dictation]);
  useEffect(() => {
    const form = input.current?.form;
    if (!isListening || form === null || form === undefined) return undefined;
    return listen(form, {
      keydown(event: KeyboardEvent) {
        if (event.key !== "Escape") return;
        // The key ends one thing at a time: not the chat, too.
        event.preventDefault();
        event.stopPropagation();
        dictation.stop();
      },
    });
  }, [dictation, input, isListening]);
  return (
    <button
      type="button"
      className="causerie-tool"
      part="tool dictate"
      aria-label={t("dictationStart")}
      aria-pressed={isListening}
      title={t(isListening ? "dictationStop" : "dictationStart")}
      onClick={() => (isListening ? dictation.stop() : start())}
    >
      <Drawing path={microphone} />
    </button>
  );
}

const microphone = "M12 14.5a3 3 0 0 0 3-3V6.5a3 3 0 0 0-6 0v5a3 3 0 0 0 3 3ZM6 11.5a6 6 0 0 0 12 0M12 17.5v3M9 20.5h6";
