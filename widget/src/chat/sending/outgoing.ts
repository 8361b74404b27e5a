import type { ClientMessage } from "@causerie/protocol";
import { isShown, openingId } from "#chat/state/apply-events.ts";
import type { SendState, VisitorEntry } from "#chat/chat.ts";
import type { Cancel, Clock } from "#chat/clock.ts";
import type { KeyValueStorage } from "#chat/storage/key-value-storage.ts";
import { createOutbox, type Unsent } from "./outbox.ts";
import { createSender, type SenderParts } from "./sender.ts";
import { readTabMessage, type TabMessage } from "./tab-message.ts";
import type { Channel, Tabs } from "#chat/browser/tabs.ts";

/** All outgoing messages: the outbox, the one tab that sends it, and the messages that keep the other tabs up to date. */
export type Outgoing = {
  /** Stores the message, then sends it or hands it to the tab that sends. */
  add(unsent: Unsent, first: boolean): Promise<void>;
  retry(key: string): void;
  discard: (key: string) => void;
  /** Discards what waits, in all tabs and on this device. `withDraft`: and what is being written in each of them. */
  discardAll: (withDraft?: boolean) => Promise<void>;
  /**
   * The session in which it was written is over. What waits is not sent in another one unless the visitor says so. `wasShown`: it was on
   * the screen; else what was written on this page was written into an empty thread.
   */
  giveUp(wasShown: boolean): void;
  /** Loads the messages that earlier pages could not send. */
  restore(): Promise<void>;
  confirm(key: string, seq: number): void;
  /** The connection is open. */
  wake(): void;
  /** Exchanges messages with the other tabs of this conversation from now on. */
  join(conversationId: string): void;
  stop(): void;
};

export type OutgoingParts = {
  storage: KeyValueStorage;
  lastWords: KeyValueStorage;
  tabs: Tabs;
  clock: Clock;
  isConnected: () => boolean;
  deliver: SenderParts["deliver"];
  /** Shows a message of another tab or of an earlier page. */
  show(entry: VisitorEntry): void;
  delivered(key: string, delivery: SendState, seq?: number): void;
  /** `key`: empty for what is being written. */
  discarded(key: string): void;
  /** The server has a message of this tab. */
  sent(key: string): void;
  replaced(): void;
};

/** The start of a conversation has a fixed id: one start, however many tabs begin it. */
export const startId = "start";

/** After this time without a reaction the leading tab counts as asleep. */
const silenceMs = 2000;

