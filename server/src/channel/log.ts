import type { Identity } from "./address.ts";
import type { EventContent } from "./event.ts";
import type { Json } from "./json.ts";
import type { BotMessage, Document } from "./message/message.ts";

/**
 * A conversation is a log: what the person did and what was said to them, in one order, `seq` 1, 2, 3 … without a gap.
 * Readers keep a cursor; a signal only tells them to read.
 * @module
 */
export type LogEvent = { seq: number; at: number } & LogBody;

/** What an event of the log says, by kind. */
export type LogBody =
  /** `from`: who did it, where the channel tells. `context`: what the page around the chat said of itself. */
  | {
      type: "visitor";
      clientId: string;
      content: EventContent;
      from?: Identity;
      context?: Readonly<Record<string, Json>>;
    }
  | ({ type: "message"; messageId: string; author: Author; message: BotMessage } & Answering)
  | ({ type: "message.start"; messageId: string; author: Author; document?: Document } & Pick<Answering, "intent">)
  | ({
      type: "message.final";
      messageId: string;
      author: Author;
      message: BotMessage;
      stopped?: boolean;
    } & Answering)
  /** From now on this is the content of a message that was said before. */
  | ({ type: "message.update"; messageId: string; author: Author; message: BotMessage } & Answering)
  /**
   * The answer to event `of` is complete. `result`: of a notification, for whoever has sent it. `about`: for the figures of the desk, where
   * there is one.
   */
  | { type: "turn.end"; of: number; result?: TurnResult; about?: TurnAbout };

/**
 * `of`: the seq of the event that it answers. Messages that answer nothing, and those of older versions, have none. `intent`: what that
 * event was understood as, if it was.
 */
type Answering = { of?: number; intent?: string };

/** What became of a turn. `blocked`: why a notification was not answered. `deliveries`: ids in the outbox. */
export type TurnResult = { outcome: string; blocked?: string; messages: number; deliveries: readonly string[] };

/**
 * What a turn of the bot was about, in names of the bot's developer alone. `asks`: the question that is open after it, by its story, its step and the
 * slot that it fills. `opinion`: one that counts. `commented`: an opinion came with words. `team`: a person of the team has the conversation, or is called for.
 */
export type TurnAbout = {
  story: string;
  step?: string;
  outcome: string;
  asks?: { story: string; step?: string; slot?: string };
  opinion?: { question?: string; value: "up" | "down" | "neutral"; score?: number };
  commented?: true;
  team?: true;
};

/** Who wrote a message: the bot, a person of the site's team, or the system itself (e.g. "Ana has joined"). */
export type Author =
  | { role: "bot" | "system"; name?: string }
  | { role: "agent"; id?: string; name?: string; picture?: string };

/** Worth showing now, not worth keeping. */
export type Frame =
  | { type: "typing"; on: boolean }
  | { type: "delta"; messageId: string; offset: number; text: string }
  /** What the bot is doing, as a whole each time; without steps and reasoning it is over. */
  | { type: "progress"; steps: ProgressStep[]; reasoning?: string };

/** One thing that the bot does before it can answer, in words for the person. */
export type ProgressStep = { label: string; state: "running" | "done" | "failed" };

/** `epoch` names the log itself; `oldestSeq` is the oldest seq that can be read; `pending`: an event awaits its answer. */
export type LogPosition = { epoch: string; lastSeq: number; oldestSeq: number; pending: boolean };

/** Reads what was said. Readers keep the seq of the last event that they have. */
export interface ConversationLog {
  /** Events with a seq above `after`, in order, at most `limit`. A conversation that does not exist is empty. */
  read(conversationId: string, after: number, limit: number): Promise<LogEvent[]>;
  /** The newest `limit` events, in order. */
  tail(conversationId: string, limit: number): Promise<LogEvent[]>;
  position(conversationId: string): Promise<LogPosition>;
}

/**
 * `wake`: the log has grown. `frame`: something short-lived is to be shown. `seen`: seq of the last event that it has; who
 * tells is not woken for what it has, and undefined tells nothing. None may throw.
 */
export type Watcher = { wake(): void; frame(frame: Frame): void; seen?(): number | undefined };
