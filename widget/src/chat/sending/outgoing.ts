import type { ClientMessage, SendResult } from "@causerie/protocol";
import { isShown } from "#chat/state/apply-events.ts";
import type { SendState, VisitorEntry } from "#chat/chat.ts";
import type { Cancel, Clock } from "#chat/clock.ts";
import type { KeyValueStorage } from "#chat/storage/key-value-storage.ts";
import { createOutbox, type Unsent } from "./outbox.ts";
import { createSender } from "./sender.ts";
import { readTabMessage, type TabMessage } from "#chat/state/tab-message.ts";
import type { Channel, Tabs } from "#chat/state/tabs.ts";

/** All that leaves: the outbox, the one tab that sends it, and what the other tabs hear of it. */
export type Outgoing = {
  /** Stores the message, then sends it or hands it to the tab that sends. */
  add(unsent: Unsent): Promise<void>;
  retry(key: string): void;
  discard(key: string): void;
  /** Brings back what earlier pages could not send. */
  restore(): Promise<void>;
  confirm(key: string, seq: number): void;
  /** The line is open. */
  wake(): void;
  /** The tabs of this conversation talk to each other from now on. */
  join(conversationId: string): void;
  stop(): void;
};

export type OutgoingParts = {
  storage: KeyValueStorage;
  tabs: Tabs;
  clock: Clock;
  isConnected: () => boolean;
  deliver: (message: ClientMessage, tries: number) => Promise<SendResult>;
  /** Shows a message that was written elsewhere or earlier. */
  show(entry: VisitorEntry): void;
  delivered(key: string, delivery: SendState, seq?: number): void;
  discarded(key: string): void;
  /** A message of this tab has arrived. */
  sent(key: string): void;
  replaced(): void;
};

/** The start of a conversation has a fixed id: one start, however many tabs begin it. */
export const startId = "start";

/** How long the leading tab may keep silent before it counts as asleep. */
const silence = 2000;

export function createOutgoing(parts: OutgoingParts): Outgoing {
  const { clock, tabs } = parts;
  const outbox = createOutbox(parts.storage);
  /** Written in this tab: it announces that they were sent. */
  const own = new Set<string>();
  /** Left by an earlier page: whichever tab sends them announces it. */
  const restored = new Set<string>();
  /** Nobody has taken these from us yet. */
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
      tell({ type: "delivery", key: message.clientId, delivery, ...(seq === undefined ? {} : { seq }) });
      delivered(message.clientId, delivery, seq);
      if (delivery.type === "failed" && !isShown(message.content)) giveUp(message);
    },
  });

  /** There is no bubble on which the visitor could see or retry it. */
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

  function tell(message: TabMessage): void {
    channel.post(message);
  }

  function hear(input: unknown): void {
    const message = readTabMessage(input);
    if (message === undefined) return;
    switch (message.type) {
      case "queued":
        return take(message.unsent);
      case "taken":
        return claimed(message.key);
      case "delivery":
        return hearDelivery(message);
      case "discarded":
        outbox.remove(message.key);
        return parts.discarded(message.key);
      case "replaced":
        return parts.replaced();
    }
  }

  function take(unsent: Unsent): void {
    const key = unsent.message.clientId;
    if (outbox.learn(unsent)) parts.show(toEntry(unsent));
    else if (outbox.get(key)?.failed !== undefined) revive(unsent);
    if (!leading || !parts.isConnected()) return;
    tell({ type: "taken", key });
    sender.nudge();
  }

  function hearDelivery({ key, delivery, seq }: Extract<TabMessage, { type: "delivery" }>): void {
    claimed(key);
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
    tell({ type: "queued", unsent });
    if (leading) return sender.nudge();
    claimed(key);
    unclaimed.set(
      key,
      clock.after(silence, () => {
        if (!parts.isConnected()) return; // tried again when the line is open
        leadership.takeOver();
      }),
    );
  }

  function claimed(key: string): void {
    unclaimed.get(key)?.();
    unclaimed.delete(key);
  }

  function revive(unsent: Unsent): void {
    outbox.change(unsent);
    parts.delivered(unsent.message.clientId, { type: "waiting" });
  }

  async function restore(): Promise<void> {
    for (const unsent of await outbox.load()) {
      restored.add(unsent.message.clientId);
      parts.show(toEntry(unsent));
    }
    sender.nudge();
  }

  return {
    async add(unsent) {
      own.add(unsent.message.clientId);
      await outbox.add(unsent);
      handOver(unsent);
    },
    retry(key) {
      const unsent = outbox.get(key);
      if (unsent?.failed === undefined) return;
      const again = { message: unsent.message, at: clock.now() };
      own.add(key);
      revive(again);
      handOver(again);
    },
    discard(key) {
      outbox.remove(key);
      tell({ type: "discarded", key });
      parts.discarded(key);
    },
    restore,
    confirm(key, seq) {
      claimed(key);
      sender.confirm(key, seq);
    },
    wake() {
      sender.wake();
      // A copy, because handing over puts each key back at the end: the loop would never see it.
      const keys = Array.from(unclaimed.keys());
      for (const key of keys) {
        const unsent = outbox.get(key);
        if (unsent !== undefined) handOver(unsent);
      }
    },
    join(next) {
      if (conversationId === next) return;
      if (conversationId !== undefined) tell({ type: "replaced" });
      channel.close();
      conversationId = next;
      outbox.forgetRemoved(startId);
      channel = tabs.channel(`tabs/${next}`, hear);
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
