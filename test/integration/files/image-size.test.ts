import * as fc from "fast-check";
import { expect, test } from "vitest";
import { readImageSize } from "@causerie/server/channel/image-size.ts";

const hex = (text: string): Uint8Array => Buffer.from(text.replaceAll(" ", ""), "hex");

/** An EXIF segment with the one field that turns a picture, in either order of bytes. */
const exif = (order: "II" | "MM", orientation: string): string =>
  order === "II"
    ? `ffe1 0022 457869660000 4949 2a00 08000000 0100 1201 0300 01000000 ${orientation}000000 00000000`
    : `ffe1 0022 457869660000 4d4d 002a 00000008 0001 0112 0003 00000001 00${orientation}0000 00000000`;

test.each([
  ["image/png", "89504e470d0a1a0a 0000000d 49484452 00000280 000001e0 08", 640, 480],
  ["image/gif", "474946383961 8002 e001 f7", 640, 480],
  ["image/webp", "52494646 00000000 57454250 56503820 00000000 000000 9d012a 8002 e001", 640, 480],
  ["image/webp", "52494646 00000000 57454250 5650384c 00000000 2f 7fc27700", 640, 480],
  ["image/webp", "52494646 00000000 57454250 56503858 00000000 00000000 7f0200 df0100", 640, 480],
  ["image/jpeg", "ffd8 ffe0 0004 0000 ffc0 0011 08 01e0 0280 03", 640, 480],
  ["image/jpeg", "ffd8 ffe0 0004 0000 ffff ffc2 0011 08 01e0 0280 03", 640, 480],
  // A table of Huffman codes is no frame.
  ["image/jpeg", "ffd8 ffc4 0004 0000 ffc0 0011 08 01e0 0280 03", 640, 480],
  ["image/jpeg", `ffd8 ${exif("II", "06")} ffc0 0011 08 01e0 0280 03`, 480, 640],
  ["image/jpeg", `ffd8 ${exif("MM", "08")} ffc0 0011 08 01e0 0280 03`, 480, 640],
  ["image/jpeg", `ffd8 ${exif("II", "01")} ffc0 0011 08 01e0 0280 03`, 640, 480],
])("%s from %s: %i x %i", (mediaType, bytes, width, height) => {
  expect(readImageSize(hex(bytes), mediaType)).toEqual({ width, height });
});

test("whatever the bytes are, it ends, and says nothing that is no size", () => {
  const types = fc.constantFrom("image/png", "image/gif", "image/webp", "image/jpeg", "image/avif", "text/plain");
  const markers = fc
    .uint8Array({ maxLength: 400 })
    .map((tail) => Buffer.concat([hex("ffd8 ffe1 0022 457869660000"), tail]));
  fc.assert(
    fc.property(fc.oneof(fc.uint8Array({ maxLength: 400 }), markers), types, (bytes, mediaType) => {
      const { width, height } = readImageSize(bytes, mediaType) ?? { width: 1, height: 1 };
      expect(Math.min(width, height)).toBeGreaterThan(0);
    }),
    { numRuns: 2_000 },
  );
});
