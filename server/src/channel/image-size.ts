export type ImageSize = { width: number; height: number };

/**
 * Pixels of an image, from its first bytes; undefined where they do not say. The page reserves the place before the picture comes. Sources:
 * the PNG specification 11.2.1, GIF89a 18, RFC 9649 (WebP), ITU T.81 B.2.2 (JPEG).
 */
export function readImageSize(head: Uint8Array, mediaType: string): ImageSize | undefined {
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  try {
    const size = readers[mediaType]?.(view);
    return size !== undefined && size.width > 0 && size.height > 0 ? size : undefined;
  } catch (error) {
    if (error instanceof RangeError) return undefined; // The bytes end before they say it.
    throw error;
  }
}

const readers: Readonly<Record<string, (view: DataView) => ImageSize | undefined>> = {
  "image/png": (view) => ({ width: view.getUint32(16), height: view.getUint32(20) }),
  "image/gif": (view) => ({ width: view.getUint16(6, true), height: view.getUint16(8, true) }),
  "image/webp": readWebp,
  "image/jpeg": readJpeg,
};

function readWebp(view: DataView): ImageSize | undefined {
  const int24 = (at: number): number => view.getUint16(at, true) + (view.getUint8(at + 2) << 16);
  switch (view.getUint8(15)) {
    case 0x58: // VP8X
      return { width: int24(24) + 1, height: int24(27) + 1 };
    case 0x4c: {
      // VP8L: two numbers of 14 bits
      const bits = view.getUint32(21, true);
      return { width: (bits & 0x3fff) + 1, height: ((bits >> 14) & 0x3fff) + 1 };
    }
    case 0x20: // VP8, lossy
      return { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff };
  }
  return undefined;
}

/** From segment to segment, until the one that begins the picture. A camera turns the picture by EXIF; then the sides are the other way. */
function readJpeg(view: DataView): ImageSize | undefined {
  let isTurned = false;
  for (let at = 2; view.getUint8(at) === 0xff;) {
    const marker = view.getUint8(at + 1);
    if (marker === 0xe1) isTurned = readOrientation(view, at + 4) >= 5;
    const isFrame = marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
    if (isFrame) {
      const [height, width] = [view.getUint16(at + 5), view.getUint16(at + 7)];
      return isTurned ? { width: height, height: width } : { width, height };
    }
    // Fill bytes may stand before a marker.
    at += marker === 0xff ? 1 : 2 + view.getUint16(at + 2);
  }
  return undefined;
}

/** EXIF 2.3, the tag 0x0112 of the first directory; 1: as it is. */
function readOrientation(view: DataView, at: number): number {
  if (view.getUint32(at) !== 0x45786966) return 1;
  const tiff = at + 6;
  const little = view.getUint16(tiff) === 0x4949;
  const directory = tiff + view.getUint32(tiff + 4, little);
  const count = view.getUint16(directory, little);
  for (let index = 0; index < count; index += 1) {
    const entry = directory + 2 + index * 12;
    if (view.getUint16(entry, little) === 0x0112) return view.getUint16(entry + 8, little);
  }
  return 1;
}
