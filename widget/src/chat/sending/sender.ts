import type { ClientMessage, SendResult } from "@causerie/protocol";
import { backoff } from "#chat/connection/backoff.ts";
import type { SendState } from "#chat/chat.ts";
import { toChatError } from "#chat/chat-error.ts";
import type { Cancel, Clock } from "#chat/clock.ts";
import type { Outbox } from "./outbox.ts";

/** Sends the outbox: one message at a time, so that their order survives every retry. */
export type Sender = {
  /** Sends the next message, if there is one. Does not shorten a running back-off. */
  sendNext(): void;
  /** The connection is open again: ends a running back-off. */
  wake(): void;
  /** Gives up what waits: it is not sent by itself any more. */
  giveUp: (isMeant: (clientId: string) => boolean, code: string) => void;
  /** The log holds this message, so its acknowledgement is no longer needed. */
  confirm(clientId: string, seq: number): void;
  stop(): void;
};

export type SenderParts = {
  outbox: Outbox;
  clock: Clock;
  isReady: () => boolean;
  /** One try. Rejects with a ChatError. `tries`: 1 for the first. `isWanted`: it was neither discarded nor given up meanwhile. */
  deliver: (message: ClientMessage, tries: number, isWanted: () => boolean) => Promise<SendResult>;
  report: (message: ClientMessage, delivery: SendState, seq?: number) => void;
};

const day = 24 * 3600 * 1000;

export function createSender({ outbox, clock, isReady, deliver, report }: SenderParts): Sender {
  let sending: { clientId: string } | undefined;
  let tried = { clientId: "", times: 0 };
  let cancelWait: Cancel | undefined;
  let stopped = false;

  function sendNext(): void {
    if (stopped || sending !== undefined || cancelWait !== undefined || !isReady()) return;
    const unsent = outbox.next();
    if (unsent === undefined) return;
    const { message } = unsent;
    if (clock.now() - unsent.at > day) {
      fail(message, "expired");
      return sendNext();
    }
    void send(message);
  }

  async function send(message: ClientMessage): Promise<void> {
    const { clientId } = message;
    tried = { clientId, times: tried.clientId === clientId ? tried.times + 1 : 1 };
    const own = { clientId };
    sending = own;
    report(message, { type: "sending" });
    try {
      const isWanted = (): boolean => sending === own && outbox.get(clientId) !== undefined;
      const { seq } = await deliver(message, tried.times, isWanted);
      if (sending === own) settle(message, seq);
    } catch (error) {
      if (sending !== own || stopped) return; // the log has confirmed it in the meantime
      sending = undefined;
      const { retryable, code, retryAfterMs } = toChatError(error);
      if (retryable) waitFor(message, backoff(tried.times, clock.random(), retryAfterMs), code);
      else fail(message, code);
    }
    sendNext();
  }

  function waitFor(message: ClientMessage, ms: number, code: string): void {
    report(message, { type: "waiting", code });
    cancelWait = clock.after(ms, () => {
      cancelWait = undefined;
      sendNext();
    });
  }

  function settle(message: ClientMessage, seq: number): void {
    sending = undefined;
    outbox.remove(message.clientId);
    report(message, { type: "sent" }, seq);
  }

  function fail(message: ClientMessage, code: string): void {
    const unsent = outbox.get(message.clientId);
    if (unsent !== undefined) outbox.change({ ...unsent, failed: code });
    report(message, { type: "failed", code });
  }

  return {
    sendNext,
    giveUp(isMeant, code) {
      // Its try goes on, and may only say that the session is over.
      if (isMeant(sending?.clientId ?? "")) sending = undefined;
      for (const { message, failed } of outbox.all())
        if (failed === undefined && isMeant(message.clientId)) fail(message, code);
    },
    wake() {
      cancelWait?.();
      cancelWait = undefined;
      sendNext();
    },
    confirm(clientId, seq) {
      const unsent = outbox.get(clientId);
      if (unsent === undefined) return;
      settle(unsent.message, seq);
      sendNext();
    },
    stop() {
      stopped = true;
      cancelWait?.();
    },
  };
}
