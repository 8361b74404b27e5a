import type { ChannelKind } from "#channel/channel-kind.ts";
import { type ConnectorDefinition, messageOf } from "#channel/connector-definition.ts";
import type { Logger } from "#app/logger.ts";
import type { DeskRecords } from "#desk/records/desk-records.ts";
import { indexId, type KeptChannel, openOptions, readChannels } from "./kept-channel.ts";
import { makeKept, withoutSecrets } from "./make-connector.ts";
import type { Sealing } from "#channel/kit/sealing.ts";

/** Starts and ends single connectors while the server runs. */
export type LiveConnectors = {
  /** @throws whatever the connector throws. Then nothing runs under its id. */
  put(definition: ConnectorDefinition): Promise<void>;
  remove(id: string): Promise<void>;
};

export type ChannelState =
  | { readonly type: "running" }
  | { readonly type: "stopped" }
  | { readonly type: "failed"; readonly reason: string };

type Parts = {
  records: Pick<DeskRecords, "read" | "list">;
  kinds: ReadonlyMap<string, ChannelKind>;
  sealing: Sealing;
  connectors: LiveConnectors;
  logger: Logger;
  /** A clock that nobody sets back. */
  steady: () => number;
  /** Milliseconds between two looks. */
  everyMs?: number;
};

/** What this process has made of a channel. */
type Applied = { version: number; name: string; state: ChannelState; definition: ConnectorDefinition | undefined };

/** Milliseconds after which a channel that could not start is tried again. */
const retryMs = 60_000;

/**
 * Makes the connectors of this process those that the store has: at the start, when another process says that something has changed, and every few
 * seconds, since what it says may be lost.
 */
export class ChannelRunner implements AsyncDisposable {
  readonly #parts: Parts;
  readonly #applied = new Map<string, Applied>();
  readonly #timer: NodeJS.Timeout;
  #generation: number | undefined;
  #lookedAt = -Infinity;
  #looking = Promise.resolve();
  #waiting: Promise<void> | undefined;
  #isOver = false;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#timer = setInterval(() => void this.look(), parts.everyMs ?? 3_000).unref();
  }

  /** Resolves once this process has what the store had when it was called. Never rejects. */
  look(): Promise<void> {
    if (this.#waiting !== undefined) return this.#waiting;
    const next = this.#looking.then(() => {
      this.#waiting = undefined;
      return this.#lookOnce();
    });
    this.#waiting = next;
    this.#looking = next;
    return next;
  }

  /** Undefined: this process does not know the channel yet. */
  stateOf(id: string): ChannelState | undefined {
    return this.#applied.get(id)?.state;
  }

  definitionOf(id: string): ConnectorDefinition | undefined {
    return this.#applied.get(id)?.definition;
  }

  /** As the team calls it. */
  nameOf(id: string): string | undefined {
    return this.#applied.get(id)?.name;
  }

  /** Of all channels, also of those that do not run. */
  get ids(): string[] {
    return [...this.#applied.keys()];
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#isOver = true;
    clearInterval(this.#timer);
    await this.#looking;
  }

  async #lookOnce(): Promise<void> {
    const { records, steady, logger } = this.#parts;
    if (this.#isOver) return;
    try {
      const generation = (await records.read("channel", indexId))?.version ?? 0;
      const failed = [...this.#applied.values()].some(({ state }) => state.type === "failed");
      const isDue = failed && steady() - this.#lookedAt >= retryMs;
      if (generation === this.#generation && !isDue) return;
      await this.#apply(await readChannels(records), isDue);
      this.#generation = generation;
      this.#lookedAt = steady();
    } catch (err) {
      logger.error({ err }, "the channels of the desk could not be read; they stay as they are, and it is tried again");
    }
  }

  async #apply(channels: readonly KeptChannel[], isRetry: boolean): Promise<void> {
    const isDue = ({ id, version }: KeptChannel): boolean => {
      const before = this.#applied.get(id);
      return before?.version !== version || (isRetry && before.state.type === "failed");
    };
    const due = channels.filter(isDue);
    const gone = this.ids.filter((id) => !channels.some((channel) => channel.id === id));
    // First what ends: another one may get its path or its page.
    await Promise.all(gone.map((id) => this.#remove(id)));
    await Promise.all(due.filter(({ isActive }) => !isActive).map((channel) => this.#start(channel)));
    const starting = due.filter(({ isActive }) => isActive);
    await Promise.all(starting.map((channel) => this.#start(channel)));
    // What one had, another may have given up just now.
    const again = starting.filter(({ id }) => this.stateOf(id)?.type === "failed");
    await Promise.all(again.map((channel) => this.#start(channel)));
    for (const { id } of again) this.#report(id);
  }

  async #remove(id: string): Promise<void> {
    await this.#parts.connectors.remove(id);
    this.#applied.delete(id);
  }

  /** One that does not start disturbs no other, and has nothing run under its id. */
  async #start(channel: KeptChannel): Promise<void> {
    const { kinds, sealing, connectors } = this.#parts;
    const { id, version, name, isActive } = channel;
    const made = makeKept(channel, kinds, sealing);
    const definition = made.type === "made" ? made.definition : undefined;
    const set = (state: ChannelState): void => void this.#applied.set(id, { version, name, state, definition });
    if (!isActive || definition === undefined) {
      await connectors.remove(id);
      set(isActive && made.type === "refused" ? { type: "failed", reason: made.reason } : { type: "stopped" });
      return;
    }
    try {
      await connectors.put(definition);
      set({ type: "running" });
    } catch (error) {
      const schema = kinds.get(channel.channel)?.options ?? { type: "object" as const, properties: {} };
      set({ type: "failed", reason: withoutSecrets(messageOf(error), schema, openOptions(channel, sealing) ?? {}) });
    }
  }

  #report(id: string): void {
    const state = this.stateOf(id);
    if (state?.type === "failed")
      this.#parts.logger.error({ connectorId: id, reason: state.reason }, "a channel of the desk cannot start");
  }
}
