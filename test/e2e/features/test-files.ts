import { crc32, deflateSync } from "node:zlib";

export type TestFile = { name: string; mimeType: string; buffer: Buffer };

/** A picture of one colour that fades to black. */
export function png(name: string, width = 400, height = 300, [red, green, blue] = [47, 84, 235]): TestFile {
  const rows = Buffer.alloc((width * 3 + 1) * height);
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) {
      const light = 1 - y / height / 2;
      rows.set(
        [red * light, green * light, blue * light * (x / width)].map(Math.round),
        y * (width * 3 + 1) + 1 + x * 3,
      );
    }
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 2, 0, 0, 0], 8);
  const chunks = [chunk("IHDR", head), chunk("IDAT", deflateSync(rows)), chunk("IEND", Buffer.alloc(0))];
  const buffer = Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), ...chunks]);
  return { name, mimeType: "image/png", buffer };
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const size = Buffer.alloc(4);
  size.writeUInt32BE(data.length);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([size, body, sum]);
}

/** A tone of a quarter of a second. */
export function wav(name: string): TestFile {
  const rate = 8000;
  const samples = Buffer.from(
    Array.from({ length: rate / 4 }, (_, index) => 128 + Math.round(60 * Math.sin((index / rate) * 440 * 2 * Math.PI))),
  );
  const head = Buffer.alloc(44);
  head.write("RIFF", 0, "latin1");
  head.writeUInt32LE(36 + samples.length, 4);
  head.write("WAVEfmt ", 8, "latin1");
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(1, 20);
  head.writeUInt16LE(1, 22);
  head.writeUInt32LE(rate, 24);
  head.writeUInt32LE(rate, 28);
  head.writeUInt16LE(1, 32);
  head.writeUInt16LE(8, 34);
  head.write("data", 36, "latin1");
  head.writeUInt32LE(samples.length, 40);
  return { name, mimeType: "audio/wav", buffer: Buffer.concat([head, samples]) };
}

/** No document that a program would open, but of this kind by its first bytes. */
export function pdf(name: string, size: number): TestFile {
  const buffer = Buffer.alloc(size, "%PDF-1.7\n% a page of the time-table \n");
  return { name, mimeType: "application/pdf", buffer };
}
