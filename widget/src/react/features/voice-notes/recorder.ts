import { type Cell, createCell } from "#react/features/cell.ts";

export type Recording = { file: File; /** Of the page, for listening. */ url: string; ms: number };

export type RecorderState =
  | { type: "closed" }
  /** The browser asks the visitor, or starts the microphone. */
  | { type: "asking" }
  | { type: "recording" }
  | { type: "paused" }
  /** `full`: it ended because it was as long as it may be. */
  | { type: "recorded"; recording: Recording; full: boolean }
  | { type: "failed"; why: "denied" | "missing" | "busy" | "failed" };

export type Recorder = Cell<RecorderState> & {
  /**
   * Asks for the microphone and begins. Call it only when the visitor has pressed something for it.
   * @param maxMs after that time it ends by itself, and nothing is lost. Default: as the time before
   */
  record(maxMs?: number): void;
  pause(): void;
  resume(): void;
  /** Ends the recording, so that the visitor can listen to it. What was recorded stays. */
  stop(): void;
  /** Ends everything, and what was recorded goes. */
  discard(): void;
  /** Milliseconds that were recorded so far, without pauses. */
  elapsed(): number;
  /** Milliseconds that may be recorded. */
  most(): number;
  /** How loud it is now, from 0 to 1. */
  level(): number;
};

/** What it needs of a browser. */
export type RecordingBrowser = {
  getMicrophone: () => Promise<MediaStream>;
  createRecorder: (stream: MediaStream) => MediaRecorder;
  /** @returns the loudness from 0 to 1, until it is closed. */
  listenTo: (stream: MediaStream) => { level: () => number; close: () => void };
  now: () => number;
};

/** A piece of the recording every second: a recorder that fails in between leaves what came before. */
const sliceMs = 1_000;

/** @param firstMaxMs how long a recording may be before `record` says something else */
export function createRecorder(browser: RecordingBrowser, firstMaxMs: number): Recorder {
  const cell = createCell<RecorderState>({ type: "closed" });
  let session: Session | undefined;
  let most = firstMaxMs;

  async function begin(): Promise<void> {
    const own = (session = createSession(browser));
    cell.set({ type: "asking" });
    try {
      await own.start({
        onEnd: () => end(own, false),
        onFull: () => end(own, true),
        maxMs: most,
      });
    } catch (error) {
      own.release();
      if (session === own) cell.set({ type: "failed", why: reasonOf(error) });
      return;
    }
    // The visitor may have given up while the browser asked: then nothing listens to the microphone.
    if (session === own) cell.set({ type: "recording" });
    else own.release();
  }

  function end(own: Session, full: boolean): void {
    own.release();
    if (session !== own) return;
    const recording = own.toRecording();
    cell.set(recording === undefined ? { type: "failed", why: "failed" } : { type: "recorded", recording, full });
  }

  function forget(): void {
    const state = cell.get();
    if (state.type === "recorded") URL.revokeObjectURL(state.recording.url);
    const old = session;
    session = undefined;
    old?.release();
    cell.set({ type: "closed" });
  }

  return {
    ...cell,
    record(maxMs = most) {
      forget();
      most = maxMs;
      void begin();
    },
    pause() {
      if (cell.get().type !== "recording") return;
      session?.pause();
      cell.set({ type: "paused" });
    },
    resume() {
      if (cell.get().type !== "paused") return;
      session?.resume();
      cell.set({ type: "recording" });
    },
    stop() {
      const { type } = cell.get();
      if (type === "recording" || type === "paused") session?.stop();
    },
    discard: forget,
    elapsed: () => session?.elapsed() ?? 0,
    most: () => most,
    level: () => (cell.get().type === "recording" ? (session?.level() ?? 0) : 0),
  };
}

type Session = ReturnType<typeof createSession>;
type Ends = { onEnd: () => void; onFull: () => void; maxMs: number };

/** One recording, from the microphone's start until it is released. */
function createSession(browser: RecordingBrowser) {
  const chunks: Blob[] = [];
  let recorder: MediaRecorder | undefined;
  let stream: MediaStream | undefined;
  let meter: ReturnType<RecordingBrowser["listenTo"]> | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let before = 0;
  let since: number | undefined;
  let leftMs = 0;
  let isFull = false;

  const elapsed = (): number => before + (since === undefined ? 0 : browser.now() - since);
  const run = (): void => {
    since = browser.now();
    timer = setTimeout(() => {
      isFull = true;
      recorder?.stop();
    }, leftMs - before);
  };
  const halt = (): void => {
    before = elapsed();
    since = undefined;
    clearTimeout(timer);
  };

  return {
    async start({ onEnd, onFull, maxMs }: Ends): Promise<void> {
      leftMs = maxMs;
      stream = await browser.getMicrophone();
      recorder = browser.createRecorder(stream);
      recorder.ondataavailable = ({ data }) => {
        if (data.size > 0) chunks.push(data);
      };
      recorder.onstop = () => (isFull ? onFull() : onEnd());
      // A microphone that is unplugged, or taken away by the browser.
      for (const track of stream.getAudioTracks())
        // oxlint-disable-next-line unicorn/prefer-add-event-listener -- a track of our own stream, which nobody else has
        track.onended = () => recorder?.state !== "inactive" && recorder?.stop();
      meter = browser.listenTo(stream);
      recorder.start(sliceMs);
      run();
    },
    pause() {
      halt();
      recorder?.pause();
    },
    resume() {
      recorder?.resume();
      run();
    },
    stop() {
      recorder?.stop();
    },
    /** The microphone is off after it. */
    release() {
      halt();
      meter?.close();
      meter = undefined;
      for (const track of stream?.getTracks() ?? []) track.stop();
      if (recorder !== undefined && recorder.state !== "inactive") recorder.stop();
    },
    elapsed,
    level: () => meter?.level() ?? 0,
    toRecording(): Recording | undefined {
      if (chunks.length === 0) return undefined;
      // Without its parameters: a server compares types.
      const type = (recorder?.mimeType ?? "").split(";")[0] || "audio/webm";
      const file = new File(chunks, `voice-note.${endings[type] ?? "webm"}`, { type });
      return { file, url: URL.createObjectURL(file), ms: elapsed() };
    },
  };
}

const endings: Readonly<Record<string, string>> = { "audio/webm": "webm", "audio/mp4": "m4a", "audio/ogg": "ogg" };

/** By the names of what `getUserMedia` rejects with. */
function reasonOf(error: unknown): "denied" | "missing" | "busy" | "failed" {
  const name = error instanceof Error || error instanceof DOMException ? error.name : "";
  if (name === "NotAllowedError" || name === "SecurityError") return "denied";
  if (name === "NotFoundError" || name === "OverconstrainedError") return "missing";
  return name === "NotReadableError" || name === "AbortError" ? "busy" : "failed";
}
