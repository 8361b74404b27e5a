import { type EventPage, formatCursor, limits } from "@causerie/protocol";
import type { ConversationLog, Frame, LogEvent, LogPosition, Watcher } from "#channel/log.ts";
import type { ConnectorHost } from "#channel/host/connector-host.ts";
import { cannotContinue, findStart, readCursor } from "./cursor-start.ts";
import { FrameBuffer } from "./frame-buffer.ts";
import type { FileLinks } from "#connectors/web/files/file-links.ts";
import type { LinkPreviews } from "#connectors/web/link-previews/link-previews.ts";
import type { ToFileUrl } from "#connectors/web/render/own-file.ts";
import { type MarkOf, toWire } from "#connectors/web/render/to-wire.ts";
import { waitFor } from "#async/wait-for.ts";

export type ReaderOptions = {
  log: ConversationLog;
  /** Tells when the log has grown, and passes frames on. */
  watch: ConnectorHost["watch"];
  conversationId: string;
  /** For what the log names by its place. */
  fileLinks: Pick<FileLinks, "sign">;
  /** Marks the messages with links to preview. */
  linkPreviews?: Pick<LinkPreviews, "markOf"> | undefined;
  /** The cursor of the last event that the peer has. Without it reading begins at the oldest event. */
  since: string | undefined;
  /** Called only while the peer has all events of the log. */
  onFrame?: (frame: Frame) => void;
};

/** The most bytes of one page, unless a single event is larger. */
const maxPageBytes = 512 * 1024;

/**
 * Reads a conversation's log for one peer, from a cursor on and without a gap. Nothing is read ahead, so a peer that does
 * not read its events costs no memory.
 *
 * @throws RequestError `invalid_request` or `resync`
 */
export async function openReader(options: ReaderOptions): Promise<LogReader> {
  const since = readCursor(options.since);
  const reader = new LogReader(options);
  try {
    const position = await options.log.position(options.conversationId);
    reader.startAt(findStart(since, position), position.epoch);
    return reader;
  } catch (error) {
    reader[Symbol.dispose]();
    throw error;
  }
}

export class LogReader implements Watcher, Disposable {
  readonly #log: ConversationLog;
  readonly #conversationId: string;
  readonly #toFileUrl: ToFileUrl;
  readonly #linkPreviews: ReaderOptions["linkPreviews"];
  readonly #onFrame: (frame: Frame) => void;
  #frames: FrameBuffer | undefined;
  readonly #watch: Disposable;
  #epoch = "";
  #after = 0;
  #grown = false;
  /** The last page was all that there was, so that only a wake makes it worth reading again. */
  #isAtEnd = false;
  /** Woken since the last read began, also while a page was on its way: what woke it may have been a deletion. */
  #isRoused = false;
  /** Ends the wait for more events. Set only while the reader waits. */
  #grow: (() => void) | undefined;

  constructor({ log, watch, conversationId, fileLinks, linkPreviews, onFrame }: ReaderOptions) {
    this.#log = log;
    this.#conversationId = conversationId;
    this.#toFileUrl = (seq) => fileLinks.sign({ conversationId, seq, index: 0 }).url;
    this.#linkPreviews = linkPreviews;
    this.#onFrame = onFrame ?? ignore;
    // Watch before the first read of the log: an event that is added after that read must wake this reader.
    this.#watch = watch(conversationId, this);
  }

  wake(): void {
    this.#grown = true;
    this.#isRoused = true;
    const grow = this.#grow;
    // Cleared at once: a frame that follows immediately must not overtake the event that the log has just got.
    this.#grow = undefined;
    grow?.();
  }

  seen(): number {
    return this.#after;
  }

  frame(frame: Frame): void {
    if (this.#grow === undefined) (this.#frames ??= new FrameBuffer()).add(frame);
    else this.#onFrame(frame);
  }

  /** The number of the last event that was given. */
  get sent(): number {
    return this.#after;
  }

  startAt(seq: number, epoch: string): void {
    this.#after = seq;
    this.#epoch = epoch;
  }

  /**
   * The next events. At the end of the log it waits for more, for at most `waitMs` and until `signal` is aborted. If none
   * come, the page is empty.
   *
   * @throws RequestError `resync` when the log no longer keeps the next event of this reader.
   */
  async next(signal: AbortSignal, limit: number = limits.pageOfEvents, waitMs?: number): Promise<EventPage> {
    const deadline = waitMs === undefined ? undefined : performance.now() + waitMs;
    for (;;) {
      const page = await this.read(limit);
      if (page !== undefined) return page;
      const left = deadline === undefined ? undefined : Math.max(0, deadline - performance.now());
      if (left !== 0) await waitFor<void>((done) => this.rest(done) || done(), signal, left);
      this.#grow = undefined;
      if (signal.aborted || !this.#grown) return this.#page([], false);
    }
  }

  /**
   * The next events; undefined at the end of the log.
   *
   * @throws RequestError `resync` as {@link next} does.
   */
  async read(limit: number = limits.pageOfEvents): Promise<EventPage | undefined> {
    if (this.#isAtEnd && !this.#grown) return undefined;
    const isRoused = this.#isRoused;
    this.#isRoused = false;
    this.#grown = false;
    const events = await this.#log.read(this.#conversationId, this.#after, limit + 1);
    this.#isAtEnd = events.length <= limit;
    if (events.length > 0) return this.#give(events, limit);
    // Roused, and nothing to read: the operator may have deleted the conversation.
    if (isRoused) await this.#requireKept();
    return undefined;
  }

  /**
   * Waits at the end of the log without a promise, which would cost each idle connection kilobytes. `grown` is called once.
   * @returns false: the log has grown since the last read, and `grown` is not called.
   */
  rest(grown: () => void): boolean {
    if (this.#grown) return false;
    for (const frame of this.#frames?.takeAll() ?? []) this.#onFrame(frame);
    this.#frames = undefined;
    this.#grow = grown;
    return true;
  }

  [Symbol.dispose](): void {
    this.#watch[Symbol.dispose]();
  }

  async #give(found: LogEvent[], limit: number): Promise<EventPage> {
    if (found[0]?.seq !== this.#after + 1) throw cannotContinue((await this.#position()).oldestSeq);
    this.#frames?.overtakenBy(found);
    const markOf: MarkOf = (event) => this.#linkPreviews?.markOf(event);
    const page = fitting(found.slice(0, limit).map((event) => toWire(event, this.#toFileUrl, markOf)));
    this.#after += page.length;
    const more = page.length < found.length;
    if (more) this.#isAtEnd = false;
    return this.#page(page, more);
  }

  async #requireKept(): Promise<void> {
    const { oldestSeq } = await this.#position();
    if (oldestSeq > this.#after + 1) throw cannotContinue(oldestSeq);
  }

  #position(): Promise<LogPosition> {
    return this.#log.position(this.#conversationId);
  }

  #page(events: EventPage["events"], more: boolean): EventPage {
    return { events, cursor: formatCursor({ epoch: this.#epoch, seq: this.#after }), more };
  }
}

function ignore(): void {}

/** As many events as fit into one page, and at least one. A single event is not measured, as most pages hold only one. */
function fitting(events: EventPage["events"]): EventPage["events"] {
  if (events.length === 1) return events;
  let bytes = 0;
  const end = events.findIndex((event) => (bytes += Buffer.byteLength(JSON.stringify(event))) > maxPageBytes);
  return end < 0 ? events : events.slice(0, Math.max(1, end));
}
