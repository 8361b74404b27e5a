import { BotUnavailable } from "#tock-bots/bot-unavailable.ts";
import type { Dispatcher } from "#tock-bots/transport/dispatcher.ts";
import { Exchange, isLast } from "#tock-bots/transport/exchange.ts";
import type { Ask, Reply } from "./peer-message.ts";

/** A reply without what every one has. */
type Said = Reply extends infer Each ? (Each extends Reply ? Omit<Each, "attempt" | "index"> : never) : never;

export type ServeOptions = {
  bot: string;
  dispatcher: Pick<Dispatcher, "ask">;
  silenceMs: number;
  /** @returns whether it has arrived. */
  reply: (reply: Reply) => Promise<boolean>;
  /** Nobody waits for the answer any more. */
  signal: AbortSignal;
};

/** Asks the bot by a socket of this process for another one, and passes on what it answers. */
export async function serveQuestion(
  { attempt, socket, person, requestId, text }: Ask,
  { bot, dispatcher, silenceMs, reply, signal }: ServeOptions,
): Promise<void> {
  const leaving = new AbortController();
  let count = 0;
  const say = (said: Said): void => {
    const index = count;
    count += 1;
    void reply({ ...said, attempt, index }).then((hasArrived) => {
      if (!hasArrived) leaving.abort();
    });
  };
  const exchange = new Exchange(bot);
  void exchange.whenSent.then(() => say({ type: "sent" }));
  const ended = AbortSignal.any([signal, leaving.signal]);
  try {
    using _asked = dispatcher.ask({ requestId, text, person, exchange }, socket);
    for (;;) {
      const response = await exchange.next(silenceMs, ended);
      say({ type: "answer", response });
      if (isLast(response)) return;
    }
  } catch (error) {
    if (error instanceof BotUnavailable) say({ type: "failed", reason: error.reason, what: error.what });
    // Otherwise nobody is there who could learn of it.
    else if (!ended.aborted) throw error;
  }
}
