import { BotUnavailable } from "#tock-bots/bot-unavailable.ts";
import type { AskedQuestion } from "#tock-bots/transport/connection.ts";
import type { Dispatcher } from "#tock-bots/transport/dispatcher.ts";
import type { Reply } from "./peer-message.ts";

export type RepliesOptions = { bot: string; question: AskedQuestion; dispatcher: Pick<Dispatcher, "arrive"> };

/** What another process replies to one question, in the order in which it was said there. */
export class Replies {
  readonly #options: RepliesOptions;
  readonly #early = new Map<number, Reply>();
  #next = 0;

  constructor(options: RepliesOptions) {
    this.#options = options;
  }

  add(reply: Reply): void {
    this.#early.set(reply.index, reply);
    for (;;) {
      const next = this.#early.get(this.#next);
      if (next === undefined) return;
      this.#early.delete(this.#next);
      this.#next += 1;
      this.#read(next);
    }
  }

  #read(reply: Reply): void {
    const { bot, question, dispatcher } = this.#options;
    const { exchange, requestId, brokeOff } = question;
    switch (reply.type) {
      case "sent":
        return exchange.sent();
      case "answer":
        return dispatcher.arrive(requestId, reply.response);
      case "failed":
        if (reply.reason === "broken_off" || reply.reason === "no_connection") return brokeOff();
        return exchange.fail(new BotUnavailable(bot, reply.reason, reply.what));
    }
  }
}
