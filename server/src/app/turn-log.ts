import type { TurnReport } from "#bot/turn-report.ts";
import type { Logger } from "./logger.ts";
import type { FallbackOptions } from "#understanding/remote/with-fallback.ts";

/** One line for each turn: what was answered, by which story, how fast. Never what was said. */
export function createTurnLog(logger: Logger): (report: TurnReport) => void {
  /** How often each kind of event found no story, since the start: what nobody handles must be seen somewhere. */
  const unhandled = new Map<string, number>();

  return (report) => {
    switch (report.type) {
      case "losses": {
        const { conversationId, channel, messageId, losses } = report;
        logger.warn(
          { conversationId, channel, messageId, losses },
          "the channel cannot show a message as it was meant",
        );
        return;
      }
      case "misunderstood": {
        const { conversationId, service, error } = report;
        logger.warn({ conversationId, service, err: error }, misunderstood);
        return;
      }
      case "understood_in_part": {
        const { conversationId, length, understood } = report;
        logger.warn({ conversationId, length, understood }, "a text is too long to be understood; its beginning was");
        return;
      }
      case "offer_failed": {
        const { conversationId, error } = report;
        logger.error(
          { conversationId, err: error },
          "the offer to go on with an interrupted story failed; the answer before it stands",
        );
        return;
      }
      case "continued": {
        const { conversationId, connectorId, outcome } = report;
        const line = { conversationId, connectorId, outcome };
        if (outcome === "linked" || outcome === "already_linked")
          logger.info(line, "a person goes on here who came from another channel");
        else if (outcome === "asked")
          logger.info(line, "a person who came from another channel is asked whether to go on");
        else if (outcome === "declined")
          logger.info(line, "a person who came from another channel does not want to go on");
        else logger.warn(line, "a link from another channel was refused; the conversation goes on as if it had none");
        return;
      }
      case "unlinked": {
        const { conversationId, connectorId } = report;
        logger.info({ conversationId, connectorId }, "a person is known on this channel by itself again");
        return;
      }
      case "missing_words": {
        const { conversationId, missing } = report;
        logger.warn(
          { conversationId, ...missing },
          missing.kind === "key"
            ? "a message is missing in a language; another language's was said"
            : "a message was not given an argument that it needs; it was said with a gap",
        );
        return;
      }
      case "handled": {
        const { conversationId, connectorId, seq, event, source, confidence, messages, ms, outcome } = report;
        const { story, step, error, blocked } = outcome;
        const how = { event, source, confidence: Math.round(confidence * 100) / 100 };
        const line = {
          conversationId,
          connectorId,
          seq,
          ...how,
          story,
          step,
          outcome: outcome.outcome,
          blocked,
          messages,
          ms,
        };
        if (error !== undefined) logger.error({ ...line, err: error }, "a story failed; the fallback answered");
        else if (outcome.outcome === "unhandled") {
          const count = (unhandled.get(event) ?? 0) + 1;
          unhandled.set(event, count);
          logger.info({ ...line, unhandled: count }, "no story is there for this kind of event");
        } else if (outcome.outcome === "said_nothing")
          logger.warn(line, "the story ended without a word; the fallback answered");
        else logger.info(line, "turn handled");
        return;
      }
    }
  };
}

const misunderstood = "an understanding service failed; the others answered in its place";

/** For the services that are asked last: what keeps failing is said once a minute. */
export function logMisunderstanding(logger: Logger): FallbackOptions["onError"] {
  return (error, { name, count, isPaused }) =>
    logger.warn({ service: name, count, isPaused, err: error }, misunderstood);
}
