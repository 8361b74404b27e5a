import { randomUUID } from "node:crypto";
import type { LiveNews } from "@causerie/protocol/desk";
import type { Logger } from "#app/logger.ts";
import type { Json } from "#channel/json.ts";
import type { ConversationParts } from "#desk/inbox/view/open-conversation.ts";
import { readEntries } from "#desk/inbox/view/open-conversation.ts";
import { showRows } from "#desk/inbox/view/show-rows.ts";
import type { Signals } from "#pipeline/signals/signals.ts";
import { readViewers } from "./read-viewers.ts";
import { type Viewer, Viewers } from "./viewers.ts";

export type LiveParts = Omit<ConversationParts, "viewers"> & {
  signals: Pick<Signals, "publish" | "subscribe" | "subscribeToLogs" | "subscribeToServer">;
  logger: Logger;
};

/** An open console. `send` gets what it is to know; a console that cannot take it is closed by whoever holds its line. */
export type LiveLine = { viewer: Viewer; lastSeq: number; send: (news: LiveNews) => void };

/** What happens in this time goes to the consoles together. */
const mergeMs = 200;
/** More conversations than this in one such time, and the consoles ask anew for what they show. */
const mostRows = 200;
/** How often each process says who looks, and looks itself for what signals may have lost. */
const beatMs = 5_000;

/** Brings what happens in conversations to the consoles that are open. Where none is open it does nothing at all. */
export class DeskLive implements Disposable {
  readonly #parts: LiveParts;
  readonly #process = randomUUID();
  readonly #lines = new Set<LiveLine>();
  readonly #viewers: Viewers;
  readonly #changed = new Set<string>();
  /** What visitors say changes no count: only an act of the team does, or a handover. */
  #areCountsOld = false;
  #timer: NodeJS.Timeout | undefined;
  #watching: DisposableStack | undefined;
  readonly #listening: Disposable;
  #lookedAt = 0;

