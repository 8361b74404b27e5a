/**
 * Why there is no preview, for the operator's figures. `not_allowed`: not of the sites that may be visited; `private`: its name leads to an
 * address that is not of the internet; `proxy`: nobody but the proxy would see where the name leads; `busy`: too many wait.
 */
export type Reason =
  | "busy"
  | "empty"
  | "not_allowed"
  | "private"
  | "proxy"
  | "redirects"
  | "status"
  | "timeout"
  | "type"
  | "unreachable";

/** There is no preview. The message names no address: a path may hold a token. */
export class Refusal extends Error {
  override name = "Refusal";
  readonly reason: Reason;

  constructor(reason: Reason, options?: ErrorOptions) {
    super(`no preview: ${reason}`, options);
    this.reason = reason;
  }
}
