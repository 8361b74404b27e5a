import { writeWav } from "@causerie/server/speech/wav.ts";

/** A hum of so many milliseconds, as a file. */
export function humOf(ms: number, sampleRate = 16_000): Uint8Array {
  const samples = Float32Array.from({ length: (sampleRate * ms) / 1_000 }, (_, index) => Math.sin(index / 10) / 2);
  return writeWav({ samples, sampleRate });
}

/** As a browser's recorder writes it: EBML, then anything. */
export const webmNote = Buffer.concat([Buffer.from([0x1a, 0x45, 0xdf, 0xa3]), Buffer.alloc(5_000, 7)]);
