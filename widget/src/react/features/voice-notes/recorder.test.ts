import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { createRecorder, type RecordingBrowser } from "./recorder.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

type Track = { stopped: boolean; stop: () => void; onended: (() => void) | null };

/** A browser whose microphone the test holds. */
function start({ maxMs = 60_000, refuse }: { maxMs?: number; refuse?: string } = {}) {
  const tracks: Track[] = [];
  const recorders: { state: string; say: (words: string) => void }[] = [];
  let meters = 0;
  let answer: (() => void) | undefined;
  const browser: RecordingBrowser = {
    getMicrophone: () =>
      new Promise((resolve, reject) => {
        answer = () => {
          if (refuse !== undefined) return reject(Object.assign(new Error(refuse), { name: refuse }));
          const track: Track = { stopped: false, stop: () => void (track.stopped = true), onended: null };
          tracks.push(track);
          resolve({ getTracks: () => [track], getAudioTracks: () => [track] } as unknown as MediaStream);
        };
      }),
    createRecorder() {
      const own = {
        state: "inactive",
        mimeType: "audio/webm;codecs=opus",
        ondataavailable: null as ((event: { data: Blob }) => void) | null,
        onstop: null as (() => void) | null,
        start: () => void (own.state = "recording"),
        pause: () => void (own.state = "paused"),
        resume: () => void (own.state = "recording"),
        stop() {
          if (own.state === "inactive") throw new Error("it is inactive");
          own.state = "inactive";
          own.onstop?.();
        },
        say: (words: string) => own.ondataavailable?.({ data: new Blob([words]) }),
      };
      recorders.push(own);
      return own as unknown as MediaRecorder;
    },
    listenTo() {
      meters += 1;
      return { level: () => 0.5, close: () => void (meters -= 1) };
    },
    now: () => Date.now(),
  };
  const recorder = createRecorder(browser, maxMs);
  const allow = async (): Promise<void> => {
    answer?.();
    await vi.advanceTimersByTimeAsync(0);
  };
  return {
    recorder,
    allow,
    tracks,
    say: (words: string) => recorders.at(-1)?.say(words),
    isSilent: () => meters === 0 && tracks.every(({ stopped }) => stopped),
  };
}

describe("a voice note", () => {
  test("is recorded, paused, gone on with and kept to listen to, without the time of the pause", async () => {
    const { recorder, allow, say, isSilent } = start();
    recorder.record();
    expect(recorder.get()).toEqual({ type: "asking" });
    await allow();
    expect(recorder.get()).toEqual({ type: "recording" });
    expect(recorder.level()).toBe(0.5);
    say("one ");
    await vi.advanceTimersByTimeAsync(2_000);
    recorder.pause();
    expect(recorder.level()).toBe(0);
    await vi.advanceTimersByTimeAsync(30_000);
    recorder.resume();
    await vi.advanceTimersByTimeAsync(3_000);
    say("two");
    recorder.stop();
    const state = recorder.get();
    if (state.type !== "recorded") throw new Error(`it is ${state.type}`);
    expect(state).toMatchObject({ full: false, recording: { ms: 5_000 } });
    const { file } = state.recording;
    expect([file.name, file.type, await file.text()]).toEqual(["voice-note.webm", "audio/webm", "one two"]);
    expect(isSilent()).toBe(true);
  });

  test("ends by itself when it is as long as it may be, pauses not counted, and nothing is lost", async () => {
    const { recorder, allow, say, isSilent } = start({ maxMs: 10_000 });
    recorder.record();
    await allow();
    say("all of it");
    await vi.advanceTimersByTimeAsync(6_000);
    recorder.pause();
    await vi.advanceTimersByTimeAsync(60_000);
    recorder.resume();
    await vi.advanceTimersByTimeAsync(3_900);
    expect(recorder.get().type).toBe("recording");
    await vi.advanceTimersByTimeAsync(200);
    expect(recorder.get()).toMatchObject({ type: "recorded", full: true });
    expect(isSilent()).toBe(true);
  });

  test("that is discarded is gone, and the microphone is off, also when the browser was still asking", async () => {
    const { recorder, allow, say, isSilent } = start();
    recorder.record();
    await allow();
    say("secret");
    recorder.discard();
    expect([recorder.get(), isSilent()]).toEqual([{ type: "closed" }, true]);
    recorder.record();
    recorder.discard();
    await allow();
    expect([recorder.get(), isSilent()]).toEqual([{ type: "closed" }, true]);
  });

  test("that the microphone's end cuts off keeps what came before", async () => {
    const { recorder, allow, say, tracks } = start();
    recorder.record();
    await allow();
    say("half of");
    tracks[0]?.onended?.();
    expect(recorder.get()).toMatchObject({ type: "recorded", full: false });
  });

  test("without any sound has failed", async () => {
    const { recorder, allow } = start();
    recorder.record();
    await allow();
    recorder.stop();
    expect(recorder.get()).toEqual({ type: "failed", why: "failed" });
  });

  test.each([
    ["NotAllowedError", "denied"],
    ["SecurityError", "denied"],
    ["NotFoundError", "missing"],
    ["NotReadableError", "busy"],
    ["TypeError", "failed"],
  ])("says why there is none: %s is %s, and can be tried again", async (refuse, why) => {
    const { recorder, allow, isSilent } = start({ refuse });
    recorder.record();
    await allow();
    expect(recorder.get()).toEqual({ type: "failed", why });
    expect(isSilent()).toBe(true);
    recorder.record();
    expect(recorder.get()).toEqual({ type: "asking" });
  });
});