  constructor(parts: LiveParts) {
    this.#parts = parts;
    this.#viewers = new Viewers(parts.now);
    this.#listening = parts.signals.subscribeToServer((signal) => {
      if (signal.type === "desk") this.#learn(signal.news);
    });
  }

  /** Who has the conversation open. */
  viewersOf(conversationId: string): { id: string; name: string }[] {
    return this.#viewers.of(conversationId).map(({ id, name }) => ({ id, name }));
  }

  /** Ids of those who sit at a console, in whatever process, and are not away. */
  get present(): string[] {
    return this.#viewers.team.filter(({ status }) => status === "online").map(({ id }) => id);
  }

  /** Keeps a console informed until disposed. */
  open(line: LiveLine): Disposable {
    this.#lines.add(line);
    this.#watch();
    this.#viewers.set(line, line.viewer);
    const { conversationId } = line.viewer;
    const typing = conversationId === undefined ? undefined : this.#followTyping(line, conversationId);
    this.#sayViewers();
    void this.#attempt(async () => line.send(await this.#countsFor(line)));
    return {
      [Symbol.dispose]: () => {
        typing?.[Symbol.dispose]();
        this.#lines.delete(line);
        this.#viewers.remove(line);
        this.#sayViewers();
        if (this.#lines.size === 0) this.#rest();
      },
    };
  }

  /** What a person does at their console, on all of its lines that have the conversation open. */
  setTyping(personId: string, conversationId: string, isTyping: boolean): void {
    for (const line of this.#lines) {
      if (line.viewer.personId !== personId || line.viewer.conversationId !== conversationId) continue;
      line.viewer = { ...line.viewer, isTyping };
      this.#viewers.set(line, line.viewer);
    }
    this.#sayViewers();
  }

  /** Something of the conversation has changed that its log does not show. */
  changed(conversationId: string): void {
    this.#parts.signals.publish("", { type: "desk", news: { changed: conversationId } });
    this.#areCountsOld = true;
    this.#notice(conversationId);
  }

  [Symbol.dispose](): void {
    this.#listening[Symbol.dispose]();
    this.#rest();
  }

  #watch(): void {
    if (this.#watching !== undefined) return;
    const stack = new DisposableStack();
    stack.use(this.#parts.signals.subscribeToLogs((conversationId) => this.#notice(conversationId)));
    const beat = setInterval(() => {
      this.#sayViewers(false);
      void this.#attempt(() => this.#look());
    }, beatMs);
    stack.defer(() => clearInterval(beat));
    this.#lookedAt = this.#parts.now();
    this.#watching = stack;
  }

  #rest(): void {
    this.#watching?.dispose();
    this.#watching = undefined;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#changed.clear();
  }

  #notice(conversationId: string): void {
    if (this.#lines.size === 0) return;
    this.#changed.add(conversationId);
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      void this.#attempt(() => this.#sendChanges());
    }, mergeMs);
  }

  async #sendChanges(): Promise<void> {
    const ids = [...this.#changed];
    this.#changed.clear();
    if (ids.length > mostRows) {
      this.#sendAll({ type: "reload" });
      return;
    }
    const rows = await showRows(this.#parts, await this.#parts.cases.rows(ids));
    if (rows.length > 0) this.#sendAll({ type: "rows", rows });
    const areCountsOld = this.#areCountsOld;
    this.#areCountsOld = false;
    for (const line of this.#lines) {
      await this.#attempt(async () => {
        if (areCountsOld) line.send(await this.#countsFor(line));
        if (ids.includes(line.viewer.conversationId ?? "")) await this.#sendConversation(line);
      });
    }
  }

  async #sendConversation(line: LiveLine): Promise<void> {
    const { conversationId } = line.viewer;
    if (conversationId === undefined) return;
    const notes = await this.#parts.cases.notes(conversationId);
    line.send({ type: "notes", conversationId, notes: notes.map(({ id, at, by, text }) => ({ id, at, by, text })) });
    for (;;) {
      const page = await readEntries(this.#parts, conversationId, { after: line.lastSeq });
      if (page.lastSeq <= line.lastSeq) return;
      line.lastSeq = page.lastSeq;
      const { entries, firstSeq, lastSeq } = page;
      line.send({ type: "entries", conversationId, entries, firstSeq, lastSeq });
    }
  }

  async #countsFor({ viewer }: LiveLine): Promise<LiveNews> {
    return { type: "counts", counts: await this.#parts.cases.counts(viewer.personId) };
  }

  /** A signal may be lost: what was active since the last look is shown again. */
  async #look(): Promise<void> {
    const since = this.#lookedAt - 2 * beatMs;
    this.#lookedAt = this.#parts.now();
    const newest = await this.#parts.cases.page({}, undefined, mostRows);
    const missed = newest.filter(({ updatedAt }) => updatedAt >= since);
    if (missed.length > 0) this.#sendAll({ type: "rows", rows: await showRows(this.#parts, missed) });
    for (const line of this.#lines) {
      await this.#attempt(async () => {
        line.send(await this.#countsFor(line));
        await this.#sendConversation(line);
      });
    }
  }

  #followTyping(line: LiveLine, conversationId: string): Disposable {
    return this.#parts.signals.subscribe(conversationId, (signal) => {
      if (signal.type === "frame" && signal.frame.type === "typing")
        line.send({ type: "typing", conversationId, isTyping: signal.frame.on });
    });
  }

  /** @param toConsoles false: they know; only the other processes have to be reminded. */
  #sayViewers(toConsoles = true): void {
    const { own } = this.#viewers;
    this.#parts.signals.publish("", { type: "desk", news: { process: this.#process, viewers: own } as Json });
    if (toConsoles) this.#sendViewers();
  }

  #sendViewers(): void {
    const { team } = this.#viewers;
    for (const line of this.#lines) {
      line.send({ type: "team", team });
      const { conversationId } = line.viewer;
      if (conversationId !== undefined)
        line.send({ type: "viewers", conversationId, viewers: this.#viewers.of(conversationId) });
    }
  }

  #learn(news: Json): void {
    if (typeof news !== "object" || news === null || Array.isArray(news)) return;
    const { changed, process, viewers } = news;
    if (typeof changed === "string") {
      this.#areCountsOld = true;
      this.#notice(changed);
    }
    if (typeof process !== "string" || process === this.#process) return;
    const before = JSON.stringify(this.#viewers.team);
    this.#viewers.learn(process, readViewers(viewers));
    if (this.#lines.size > 0 && (JSON.stringify(this.#viewers.team) !== before || this.#hasOpen())) this.#sendViewers();
  }

  #hasOpen(): boolean {
    return Array.from(this.#lines).some(({ viewer }) => viewer.conversationId !== undefined);
  }

  #sendAll(news: LiveNews): void {
    for (const line of this.#lines) line.send(news);
  }

  /** The next look finds what this one could not. */
  async #attempt(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (err) {
      this.#parts.logger.warn(
        { err },
        "the desk's consoles were not told what has happened; they are told with the next look",
      );
    }
  }
}
