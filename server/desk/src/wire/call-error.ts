/**
 * Why a call did not bring what was asked for. `status` 0: nothing came back, so nobody knows whether the server has done it. `code`: as in
 * the server's problem. `detail`: what the server says about it, in English.
 */
export class CallError extends Error {
  override readonly name = "CallError";
  readonly status: number;
  readonly code: string;
  readonly detail: string | undefined;
  readonly retryAfterMs: number | undefined;

  constructor(given: { status: number; code: string; detail?: string | undefined; retryAfterMs?: number | undefined }) {
    super(given.detail ?? given.code);
    this.status = given.status;
    this.code = given.code;
    this.detail = given.detail;
    this.retryAfterMs = given.retryAfterMs;
  }

  /** Whether the same call may bring something later: the connection is down, or the server has too much to do. */
  get isPassing(): boolean {
    return this.status === 0 || this.status === 408 || this.status === 429 || this.status >= 500;
  }
}
