import { buffer } from "node:stream/consumers";
import { rejectOnAbort } from "#async/reject-on-abort.ts";
import { TimeLimit } from "#async/time-limit.ts";
import type { AttachmentContent } from "#channel/event.ts";
import type { Lease } from "#conversation/turns.ts";
import type { BotHost } from "#bot/bot-host.ts";

/** Milliseconds that the author's function may take. */
const transcribingMs = 20_000;
/** An hour of speech as phones encode it. All of it is in memory at once. */
const maxBytes = 10 * 1024 * 1024;

/**
 * Adds to a voice note what it says, by the author's `speechToText`, and keeps it in the log: another attempt does not ask
 * again. A note that cannot be heard stays as it is.
 */
export async function transcribeVoice(host: BotHost, lease: Lease, locale: string): Promise<Lease> {
  const { content } = lease.event;
  if (host.bot.speechToText === undefined || content.type !== "attachment" || content.text !== undefined) return lease;
  const text = await tryToTranscribe(host, lease, content, locale);
  if (text === undefined || text.trim() === "") return lease;
  const transcribed: AttachmentContent = { ...content, text, transcribed: true };
  await host.amend(lease, transcribed);
  return { ...lease, event: { ...lease.event, content: transcribed } };
}

async function tryToTranscribe(
  host: BotHost,
  { conversation }: Lease,
  { attachments }: AttachmentContent,
  locale: string,
): Promise<string | undefined> {
  const id = attachments.find(({ kind, blob }) => kind === "audio" && blob !== undefined)?.blob;
  const blob = id === undefined ? undefined : await host.blobs.get(id);
  if (blob === undefined || blob.bytes > maxBytes) return undefined;
  using limit = new TimeLimit({ ms: transcribingMs, parent: host.stopping });
  const { signal } = limit;
  try {
    const bytes = await buffer(blob.content());
    const transcribe = async (): Promise<string | undefined> =>
      host.bot.speechToText?.({ bytes, mediaType: blob.mediaType, locale, signal });
    const text: unknown = await rejectOnAbort(transcribe(), signal);
    if (text === undefined || typeof text === "string") return text;
    throw new TypeError("speechToText must give a text, or undefined");
  } catch (error) {
    host.stopping.throwIfAborted();
    host.report({ type: "misunderstood", conversationId: conversation.id, service: "speechToText", error });
    return undefined;
  }
}