export function createOutgoing(parts: OutgoingParts): Outgoing {
  const { clock, tabs } = parts;
  const outbox = createOutbox(parts.storage, parts.lastWords);
  /** Messages of this tab: this tab announces that they were sent. */
  const own = new Set<string>();
  /** Messages of an earlier page: the tab that sends them announces it. */
  const restored = new Set<string>();
  /** Messages of this tab that no leading tab has claimed yet. */
  const unclaimed = new Map<string, Cancel>();
  let leading = false;
  let stopped = false;
  let conversationId: string | undefined;
  let channel: Channel = { post() {}, close() {} };

  const sender = createSender({
    outbox,
    clock,
    isReady: () => leading && parts.isConnected(),
    deliver: parts.deliver,
    report(message, delivery, seq) {
      broadcast({ type: "delivery", key: message.clientId, delivery, seq });
      delivered(message.clientId, delivery, seq);
      if (delivery.type === "failed" && !isShown(message.content, message.clientId)) giveUp(message);
    },
  });

  /** Drops a message without a bubble: the visitor could neither see nor retry it. */
  function giveUp(message: ClientMessage): void {
    outbox.remove(message.clientId);
    const { content } = message;
    if (content.type !== "feedback") return;
    parts.show(toEntry({ message: { ...message, content: { ...content, value: "none" } }, at: clock.now() }));
  }

  const leadership = tabs.lead("send", (now) => {
    leading = now;
    if (now) void restore();
  });

  function broadcast(message: TabMessage): void {
    channel.post(message);
  }

  function receive(input: unknown): void {
    const message = readTabMessage(input);
    if (message === undefined) return;
    switch (message.type) {
      case "queued":
        return receiveQueued(message.unsent);
      case "claimed":
        return markClaimed(message.key);
      case "delivery":
        return receiveDelivery(message);
      case "discarded":
        outbox.remove(message.key);
        return parts.discarded(message.key);
      case "replaced":
        return parts.replaced();
    }
  }

  function receiveQueued(unsent: Unsent): void {
    const key = unsent.message.clientId;
    if (outbox.addUnlessKnown(unsent)) parts.show(toEntry(unsent));
    else if (outbox.get(key)?.failed !== undefined) queueAgain(unsent);
    if (!leading || !parts.isConnected()) return;
    broadcast({ type: "claimed", key });
    sender.sendNext();
  }

  function receiveDelivery({ key, delivery, seq }: Extract<TabMessage, { type: "delivery" }>): void {
    markClaimed(key);
    const unsent = outbox.get(key);
    if (delivery.type === "sent") outbox.remove(key);
    else if (delivery.type === "failed" && unsent !== undefined) outbox.change({ ...unsent, failed: delivery.code });
    delivered(key, delivery, seq);
  }

  function delivered(key: string, delivery: SendState, seq?: number): void {
    parts.delivered(key, delivery, seq);
    if (delivery.type !== "sent") return;
    const announces = own.delete(key);
    if ((restored.delete(key) && leading) || announces) parts.sent(key);
  }

  function handOver(unsent: Unsent): void {
    const key = unsent.message.clientId;
    if (stopped) return;
    broadcast({ type: "queued", unsent });
    if (leading) return sender.sendNext();
    markClaimed(key);
    unclaimed.set(
      key,
      clock.after(silenceMs, () => {
        if (!parts.isConnected()) return; // handed over again when the connection is open
        leadership.takeOver();
      }),
    );
  }

  function markClaimed(key: string): void {
    unclaimed.get(key)?.();
    unclaimed.delete(key);
  }

  function queueAgain(unsent: Unsent): void {
    outbox.change(unsent);
    parts.delivered(unsent.message.clientId, { type: "waiting" });
  }

  function discard(key: string): void {
    outbox.remove(key);
    broadcast({ type: "discarded", key });
    parts.discarded(key);
  }

  async function restore(): Promise<void> {
    for (const unsent of await outbox.load()) {
      restored.add(unsent.message.clientId);
      parts.show(toEntry(unsent));
      // The leading tab may not know it, or not react.
      if (!leading && unsent.failed === undefined) handOver(unsent);
    }
    sender.sendNext();
  }

  return {
    async add(unsent, first) {
      own.add(unsent.message.clientId);
      await outbox.add(unsent, first);
      handOver(unsent);
    },
    retry(key) {
      const unsent = outbox.get(key);
      if (unsent?.failed === undefined) return;
      const { failed: _, ...rest } = unsent;
      const again = { ...rest, at: clock.now() };
      own.add(key);
      queueAgain(again);
      handOver(again);
    },
    discard,
    async discardAll(withDraft = true) {
      await outbox.load();
      for (const { message } of outbox.all()) discard(message.clientId);
      if (withDraft) discard("");
    },
    giveUp: (wasShown) => sender.giveUp((key) => wasShown || (restored.has(key) && !own.has(key)), "session_ended"),
    restore,
    confirm(key, seq) {
      markClaimed(key);
      sender.confirm(key, seq);
    },
    wake() {
      sender.wake();
      void restore(); // A tab that died may have left something.
      // A copy, because `handOver` adds each key again at the end, and the loop over the map would not end.
      const keys = Array.from(unclaimed.keys());
      for (const key of keys) {
        const unsent = outbox.get(key);
        if (unsent !== undefined) handOver(unsent);
      }
    },
    join(next) {
      if (stopped || conversationId === next) return;
      if (conversationId !== undefined) broadcast({ type: "replaced" });
      channel.close();
      conversationId = next;
      for (const id of [startId, openingId]) outbox.forgetRemoved(id);
      channel = tabs.channel(`tabs/${next}`, receive);
    },
    stop() {
      stopped = true;
      for (const cancel of unclaimed.values()) cancel();
      unclaimed.clear();
      sender.stop();
      leadership.end();
      channel.close();
    },
  };
}

export function toEntry({ message, at, failed }: Unsent): VisitorEntry {
  const delivery: SendState = failed === undefined ? { type: "waiting" } : { type: "failed", code: failed };
  return { type: "visitor", key: message.clientId, at, content: message.content, delivery };
}
