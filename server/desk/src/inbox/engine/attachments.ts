import { makeId } from "#state/make-id.ts";
import { CallError } from "#wire/call-error.ts";
import { conversations } from "#wire/conversations.ts";

/** A file beside the text that is being written. `sent`: bytes that the server has. `upload`: its id there, once it is complete. */
export type Attachment = { key: string; file: File; alt: string; sent: number } & (
  | { phase: "uploading" }
  | { phase: "ready"; upload: string }
  | { phase: "failed"; error: CallError }
);

/** Bytes of one piece: a slow line brings it before the server's patience ends, and progress is seen. */
const pieceBytes = 262_144;
const pauses = [500, 2_000, 5_000];
const none: readonly Attachment[] = [];

/** Files of each conversation that are uploaded while somebody writes, also while another conversation is open. */
export class Attachments {
  readonly #lists = new Map<string, readonly Attachment[]>();
  readonly #running = new Map<string, AbortController>();
  readonly #listeners = new Set<() => void>();

  of(conversationId: string): readonly Attachment[] {
    return this.#lists.get(conversationId) ?? none;
  }

  add(conversationId: string, files: Iterable<File>): void {
    for (const file of files) {
      const key = makeId();
      this.#set(conversationId, [...this.of(conversationId), { key, file, alt: "", sent: 0, phase: "uploading" }]);
      void this.#upload(conversationId, key, file);
    }
  }

  describe(conversationId: string, key: string, alt: string): void {
    this.#change(conversationId, key, (each) => ({ ...each, alt }));
  }

  retry(conversationId: string, key: string): void {
    const found = this.of(conversationId).find((each) => each.key === key);
    if (found?.phase !== "failed") return;
    this.#change(conversationId, key, ({ file, alt, sent }) => ({ key, file, alt, sent, phase: "uploading" }));
    void this.#upload(conversationId, key, found.file);
  }

  /** Also while it is on its way. */
  remove(conversationId: string, key: string): void {
    this.#running.get(key)?.abort();
    const found = this.of(conversationId).find((each) => each.key === key);
    if (found?.phase === "ready") conversations.dropUpload(conversationId, found.upload).catch(ignoreRefusal);
    this.#set(
      conversationId,
      this.of(conversationId).filter((each) => each.key !== key),
    );
  }

  /** Those that can be sent: they are the outbox's from now on. */
  release(conversationId: string): { upload: string; alt: string }[] {
    const ready = this.of(conversationId).filter((each) => each.phase === "ready");
    this.#set(
      conversationId,
      this.of(conversationId).filter((each) => each.phase !== "ready"),
    );
    return ready.map(({ upload, alt }) => ({ upload, alt }));
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  async #upload(conversationId: string, key: string, file: File): Promise<void> {
    const stop = new AbortController();
    this.#running.set(key, stop);
    try {
      const upload = await this.#pieces(conversationId, key, file, stop.signal);
      this.#change(conversationId, key, ({ alt }) => ({
        key,
        file,
        alt,
        sent: file.size,
        phase: "ready",
        upload,
      }));
    } catch (error) {
      if (stop.signal.aborted) return;
      if (!(error instanceof CallError)) throw error;
      this.#change(conversationId, key, ({ alt, sent }) => ({ key, file, alt, sent, phase: "failed", error }));
    } finally {
      if (this.#running.get(key) === stop) this.#running.delete(key);
    }
  }

  /** After a break it goes on where the server says. @returns the id of the complete upload. */
  async #pieces(conversationId: string, key: string, file: File, signal: AbortSignal): Promise<string> {
    const wish = { clientId: key, name: file.name, mediaType: file.type, bytes: file.size };
    for (let failures = 0; ; failures += 1) {
      try {
        let { id, received } = await conversations.beginUpload(conversationId, wish);
        while (received < file.size) {
          signal.throwIfAborted();
          const piece = file.slice(received, received + pieceBytes);
          ({ id, received } = await conversations.appendUpload(conversationId, id, received, piece, signal));
          this.#change(conversationId, key, (each) => ({ ...each, sent: received }));
        }
        return id;
      } catch (error) {
        const pause = pauses[failures];
        if (!(error instanceof CallError) || !(error.isPassing || error.status === 409) || pause === undefined)
          throw error;
        await new Promise((resolve) => setTimeout(resolve, error.retryAfterMs ?? pause));
        signal.throwIfAborted();
      }
    }
  }

  #change(conversationId: string, key: string, change: (before: Attachment) => Attachment): void {
    this.#set(
      conversationId,
      this.of(conversationId).map((each) => (each.key === key ? change(each) : each)),
    );
  }

  #set(conversationId: string, list: readonly Attachment[]): void {
    if (list.length === 0) this.#lists.delete(conversationId);
    else this.#lists.set(conversationId, list);
    for (const listener of this.#listeners) listener();
  }
}

/** What is not dropped now expires. */
function ignoreRefusal(error: unknown): void {
  if (!(error instanceof CallError)) throw error;
}
