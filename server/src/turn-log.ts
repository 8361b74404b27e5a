import type { TurnReport } from "#bot/bot.ts";
import { describeError, type Logger } from "#logger.ts";

/** One line for each turn: what was answered, by which story, how fast. Never what was said. */
export function logTurn(logger: Logger, report: TurnReport): void {
  switch (report.type) {
    case "losses": {
      const { conversationId, channel, messageId, losses } = report;
      logger.warn({ conversationId, channel, messageId, losses }, "the channel cannot show a message as it was meant");
      return;
    }
    case "handled": {
      const { conversationId, connectorId, seq, messages, ms, outcome } = report;
      const { story, step, error } = outcome;
      const line = { conversationId, connectorId, seq, story, step, outcome: outcome.outcome, messages, ms };
      if (error === undefined) logger.info(line, "turn handled");
      else logger.error({ ...line, err: describeError(logger, error) }, "a story failed; the fallback answered");
      return;
    }
  }
}
