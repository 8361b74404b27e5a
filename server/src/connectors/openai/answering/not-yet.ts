import type { Response } from "express";
import { RequestError } from "#app/errors.ts";
import type { Asked } from "./asked.ts";

/** The bot has said nothing in time. */
export function notYet(): RequestError {
  return new RequestError(
    "unavailable",
    "the bot has not answered in time; waitSeconds of the connector says how long it may take",
    { retryAfterMs: 1_000 },
  );
}

/** Clients of OpenAI's try again: that is the same event where the conversation has a name, and another one where it has none. */
export function hintRetry({ isNamed }: Asked, response: Response): void {
  response.setHeader("x-should-retry", String(isNamed));
}
