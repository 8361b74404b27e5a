/**
 * A font in which every sign of every script is a box of the same width, as TrueType. Machines have different fonts, and where a
 * text breaks depends on them; with this one a chat has the same measures everywhere.
 */
export function evenFont(): Buffer {
  const tables: [tag: string, bytes: Buffer][] = [
    ["OS/2", os2()],
    ["cmap", cmap()],
    ["glyf", Buffer.concat([box(), box()])],
    ["head", head()],
    ["hhea", hhea()],
    ["hmtx", words(advance, 0, advance, 0)],
    ["loca", longs(0, box().length, 2 * box().length)],
    ["maxp", Buffer.concat([longs(0x0001_0000), words(2, 4, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0)])],
    ["name", name()],
    ["post", Buffer.concat([longs(0x0003_0000, 0), words(-100, 50), longs(0, 0, 0, 0, 0)])],
  ];
  let offset = 12 + 16 * tables.length;
  const entries: Buffer[] = [];
  const bodies: Buffer[] = [];
  for (const [tag, bytes] of tables) {
    const padded = Buffer.concat([bytes, Buffer.alloc((4 - (bytes.length % 4)) % 4)]);
    entries.push(Buffer.concat([Buffer.from(tag), longs(sumOf(padded), offset, bytes.length)]));
    bodies.push(padded);
    offset += padded.length;
  }
  const start = Buffer.concat([longs(0x0001_0000), words(tables.length, 128, 3, 16 * tables.length - 128)]);
  return Buffer.concat([start, ...entries, ...bodies]);
}

/** In thousandths of the size. */
const advance = 550;
const ascent = 800;
const descent = -200;

/** From the space to the last code point: all of them are the one glyph (format 13). */
function cmap(): Buffer {
  const format = Buffer.concat([words(13, 0), longs(28, 0, 1, 0x20, 0x10_ffff, 1)]);
  return Buffer.concat([words(0, 1, 3, 10), longs(12), format]);
}

/** A rectangle of four points. */
function box(): Buffer {
  const [left, right, top] = [50, 500, 700];
  const outline = words(1, left, 0, right, top, 3, 0);
  const onCurve = Buffer.from([1, 1, 1, 1]);
  const points = words(left, 0, right - left, 0, 0, top, 0, -top);
  return Buffer.concat([outline, onCurve, points]);
}

function head(): Buffer {
  return Buffer.concat([
    longs(0x0001_0000, 0x0001_0000, 0, 0x5f0f_3cf5),
    words(0b11, 1000), // units in an em
    Buffer.alloc(16), // dates
    words(50, 0, 500, 700, 0, 8, 2, 1, 0),
  ]);
}

function hhea(): Buffer {
  return Buffer.concat([
    longs(0x0001_0000),
    words(ascent, descent, 0, advance, 50, 50, 500, 1, 0, 0, 0, 0, 0, 0, 0, 2),
  ]);
}

function os2(): Buffer {
  return Buffer.concat([
    words(4, advance, 400, 5, 0, 650, 600, 0, 75, 650, 600, 0, 350, 50, 250, 0),
    Buffer.alloc(10), // panose
    longs(1, 0, 0, 0),
    Buffer.from("NONE"),
    words(0x40, 0x20, 0xffff, ascent, descent, 0, ascent, -descent),
    longs(0, 0),
    words(500, 700, 0, 0x20, 1),
  ]);
}

function name(): Buffer {
  const text = Buffer.from("Even", "utf16le").swap16();
  const records = [1, 2, 4, 6].map((id) => words(3, 1, 0x409, id, text.length, 0));
  return Buffer.concat([words(0, records.length, 6 + 12 * records.length), ...records, text]);
}

function words(...values: number[]): Buffer {
  return Buffer.concat(values.map((value) => Buffer.from([(value >> 8) & 0xff, value & 0xff])));
}

function longs(...values: number[]): Buffer {
  return Buffer.concat(values.map((value) => words(value >>> 16, value & 0xffff)));
}

function sumOf(bytes: Buffer): number {
  let sum = 0;
  for (let at = 0; at < bytes.length; at += 4) sum = (sum + bytes.readUInt32BE(at)) >>> 0;
  return sum;
}
