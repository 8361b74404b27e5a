import type { Exchange } from "./exchange.ts";

/** A turn of a person for a bot. `text`: the request as it goes over the socket. */
export type Question = { requestId: string; text: string; person: string; exchange: Exchange };

/** What a connection gets. `brokeOff`: it cannot ask any more, so another one may; called after `ask` has returned. */
export type AskedQuestion = Question & { brokeOff: () => void };

/** A socket of a bot: one of this process, or one that another process of the server holds. */
export interface Connection {
  /** The same in all processes, so that all of them choose the same one for a person. */
  readonly id: string;
  readonly isOpen: boolean;
  /** It has left a request without an answer, and nothing has come by it since. */
  readonly isDoubtful: boolean;
  /** Hands a turn over. Dispose of the result once nobody waits for its answer any more. */
  ask(question: AskedQuestion): Disposable;
}
