import type { BotLog } from "#tock-bots/bot-log.ts";
import { BotUnavailable } from "#tock-bots/bot-unavailable.ts";
import type { Dispatcher } from "./dispatcher.ts";
import { Exchange, isLast } from "./exchange.ts";
import type { TockRequest } from "#tock-bots/question/request.ts";
import type { Webhook } from "./webhook.ts";
import type { TockResponse } from "#tock-bots/wire.ts";

/** The transports to a bot. */
export type Transports = { webhook: Webhook | undefined; sockets: Dispatcher | undefined };

export type AskOptions = { bot: string; transports: Transports; silenceMs: number; log: BotLog; signal: AbortSignal };

/**
 * Asks a bot, and gives its answers as they come, the last one last. A webhook that cannot be reached is passed over for a socket, if
 * nothing has been answered yet.
 * @throws BotUnavailable, or the reason of the signal.
 */
export async function* askBot(
  request: TockRequest,
  person: string,
  { bot, transports, silenceMs, log, signal }: AskOptions,
): AsyncGenerator<TockResponse, void> {
  const { webhook, sockets } = transports;
  if (webhook !== undefined && (sockets === undefined || sockets.count === 0 || (await webhook.isReachable()))) {
    await webhook.isReachable();
    const exchange = new Exchange(bot);
    const left = new AbortController();
    const asked = webhook.ask(request, exchange, AbortSignal.any([signal, left.signal])).catch((error: unknown) => {
      exchange.fail(
        error instanceof BotUnavailable ? error : new BotUnavailable(bot, "broken_off", "was not waited for"),
      );
    });
    try {
      yield* read(exchange, silenceMs, signal);
      return;
    } catch (error) {
      const isAway = error instanceof BotUnavailable && error.reason === "no_connection" && !exchange.hasBegun;
      if (!isAway || sockets === undefined || sockets.count === 0) throw error;
      log.warn({}, "the webhook of a bot could not be reached; it was asked by its socket");
    } finally {
      left.abort();
      await asked;
    }
  }
  if (sockets === undefined) throw new BotUnavailable(bot, "no_connection", "cannot be reached");
  const exchange = new Exchange(bot);
  using _open = sockets.ask({ requestId: request.requestId, text: JSON.stringify(request), person, exchange });
  yield* read(exchange, silenceMs, signal);
}

async function* read(exchange: Exchange, silenceMs: number, signal: AbortSignal): AsyncGenerator<TockResponse, void> {
  for (;;) {
    const response = await exchange.next(silenceMs, signal);
    yield response;
    if (isLast(response)) return;
  }
}
