/**
 * - `timeout`: no response in time. `unreachable`: no connection, or it broke.
 * - `refused`: the service refused the request, e.g. its credentials. `garbage`: its response cannot be read.
 */
export type UnderstandingFailure = "timeout" | "unreachable" | "refused" | "garbage";

/**
 * A service did not say what a text means. The error is safe to log: it holds neither the text nor credentials. Of the cause
 * only its kind and code are kept, because errors of libraries quote their input.
 */
export class UnderstandingError extends Error {
  override name = "UnderstandingError";
  /** The name of the understander. */
  readonly service: string;
  readonly reason: UnderstandingFailure;
  /** The HTTP status, if the service answered with one. */
  readonly status: number | undefined;

  /** @param what the rest of a sentence that begins with the service's name. */
  constructor(
    service: string,
    reason: UnderstandingFailure,
    what: string,
    details: { cause?: unknown; status?: number } = {},
  ) {
    super(`${service} ${what}`, details.cause === undefined ? {} : { cause: new Error(describe(details.cause)) });
    this.service = service;
    this.reason = reason;
    this.status = details.status;
  }
}

/** Kind and code, e.g. `TypeError ECONNREFUSED`: words of the program, never of a person. */
function describe(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const code = codeOf(error) ?? codeOf(error.cause);
  const kind = /^\w{1,64}$/.test(error.name) ? error.name : "Error";
  return code === undefined ? kind : `${kind} ${code}`;
}

function codeOf(error: unknown): string | undefined {
  if (!(error instanceof Error) || !("code" in error) || typeof error.code !== "string") return undefined;
  return /^[A-Z][A-Z0-9_]{1,63}$/.test(error.code) ? error.code : undefined;
}
