import type { Json } from "#channel/json.ts";
import type { Frame, TurnResult, Watcher } from "#channel/log.ts";

/** Why an answer under way may have become pointless. */
export type Interruption =
  | { type: "stopped" }
  /** `seq`: of the event with which the person wrote again. `tap`: what they tapped, by `tapKey`. */
  | { type: "superseded"; seq: number; tap?: string };

/**
 * Something that happened in a conversation and that processes tell each other. A signal may be lost: whoever needs the
 * fact for good reads it from the store.
 */
export type Signal =
  /** The log has grown: read it. */
  | { type: "log" }
  | { type: "frame"; frame: Frame }
  | { type: "interruption"; interruption: Interruption }
  | { type: "turn"; eventId: string; report: TurnResult }
  /** The process that was to answer or deliver here cannot: somebody else may. */
  | { type: "work" }
  | ServerSignal;

/** What is of no conversation: it is published with an empty id. */
export type ServerSignal =
  /** A session has ended in another process: look which. */
  | { type: "session" }
  /** Somebody of the team, a session or a key of the desk has changed: what is remembered of them is out of date. */
  | { type: "team" }
  /** A person was deleted: what is remembered of them in memory goes, too. */
  | { type: "forgotten"; connectorId: string; userId: string }
  /** What a connector tells itself in the other processes. */
  | { type: "news"; connectorId: string; news: Json }
  /** What the desk tells itself in the other processes: who has which conversation open. */
  | { type: "desk"; news: Json }
  /** A channel that was made at the desk has changed: look which. */
  | { type: "channels" }
  /** What a bot that runs elsewhere tells itself in the other processes. */
  | { type: "bot"; bot: string; message: Json };

/** Carries signals to whoever watches a conversation, in every process of the server. */
export interface Signals extends AsyncDisposable {
  /** Never throws. */
  publish(conversationId: string, signal: Signal): void;
  /**
   * Calls the listener for each signal until disposed. Of texts that are being written, a new listener gets at once what
   * there is so far, as a delta from offset 0. A listener that throws is passed over.
   */
  subscribe(conversationId: string, listener: (signal: Signal) => void): Disposable;
  /** Calls the listener for each conversation whose log has grown, in whatever process, until disposed. */
  subscribeToLogs(listener: (conversationId: string) => void): Disposable;
  /** Calls the listener for each conversation in which another process has passed work on, until disposed. */
  subscribeToWork(listener: (conversationId: string) => void): Disposable;
  /** Calls the listener for what another process has said of no conversation, until disposed. */
  subscribeToServer(listener: (signal: ServerSignal) => void): Disposable;
}

/** For a reader of the log. */
export function watchLog(signals: Pick<Signals, "subscribe">, conversationId: string, watcher: Watcher): Disposable {
  return signals.subscribe(conversationId, (signal) => {
    if (signal.type === "log") watcher.wake();
    else if (signal.type === "frame") watcher.frame(signal.frame);
  });
}

/** For the turn that may be interrupted. */
export function watchInterruptions(
  signals: Pick<Signals, "subscribe">,
  conversationId: string,
  interrupted: (interruption: Interruption) => void,
): Disposable {
  return signals.subscribe(conversationId, (signal) => {
    if (signal.type === "interruption") interrupted(signal.interruption);
  });
}
