import { AuthorError } from "#app/errors.ts";

/** Why a bot has not answered. `no_connection` and `broken_off`: another way to it may be open. */
export const unavailableReasons = [
  "no_connection",
  "broken_off",
  "silent",
  "refused",
  "garbage",
  "too_much",
  "busy",
] as const;
export type UnavailableReason = (typeof unavailableReasons)[number];

/** A bot cannot be reached or says nothing. The person gets the fallback; whoever runs the bot must act. Quotes nobody. */
export class BotUnavailable extends AuthorError {
  override name = "BotUnavailable";
  readonly reason: UnavailableReason;
  /** What it is said to do, e.g. `is not connected`. */
  readonly what: string;

  constructor(bot: string, reason: UnavailableReason, what: string, options?: ErrorOptions) {
    super(`the bot "${bot}" ${what}`, options);
    this.reason = reason;
    this.what = what;
  }
}
