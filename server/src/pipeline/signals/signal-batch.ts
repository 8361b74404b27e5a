import type { Frame } from "#channel/log.ts";
import type { Signal } from "./signals.ts";

/** What processes tell each other: a signal, or the wish to hear the texts that are being written in a conversation. */
export type SharedSignal = Signal | { type: "texts" } | { type: "progress"; frame: Progress };
type Progress = Extract<Frame, { type: "progress" }>;
export type Addressed = readonly [conversationId: string, signal: SharedSignal];

type Batch = { from: string; signals: Addressed[] };

/** UTF-16 units of a delta: escaped as JSON each takes 6 bytes at the most, and a message has room for 8,000. */
const maxDeltaLength = 1_000;

/**
 * Adds a signal to those that wait to be sent. What the newest of the same conversation says already is not said twice;
 * the order within a conversation stays.
 */
export function addSignal(waiting: Addressed[], [conversationId, signal]: Addressed): void {
  const before = waiting.findLast(([id]) => id === conversationId)?.[1];
  if (before?.type === signal.type && saidOnce.has(signal.type)) return;
  for (const part of inParts(signal)) waiting.push([conversationId, part]);
}

/** They say no more than that somebody should look. */
const saidOnce: ReadonlySet<SharedSignal["type"]> = new Set(["log", "texts", "session", "team"]);

/** A long piece of text goes in several: joined, they are the same. */
function inParts(signal: SharedSignal): SharedSignal[] {
  if (signal.type !== "frame" || signal.frame.type !== "delta" || signal.frame.text.length <= maxDeltaLength)
    return [signal];
  const { messageId, offset, text } = signal.frame;
  const parts: SharedSignal[] = [];
  for (let at = 0; at < text.length; at += maxDeltaLength) {
    const frame: Frame = { type: "delta", messageId, offset: offset + at, text: text.slice(at, at + maxDeltaLength) };
    parts.push({ type: "frame", frame });
  }
  return parts;
}

/** As few messages as fit. A signal that is too long for any is left out: it may be lost anyway. */
export function packSignals(from: string, signals: readonly Addressed[], maxBytes: number): string[] {
  const envelope = Buffer.byteLength(JSON.stringify({ from, signals: [] } satisfies Batch));
  const messages: string[] = [];
  let parts: string[] = [];
  let bytes = envelope;
  const close = (): void => {
    if (parts.length > 0) messages.push(`{"from":${JSON.stringify(from)},"signals":[${parts.join(",")}]}`);
    parts = [];
    bytes = envelope;
  };
  for (const signal of signals) {
    const part = JSON.stringify(signal);
    const size = Buffer.byteLength(part) + 1;
    if (envelope + size > maxBytes) continue;
    if (bytes + size > maxBytes) close();
    parts.push(part);
    bytes += size;
  }
  close();
  return messages;
}

/** Undefined for what no process of this version has sent. */
export function unpackSignals(message: string): Batch | undefined {
  try {
    const batch = JSON.parse(message) as Partial<Batch> | null;
    if (typeof batch?.from !== "string" || !Array.isArray(batch.signals)) return undefined;
    return { from: batch.from, signals: batch.signals.filter(isAddressed) };
  } catch {
    return undefined;
  }
}

const types: ReadonlySet<unknown> = new Set([
  "log",
  "frame",
  "interruption",
  "turn",
  "work",
  "session",
  "team",
  "forgotten",
  "news",
  "desk",
  "bot",
  "texts",
  "progress",
]);

/** As a kind of its own: a process of an earlier version takes every frame that is no typing for a delta, and throws. */
export function toShared(signal: Signal): SharedSignal {
  return signal.type === "frame" && signal.frame.type === "progress"
    ? { type: "progress", frame: signal.frame }
    : signal;
}

export function fromShared(signal: SharedSignal): Exclude<SharedSignal, { type: "progress" }> {
  return signal.type === "progress" ? { type: "frame", frame: signal.frame } : signal;
}

/** A newer version of the server may say what this one does not know. */
function isAddressed(entry: unknown): entry is Addressed {
  if (!Array.isArray(entry)) return false;
  const [conversationId, signal] = entry as unknown[];
  return (
    typeof conversationId === "string" &&
    typeof signal === "object" &&
    signal !== null &&
    "type" in signal &&
    types.has(signal.type)
  );
}
