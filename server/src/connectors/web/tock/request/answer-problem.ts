import { randomUUID } from "node:crypto";
import type { ErrorRequestHandler } from "express";
import { createProblemHandler } from "#http/refusing/problem.ts";
import { setProblemHeaders, sendJson } from "#http/responses.ts";
import type { TockContext } from "#connectors/web/tock/tock-context.ts";
import { writeMessage } from "#connectors/web/tock/answer/write-message.ts";

/**
 * Answers what went wrong with the right status, and with a message in the form of an answer: of another body most kits show
 * nothing at all, and the person would wait for ever.
 */
export function answerProblems({ web, host, settings }: TockContext): ErrorRequestHandler {
  const closing = (): boolean => web.connections.closing;
  return createProblemHandler(host.logger, closing, (response, problem) => {
    setProblemHeaders(response, problem);
    const responseId = randomUUID();
    sendJson(response, problem.status, {
      responses: [writeMessage({ text: settings.apology }, { actionId: responseId, withSources: false })],
      metadata: settings.streams ? { RESPONSE_ID: responseId } : {},
      ...problem,
    });
  });
}
