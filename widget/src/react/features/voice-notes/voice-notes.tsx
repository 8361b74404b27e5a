import { type ReactNode, useEffect } from "react";
import { useCell } from "#react/features/cell.ts";
import { useSettings } from "#react/features/settings.ts";
import { useTexts } from "#react/features/texts.ts";
import { isMeant } from "#react/hooks/is-meant.ts";
import { Drawing } from "#react/Icon.tsx";
import type { Feature, SeamProps } from "#react/seams/feature.ts";
import { canRecord } from "./browser.ts";
import { texts } from "./strings.ts";
import { maxMsOf, useRecorder } from "./use-recorder.ts";
import { VoiceTray } from "./VoiceTray.tsx";

/** Beside the field to write in: records a voice note. There is none where the browser or the page cannot. */
function VoiceButton(): ReactNode {
  return canRecord() ? <Toggle /> : null;
}

function Toggle(): ReactNode {
  const recorder = useRecorder();
  const { t } = useTexts(texts);
  const setting = useSettings();
  const isOpen = useCell(recorder).type !== "closed";
  return (
    <button
      type="button"
      className="causerie-tool"
      part="tool record"
      aria-label={t("voiceRecord")}
      aria-expanded={isOpen}
      title={t("voiceRecord")}
      onClick={(event) => {
        if (!isMeant(event) || isOpen) return;
        recorder.record(maxMsOf(setting("voice-note-seconds")));
      }}
    >
      <Drawing path={wave} />
    </button>
  );
}

/** A chat that is closed or that leaves the page does not record. What was recorded is there when it is opened or drawn again. */
function StopsWhenClosed({ open }: SeamProps["Outside"]): ReactNode {
  const recorder = useRecorder();
  useEffect(() => {
    if (!open) return undefined;
    return () => (recorder.get().type === "asking" ? recorder.discard() : recorder.stop());
  }, [recorder, open]);
  return null;
}

const wave = "M4.5 10.5v3M8.25 7v10M12 4v16M15.75 7v10M19.5 10.5v3";

export const feature: Feature = {
  parts: { ComposerEnd: VoiceButton, ComposerAbove: VoiceTray, Outside: StopsWhenClosed },
};
