/** RFC 6455, section 5.2. @returns Infinity while the head is incomplete. */
export function frameLength(bytes: Buffer): number {
  if (bytes.length < 2) return Infinity;
  const mask = bytes.readUInt8(1) >= 0x80 ? 4 : 0;
  const short = bytes.readUInt8(1) & 0x7f;
  if (short < 126) return 2 + mask + short;
  if (bytes.length < 10) return Infinity;
  return short === 126 ? 4 + mask + bytes.readUInt16BE(2) : 10 + mask + Number(bytes.readBigUInt64BE(2));
}
