import { expect, test } from "vitest";
import { readWav, writeWav } from "./wav.ts";

test("what is written is read again, and what is too loud is as loud as can be", () => {
  const sound = readWav(writeWav({ samples: Float32Array.from([0, 0.25, -1, 3]), sampleRate: 8_000 }));
  expect(sound?.sampleRate).toBe(8_000);
  expect([...(sound?.samples ?? [])].map((sample) => Math.round(sample * 100) / 100)).toEqual([0, 0.25, -1, 1]);
});

test("two channels become one, and a length that says too much is that of the bytes", () => {
  const bytes = writeWav({ samples: Float32Array.from([0.5, 0, 0.25, 0.25]), sampleRate: 8_000 });
  const view = new DataView(bytes.buffer);
  view.setUint16(22, 2, true);
  view.setUint32(40, 0x7f_ff_f0_00, true);
  expect([...(readWav(bytes)?.samples ?? [])].map((sample) => Math.round(sample * 100) / 100)).toEqual([0.25, 0.25]);
});

test.each([
  ["nothing", new Uint8Array()],
  ["a few bytes", new Uint8Array([82, 73, 70, 70])],
  ["another file", new Uint8Array(200).fill(82)],
  ["a head alone", writeWav({ samples: new Float32Array(), sampleRate: 8_000 }).slice(0, 30)],
  ["another coding", writeWav({ samples: new Float32Array(4), sampleRate: 8_000 }).with(20, 17)],
  ["no rate", writeWav({ samples: new Float32Array(4), sampleRate: 0 })],
  ["one sample a second", writeWav({ samples: new Float32Array(4), sampleRate: 1 })],
  ["two thousand million samples a second", writeWav({ samples: new Float32Array(4), sampleRate: 0x7f_ff_ff_ff })],
])("%s is no such sound", (_what, bytes) => {
  expect(readWav(bytes)).toBeUndefined();
});
