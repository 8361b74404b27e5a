import type { Chat, Entry, TransportName } from "@causerie/widget/chat/chat.ts";
import { createChat } from "@causerie/widget/chat/create-chat.ts";
import type { ChatOptions } from "@causerie/widget/chat/options.ts";
import { createMemoryStorage } from "@causerie/widget/chat/storage/key-value-storage.ts";
import type { Session } from "@causerie/protocol";
import { RestClient } from "#support/web/rest-client.ts";
import { waitUntil } from "#support/wait-until.ts";

/**
 * A real chat core whose screen is looked at after each change, not only at the end: what was shown twice for a moment was
 * shown twice.
 */
export class WatchedChat implements Disposable {
  readonly chat: Chat;
  readonly transport: TransportName;
  /** What no screen may ever show, as sentences. */
  readonly faults: string[] = [];
  /** The texts that this visitor wrote, in order. */
  readonly written: string[] = [];
  /** Milliseconds from each text to its last answer. */
  readonly answeredAfter: number[] = [];
  /** When the screen last got something from the server, by `performance.now()`. */
  readonly arrivals: number[] = [];
  readonly #values: Map<string, string>;
  readonly #acknowledged = new Set<string>();
  #shown: string[] = [];

  /** @param values what its browser has stored. */
  constructor(
    endpoint: string,
    transport: TransportName,
    options: Partial<ChatOptions> = {},
    values = new Map<string, string>(),
  ) {
    this.#values = values;
    this.transport = transport;
    this.chat = createChat({
      endpoint,
      transports: [transport],
      storage: createMemoryStorage(this.#values),
      startOnOpen: false,
      ...options,
    });
    this.chat.subscribe(() => this.#look());
    this.chat.start();
  }

  /** The texts on the screen, in order. */
  screen(): string[] {
    return this.chat.getState().entries.map(textOf);
  }

  entries(): readonly Entry[] {
    return this.chat.getState().entries;
  }

  write(text: string): void {
    this.written.push(text);
    this.chat.sendText(text);
  }

  /** How many of the visitor's texts the server has not acknowledged. */
  unsent(): number {
    return this.entries().filter((entry) => entry.type === "visitor" && entry.delivery.type !== "sent").length;
  }

  /** Writes a text and waits for its whole answer. @returns false when it does not come, and nothing else either, for `ms`. */
  async ask(text: string, ms: number): Promise<boolean> {
    const asked = performance.now();
    this.write(text);
    const isAnswered = (): boolean => this.screen().includes(`two: ${text}`);
    const isOver = (): boolean => isAnswered() || performance.now() - Math.max(asked, this.arrivals.at(-1) ?? 0) > ms;
    await waitUntil(isOver, Infinity);
    this.answeredAfter.push(performance.now() - asked);
    return isAnswered();
  }

  /** Ids of the messages of which the server has once said that it has them. */
  acknowledged(): ReadonlySet<string> {
    return this.#acknowledged;
  }

  isConnected(): boolean {
    return this.chat.getState().connection.type === "connected";
  }

  /** The visitor's own requests, straight to the server at `base`. */
  visitor(base: string): RestClient {
    const stored = [...this.#values].find(([key]) => key.endsWith("session"))?.[1];
    if (stored === undefined) throw new Error("the chat has no session");
    return new RestClient(base, (JSON.parse(stored) as { session: Session }).session);
  }

  [Symbol.dispose](): void {
    this.chat.dispose();
  }

  #look(): void {
    const { entries } = this.chat.getState();
    const keys = entries.map(({ key }) => key);
    if (new Set(keys).size < keys.length) this.#accuse(`two entries have one key: ${keys.join(", ")}`);
    // Bubbles that wait for their place in the log may move; what is in the log may not.
    const settled = entries.filter((entry) => entry.type === "message" || entry.delivery.type === "sent");
    for (const entry of settled) if (entry.type === "visitor") this.#acknowledged.add(entry.key);
    const answers = settled.filter(({ type }) => type === "message").map(({ key }) => key);
    const kept = answers.filter((key) => this.#shown.includes(key));
    if (kept.join() !== this.#shown.join())
      this.#accuse(`the answers ${this.#shown.join(", ")} became ${answers.join(", ")}`);
    if (answers.length > this.#shown.length) this.arrivals.push(performance.now());
    this.#shown = answers;
    for (const entry of entries)
      if (entry.type === "visitor" && entry.delivery.type !== "sent" && this.#acknowledged.has(entry.key))
        this.#accuse(`${textOf(entry)} was sent and is ${entry.delivery.type} now`);
  }

  #accuse(fault: string): void {
    if (this.faults.length < 10) this.faults.push(fault);
  }
}

function textOf(entry: Entry): string {
  if (entry.type === "visitor") return entry.content.type === "text" ? entry.content.text : entry.content.type;
  const text = entry.message.type === "text" ? entry.message.text : entry.message.type;
  return entry.progress === "complete" ? text : `${text} (${entry.progress})`;
}
