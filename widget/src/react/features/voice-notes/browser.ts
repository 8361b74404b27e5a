import type { RecordingBrowser } from "./recorder.ts";

/** The first that the browser can write. Opus sounds best for its size, and Safari writes MP4 only. */
const formats = ["audio/webm;codecs=opus", "audio/mp4", "audio/ogg;codecs=opus"];

/** Bits a second: speech in Opus. Two minutes are half a megabyte. */
const audioBitsPerSecond = 32_000;

/** Whether this browser and page can record. A page without HTTPS has no microphone. */
export function canRecord(): boolean {
  return (
    typeof MediaRecorder === "function" &&
    // TypeScript takes it for always there, and a page without HTTPS has none.
    typeof (navigator.mediaDevices as MediaDevices | undefined)?.getUserMedia === "function"
  );
}

export const recordingBrowser: RecordingBrowser = {
  getMicrophone: () =>
    navigator.mediaDevices.getUserMedia({ audio: { echoCancellation: true, noiseSuppression: true } }),
  createRecorder(stream) {
    const mimeType = formats.find((format) => MediaRecorder.isTypeSupported(format));
    return new MediaRecorder(stream, { audioBitsPerSecond, ...(mimeType === undefined ? {} : { mimeType }) });
  },
  listenTo(stream) {
    try {
      const context = new AudioContext();
      const analyser = context.createAnalyser();
      analyser.fftSize = 512;
      context.createMediaStreamSource(stream).connect(analyser);
      const samples = new Uint8Array(analyser.fftSize);
      return {
        level() {
          analyser.getByteTimeDomainData(samples);
          return loudness(samples);
        },
        close: () => void context.close(),
      };
    } catch {
      // Without a meter the recording is the same: some browsers allow few contexts at a time.
      return { level: () => 0, close: () => {} };
    }
  },
  now: () => performance.now(),
};

/** The loudest sample, as the ear hears it: 60 dB below the limit is silence. */
function loudness(samples: Uint8Array): number {
  const peak = samples.reduce((most, sample) => Math.max(most, Math.abs(sample - 128) / 128), 0);
  return peak === 0 ? 0 : Math.min(1, Math.max(0, 1 + (20 * Math.log10(peak)) / 60));
}
