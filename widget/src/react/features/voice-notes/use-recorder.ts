import { useInHand } from "#react/hooks/use-in-hand.ts";
import { recordingBrowser } from "./browser.ts";
import { createRecorder, type Recorder } from "./recorder.ts";

const defaultSeconds = 120;
const [leastSeconds, mostSeconds] = [5, 600];

export function useRecorder(): Recorder {
  return useInHand(
    "voice",
    () => createRecorder(recordingBrowser, defaultSeconds * 1000),
    (recorder) => recorder.discard(),
  );
}

/**
 * @param setting seconds, as the page has set them: from 5 to 600
 * @returns how long a voice note may be, in milliseconds. Undefined: the setting is no number, and changes nothing.
 */
export function maxMsOf(setting: unknown): number | undefined {
  const seconds = Number(setting ?? defaultSeconds);
  return Number.isNaN(seconds) ? undefined : Math.min(Math.max(seconds, leastSeconds), mostSeconds) * 1000;
}
