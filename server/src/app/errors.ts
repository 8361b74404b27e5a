import type { ErrorCode, FileRefusal, SignInRefusal } from "@causerie/protocol";
import type { DeskErrorCode } from "@causerie/protocol/desk";

/**
 * Errors by who must act. Anything else that is thrown is a defect of ours.
 * @module
 */

type RequestErrorOptions = {
  retryAfterMs?: number;
  oldestSeq?: number;
  allow?: string;
  reason?: SignInRefusal | FileRefusal;
  offset?: number;
  facts?: Readonly<Record<string, string>>;
};

/** The peer sent something wrong: it gets this code as its answer. */
export class RequestError extends Error {
  override name = "RequestError";
  readonly code: ErrorCode | DeskErrorCode;
  readonly retryAfterMs: number | undefined;
  /** With `resync`: the oldest seq that can still be read. */
  readonly oldestSeq: number | undefined;
  /** With `method_not_allowed`: the methods that the route takes, as the header `Allow` lists them. */
  readonly allow: string | undefined;
  /** With `sign_in_failed` and `file_refused`: which check the token or the file did not pass. */
  readonly reason: SignInRefusal | FileRefusal | undefined;
  /** With `offset_mismatch`: how many bytes have come. */
  readonly offset: number | undefined;
  /** For the operator's log only. */
  readonly facts: Readonly<Record<string, string>>;

  /** @param detail what was wrong and what to do; sent to the peer, so no secrets and no message text. */
  constructor(code: ErrorCode | DeskErrorCode, detail: string, options: ErrorOptions & RequestErrorOptions = {}) {
    super(detail, options);
    this.code = code;
    this.retryAfterMs = options.retryAfterMs;
    this.oldestSeq = options.oldestSeq;
    this.allow = options.allow;
    this.reason = options.reason;
    this.offset = options.offset;
    this.facts = options.facts ?? {};
  }
}

/** For whoever asks while the server goes down. A browser comes again by itself. */
export function serverStops(): RequestError {
  return new RequestError("unavailable", "the server is stopping; come again", { retryAfterMs: 1000 });
}

/** A mistake in a story or in a connector, in our own words, which quote nobody: they may stand in any log. */
export class AuthorError extends Error {
  override name = "AuthorError";
}

/** A story or an understanding service threw. The person gets the fallback, the developer this. */
export class StoryError extends Error {
  override name = "StoryError";
  readonly story: string;

  constructor(message: string, story: string, options?: ErrorOptions) {
    super(message, options);
    this.story = story;
  }
}

/** The operator must change the configuration. All problems at once, each a sentence that says what to do. */
export class ConfigError extends Error {
  override name = "ConfigError";
  readonly problems: readonly string[];

  constructor(problems: readonly string[], options?: ErrorOptions) {
    super(problems.join("\n"), options);
    this.problems = problems;
  }
}

/** A bot runtime did not end the turn that it was given: whoever wrote the runtime must act. */
export class UnfinishedTurnError extends Error {
  override name = "UnfinishedTurnError";
}

/** Another process has taken over what this one was about to write; what it did is void. */
export class StaleLeaseError extends Error {
  override name = "StaleLeaseError";
}
