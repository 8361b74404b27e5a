import { type ReactNode, useEffect, useRef } from "react";
import { useAnnounce } from "#react/features/announce.tsx";
import { useCell } from "#react/features/cell.ts";
import { useTexts } from "#react/features/texts.ts";
import { Tray } from "#react/features/Tray.tsx";
import { useChat } from "#react/hooks/use-chat.ts";
import type { ComposerSeamProps } from "#react/seams/feature.ts";
import { dictationOf } from "./dictation-of.ts";
import type { Dictation, DictationProblem } from "./create-dictation.ts";
import { texts } from "./strings.ts";
import { agreement, useStart } from "./use-start.ts";

/** Above the composer: who may hear what is said, and what went wrong. Says when it listens and when it has ended. */
export function DictationTray(props: ComposerSeamProps): ReactNode {
  const chat = useChat();
  const dictation = dictationOf(chat);
  return dictation === undefined ? null : <Box {...props} dictation={dictation} />;
}

function Box({ dictation, ...composer }: ComposerSeamProps & { dictation: Dictation }): ReactNode {
  const state = useCell(dictation);
  const { t } = useTexts(texts);
  const start = useStart(dictation, composer);
  const announce = useAnnounce();
  const before = useRef(state.type);
  useEffect(() => {
    if (state.type === "listening") announce(t("dictationOn"));
    else if (state.type === "off" && before.current === "listening") announce(t("dictationOff"));
    else if (state.type === "failed") announce(t(failures[state.why]));
    before.current = state.type;
  }, [announce, state, t]);
  if (state.type === "off") return null;
  if (state.type === "listening")
    return (
      <p className="causerie-dictation-on" aria-hidden="true">
        {t("dictationOn")}
      </p>
    );
  return (
    <Tray
      name="dictation"
      label={t("dictationStart")}
      state={state.type}
      onEscape={(leave) => leave(() => dictation.cancel())}
    >
      {(leave) => (
        <>
          <p className="causerie-tray-words">{t(state.type === "notice" ? "dictationNotice" : failures[state.why])}</p>
          <div className="causerie-tray-buttons">
            {state.type === "notice" && (
              <button
                type="button"
                className="causerie-tray-main"
                data-first=""
                onClick={() => {
                  agreement.save("yes");
                  leave(() => start(true));
                }}
              >
                {t("dictationAgree")}
              </button>
            )}
            <button
              type="button"
              className="causerie-tray-button"
              data-first={state.type === "failed" ? "" : undefined}
              onClick={() => leave(() => dictation.cancel())}
            >
              {t(state.type === "notice" ? "dictationLater" : "dictationClose")}
            </button>
          </div>
        </>
      )}
    </Tray>
  );
}

const failures = {
  denied: "dictationDenied",
  noMicrophone: "dictationNoMicrophone",
  offline: "dictationOffline",
  language: "dictationLanguage",
  silent: "dictationSilent",
  failed: "dictationFailed",
} as const satisfies Record<DictationProblem, string>;
