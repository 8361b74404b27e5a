/**
 * Sounds in the format RIFF WAVE, as far as programs of speech read and write it: PCM of 16 bits, or floats of 32
 * (Microsoft, "Multimedia Programming Interface and Data Specifications 1.0"; `WAVE_FORMAT_IEEE_FLOAT`).
 * @module
 */

/** One channel, from -1 to 1. */
export type Samples = { samples: Float32Array; sampleRate: number };

/** Samples in a second. Outside of it nothing records, and who converts a sound by its number would compute for ever. */
const rates = { least: 4_000, most: 192_000 } as const;

/** Undefined: it is no such sound. Several channels become one, and a length that says too much is that of the bytes. */
export function readWav(bytes: Uint8Array): Samples | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const format = findChunk(view, "fmt ");
  const data = findChunk(view, "data");
  if (!isWav(view) || format === undefined || data === undefined || format.size < 16) return undefined;
  const code = view.getUint16(format.at, true);
  const channels = view.getUint16(format.at + 2, true);
  const sampleRate = view.getUint32(format.at + 4, true);
  const bits = view.getUint16(format.at + 14, true);
  const read = readers[`${code}/${bits}`];
  if (read === undefined || channels === 0 || sampleRate < rates.least || sampleRate > rates.most) return undefined;
  const frame = (channels * bits) / 8;
  const samples = new Float32Array(Math.floor(data.size / frame));
  for (let index = 0; index < samples.length; index += 1) {
    let sum = 0;
    for (let each = 0; each < channels; each += 1) sum += read(view, data.at + index * frame + (each * bits) / 8);
    samples[index] = sum / channels;
  }
  return { samples, sampleRate };
}

const readers: Readonly<Record<string, (view: DataView, at: number) => number>> = {
  "1/16": (view, at) => view.getInt16(at, true) / 0x80_00,
  "3/32": (view, at) => view.getFloat32(at, true),
};

const headBytes = 44;

export function writeWav({ samples, sampleRate }: Samples): Uint8Array {
  const view = new DataView(new ArrayBuffer(headBytes + samples.length * 2));
  writeText(view, 0, "RIFF");
  view.setUint32(4, headBytes - 8 + samples.length * 2, true);
  writeText(view, 8, "WAVEfmt ");
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, sampleRate, true);
  view.setUint32(28, sampleRate * 2, true);
  view.setUint16(32, 2, true);
  view.setUint16(34, 16, true);
  writeText(view, 36, "data");
  view.setUint32(40, samples.length * 2, true);
  for (const [index, sample] of samples.entries())
    view.setInt16(headBytes + index * 2, Math.round(Math.max(-1, Math.min(1, sample)) * 0x7f_ff), true);
  return new Uint8Array(view.buffer);
}

function isWav(view: DataView): boolean {
  return view.byteLength >= 12 && textAt(view, 0) === "RIFF" && textAt(view, 8) === "WAVE";
}

function findChunk(view: DataView, name: string): { at: number; size: number } | undefined {
  let at = 12;
  while (at + 8 <= view.byteLength) {
    const size = view.getUint32(at + 4, true);
    // A program that writes to a pipe does not know the length beforehand.
    if (textAt(view, at) === name) return { at: at + 8, size: Math.min(size, view.byteLength - at - 8) };
    at += 8 + size + (size % 2);
  }
  return undefined;
}

function textAt(view: DataView, at: number): string {
  return String.fromCharCode(...[0, 1, 2, 3].map((index) => view.getUint8(at + index)));
}

function writeText(view: DataView, at: number, text: string): void {
  for (let index = 0; index < text.length; index += 1) view.setUint8(at + index, text.charCodeAt(index));
}
