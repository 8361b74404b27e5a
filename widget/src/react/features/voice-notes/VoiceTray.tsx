import { type ReactNode, useEffect, useRef, useState } from "react";
import { useAnnounce } from "#react/features/announce.tsx";
import { useCell } from "#react/features/cell.ts";
import { useTexts } from "#react/features/texts.ts";
import { type Leave, Tray } from "#react/features/Tray.tsx";
import { isMeant } from "#react/hooks/is-meant.ts";
import { useChat } from "#react/hooks/use-chat.ts";
import { formatLength } from "./format-length.ts";
import type { Recorder, RecorderState } from "./recorder.ts";
import { texts } from "./strings.ts";
import { useRecorder } from "./use-recorder.ts";

/** At these many seconds before the end the rest is read out. */
const warnings = [30, 10];
const tickMs = 100;

/** Above the composer: a voice note while it is recorded, and to listen to before it is sent. */
export function VoiceTray(): ReactNode {
  const chat = useChat();
  const recorder = useRecorder();
  const state = useCell(recorder);
  const { t } = useTexts(texts);
  const announce = useAnnounce();
  const said = useRef<RecorderState>(state);
  const words = useWords(state);
  const [problem, setProblem] = useState("");
  useEffect(() => {
    if (said.current !== state && words !== "") announce(words);
    said.current = state;
  }, [announce, state, words]);
  if (state.type === "closed") return null;
  /** It goes only once the chat has it. */
  const send = async (file: File, leave: Leave): Promise<void> => {
    try {
      await chat.sendFiles([file]);
      leave(() => recorder.discard());
    } catch {
      announce(t("voiceNotSent"));
      setProblem(t("voiceNotSent"));
    }
  };
  const isRunning = state.type === "recording" || state.type === "paused";
  return (
    <Tray name="voice" label={t("voiceRecord")} state={state.type} onEscape={(leave) => endOne(recorder, leave)}>
      {(leave) => (
        <>
          <div className="causerie-tray-words">
            {isRunning ? <Meter recorder={recorder} label={words} /> : <span>{words}</span>}
          </div>
          {state.type === "recorded" && <Player url={state.recording.url} />}
          {state.type === "recorded" && problem !== "" && <p className="causerie-problem">{problem}</p>}
          <div className="causerie-tray-buttons">
            {state.type === "recorded" && (
              <button
                type="button"
                className="causerie-tray-main"
                data-first=""
                onClick={(event) => {
                  if (isMeant(event)) void send(state.recording.file, leave);
                }}
              >
                {t("voiceSend")}
              </button>
            )}
            {isRunning && (
              <button type="button" className="causerie-tray-main" data-first="" onClick={() => recorder.stop()}>
                {t("voiceStop")}
              </button>
            )}
            {isRunning && (
              <button
                type="button"
                className="causerie-tray-button"
                onClick={() => (state.type === "paused" ? recorder.resume() : recorder.pause())}
              >
                {t(state.type === "paused" ? "voiceResume" : "voicePause")}
              </button>
            )}
            {(state.type === "recorded" || state.type === "failed") && (
              <button type="button" className="causerie-tray-button" onClick={() => recorder.record()}>
                {t("voiceAgain")}
              </button>
            )}
            <button
              type="button"
              className="causerie-tray-button"
              data-first={state.type === "asking" ? "" : undefined}
              onClick={() => leave(() => recorder.discard())}
            >
              {t(state.type === "failed" ? "voiceClose" : "voiceDiscard")}
            </button>
          </div>
        </>
      )}
    </Tray>
  );
}

/** Escape never throws a recording away: it ends it, and what was recorded waits to be sent or discarded. */
function endOne(recorder: Recorder, leave: Leave): void {
  const { type } = recorder.get();
  if (type === "recording" || type === "paused") recorder.stop();
  else leave(() => type !== "recorded" && recorder.discard());
}

function useWords(state: RecorderState): string {
  const { t } = useTexts(texts);
  switch (state.type) {
    case "closed":
      return "";
    case "asking":
      return t("voiceAsking");
    case "recording":
      return t("voiceRecording");
    case "paused":
      return t("voicePaused");
    case "recorded":
      return [state.full ? t("voiceFull") : "", t("voiceRecorded", { length: formatLength(state.recording.ms) })]
        .filter(Boolean)
        .join(" ");
    case "failed":
      return t(failures[state.why]);
  }
}

const failures = {
  denied: "voiceDenied",
  missing: "voiceMissing",
  busy: "voiceBusy",
  failed: "voiceFailed",
} as const;

/**
 * The time and the loudness. They change all the time, so they are drawn past React, and not read out: only the end that comes
 * near is.
 */
function Meter({ recorder, label }: { recorder: Recorder; label: string }): ReactNode {
  const { t } = useTexts(texts);
  const announce = useAnnounce();
  const bar = useRef<HTMLSpanElement>(null);
  const time = useRef<HTMLSpanElement>(null);
  const now = useRef({ t, announce });
  useEffect(() => {
    now.current = { t, announce };
  });
  useEffect(() => {
    const maxMs = recorder.most();
    let before = maxMs - recorder.elapsed();
    const draw = (): void => {
      const ms = recorder.elapsed();
      const left = maxMs - ms;
      bar.current?.style.setProperty("--_level", recorder.level().toFixed(2));
      if (time.current !== null) time.current.textContent = `${formatLength(ms)} / ${formatLength(maxMs)}`;
      const crossed = warnings.find((seconds) => before > seconds * 1000 && left <= seconds * 1000);
      if (crossed !== undefined) now.current.announce(now.current.t("voiceLeft", { count: crossed }));
      before = left;
    };
    draw();
    const timer = setInterval(draw, tickMs);
    return () => clearInterval(timer);
  }, [recorder]);
  return (
    <>
      <span className="causerie-voice-state">{label}</span>
      <span className="causerie-voice-meter" aria-hidden="true">
        <span ref={bar} />
      </span>
      <span ref={time} className="causerie-voice-time" role="timer" dir="ltr" />
    </>
  );
}

/** The browser's own controls. A page whose policy forbids them (`media-src`) has words instead, and the note can still be sent. */
function Player({ url }: { url: string }): ReactNode {
  const { t } = useTexts(texts);
  const [fails, setFails] = useState(false);
  if (fails) return <p className="causerie-tray-detail">{t("voiceUnplayable")}</p>;
  return (
    // oxlint-disable-next-line jsx-a11y/media-has-caption -- what the visitor has just said
    <audio
      className="causerie-voice-player"
      controls
      src={url}
      aria-label={t("voiceListen")}
      onError={() => setFails(true)}
    />
  );
}
