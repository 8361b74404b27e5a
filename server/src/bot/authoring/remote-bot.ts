import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import type { Metric } from "#channel/host/metric.ts";
import type { Json } from "#channel/json.ts";
import type { Turn } from "#bot/running/turn.ts";
import type { IntentRef } from "./intent.ts";
import type { Sendable } from "./sendable.ts";
import type { StoryEvent } from "./story-event.ts";

/** What somebody asks of a remote bot. `intent` undefined: nobody has understood it, or it is an event. */
export type RemoteQuestion = { intent?: string; step?: string; params: Readonly<Record<string, unknown>> };

/**
 * A bot that runs elsewhere and answers some of what comes, beside the stories of this server: the second implementation of
 * what runs a story, after its handlers. It is asked where a handler would be called, so all around it is the same: the
 * lock, the commit, the channels, the fallback when it fails or says nothing. `tockBot` makes one.
 */
export interface RemoteBot {
  /** Its name in the log, the metrics and `storyRules`. */
  readonly id: string;
  /** The intents that go to it. `all`: each that no story claims. */
  readonly intents: "all" | readonly IntentRef[];
  /** Whether it gets the texts that nobody understands. */
  readonly notUnderstood: boolean;
  /** The events that it answers. */
  readonly events: readonly StoryEvent[];
  /** Where it connects to this server by a WebSocket: `/` and a secret. Undefined: it does not. */
  readonly socketPath: string | undefined;
  /**
   * Answers one event. It may run again for the same event after a crash.
   * @throws when it cannot be reached or is silent: the fallback answers.
   */
  answer(turn: Turn, question: RemoteQuestion): AsyncIterable<Sendable, void>;
  /** Lets the bot come in. Without it only a bot that is called can answer. */
  start(host: RemoteBotHost): RunningRemoteBot;
}

/** What a remote bot gets of the server. */
export type RemoteBotHost = {
  /** What an operator should see. Neither keys nor what is said. */
  log(level: "info" | "warn", facts: Readonly<Record<string, string | number>>, happened: string): void;
  /** The same bot in the other processes of this server. Undefined: there is one process. */
  others?: OtherProcesses;
};

/** Brings what a remote bot says to itself to the other processes of the server, and from there. */
export type OtherProcesses = {
  /** Reaches each of the others once, or is lost. At most about 7,000 bytes as JSON. Never throws. */
  publish(message: Json): void;
  /** Calls the listener for what the others say, until disposed. */
  subscribe(listener: (message: Json) => void): Disposable;
};

/** A remote bot while the server runs. */
export type RunningRemoteBot = AsyncDisposable & {
  /** Makes a WebSocket of a request for `socketPath`. */
  upgrade?(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  metrics(): readonly Metric[];
};
