/**
 * Makes UUIDs of version 7 (RFC 9562). They sort by the time of their making, also within one millisecond and when the
 * clock is set back. The outbox sends in their order.
 */
export function createUuidMaker(now: () => number): () => string {
  let time = 0;
  let counter = 0;
  return () => {
    const bytes = crypto.getRandomValues(new Uint8Array(10));
    const moment = Math.max(now(), time);
    // Twelve bits count within the millisecond; they start low so that there is room.
    counter = moment === time ? counter + 1 : ((bytes[0] ?? 0) << 2) | 1;
    time = moment;
    if (counter > 0xfff) {
      counter = 0;
      time += 1;
    }
    const stamp = hex(time, 12);
    const variant = hex(0x80 | ((bytes[1] ?? 0) & 0x3f), 2) + hex(bytes[2] ?? 0, 2);
    const random = Array.from(bytes.subarray(3, 9), (byte) => hex(byte, 2)).join("");
    return `${stamp.slice(0, 8)}-${stamp.slice(8)}-7${hex(counter, 3)}-${variant}-${random}`;
  };
}

function hex(value: number, digits: number): string {
  return value.toString(16).padStart(digits, "0");
}
