import { frameLength } from "#support/network/frame-length.ts";

/** A piece of what a server sends that is whole by itself. `other`: nothing that a fault looks for. */
export type Part = { kind: "acknowledgement" | "events" | "other"; bytes: Buffer };

/**
 * Tells the parts of one connection's answers: WebSocket frames of Socket.IO, chunks of a stream, and answers to requests.
 * What it does not understand passes as `other`.
 */
export function createReplyParser(): { sent(bytes: Buffer): void; received(bytes: Buffer): Part[] } {
  let asked: "message" | "events" | "stream" | "upgrade" | "other" = "other";
  let isUpgraded = false;
  let rest: Buffer = Buffer.alloc(0);
  return {
    sent(bytes) {
      const [line = ""] = bytes.subarray(0, 2048).toString("latin1").split("\r\n", 1);
      if (!/^(GET|POST) \S+ HTTP\/1\.1$/.test(line)) return;
      if (/^POST \S*\/(messages|messenger) /.test(line)) asked = "message";
      else if (/\/stream[? ]/.test(line)) asked = "stream";
      else if (/\/events[? ]/.test(line)) asked = "events";
      else asked = line.includes("/socket.io/") ? "upgrade" : "other";
    },
    received(bytes) {
      if (asked === "message")
        return [
          {
            kind: /^HTTP\/1.1 20[02] /.test(bytes.subarray(0, 20).toString("latin1")) ? "acknowledgement" : "other",
            bytes,
          },
        ];
      if (asked === "events") return [{ kind: bytes.includes('"seq"') ? "events" : "other", bytes }];
      if (asked === "stream") {
        const isWholeChunk = /^[\da-f]+\r\n/i.test(bytes.subarray(0, 16).toString("latin1"));
        return [
          { kind: isWholeChunk && bytes.includes("\ndata:") && bytes.includes("id:") ? "events" : "other", bytes },
        ];
      }
      if (asked !== "upgrade") return [{ kind: "other", bytes }];
      const parts: Part[] = [];
      rest = Buffer.concat([rest, bytes]);
      if (!isUpgraded) {
        const end = rest.indexOf("\r\n\r\n") + 4;
        if (end < 4) return parts;
        parts.push({ kind: "other", bytes: rest.subarray(0, end) });
        rest = rest.subarray(end);
        isUpgraded = true;
      }
      for (let length = frameLength(rest); length <= rest.length; length = frameLength(rest)) {
        parts.push(toPart(rest.subarray(0, length)));
        rest = rest.subarray(length);
      }
      return parts;
    },
  };
}

/** Socket.IO: `42` is an event, `43` an acknowledgement. What a server sends is not masked. */
function toPart(frame: Buffer): Part {
  const payload = frame.subarray(frame.length < 128 ? 2 : frame.readUInt8(1) === 127 ? 10 : 4).toString();
  if (/^43\d/.test(payload)) return { kind: "acknowledgement", bytes: frame };
  return { kind: /^42\d*\["events"/.test(payload) ? "events" : "other", bytes: frame };
}
