/** How a call is made to go wrong. */
export type Fault =
  /** Refused with this error code. `accepted`: the message is sent all the same, as Meta says of 1/1357046. */
  | { code: number; subcode?: number; message?: string; status?: number; accepted?: true }
  /** Answered with this status and no JSON, as an edge server in trouble does. `accepted`: what is behind it took the call. */
  | { status: number; accepted?: true }
  /** Neither accepted nor answered; the socket is cut after this many real ms. */
  | { hang: number }
  /** Accepted at once, answered only after this many real ms. */
  | { slow: number }
  /** Accepted and recorded, but the socket is cut instead of an answer: the sender cannot know. */
  | { closeAfterAccept: true }
  /** The socket is cut before anything is recorded. */
  | { closeBeforeAccept: true };

/** Which calls a fault waits for; any call unless given. A text is compared with the end of the path. */
export interface FaultMatch {
  method?: string;
  path?: string | RegExp;
  /** Compared with the body as JSON. */
  body?: RegExp;
}

interface PlannedFault {
  left: number;
  fault: Fault;
  match: FaultMatch;
}

/** The faults that a test has ordered, oldest first. */
export class FaultPlan {
  #planned: PlannedFault[] = [];

  failNext(count: number, fault: Fault, match: FaultMatch): void {
    this.#planned.push({ left: count, fault, match });
  }

  take(call: FaultedCall): Fault | undefined {
    const planned = this.#planned.find(({ match }) => matches(match, call));
    if (planned === undefined) return undefined;
    planned.left -= 1;
    this.#planned = this.#planned.filter(({ left }) => left > 0);
    return planned.fault;
  }

  clear(): void {
    this.#planned = [];
  }
}

type FaultedCall = { method: string; path: string; body: unknown };

function matches(match: FaultMatch, { method, path, body }: FaultedCall): boolean {
  if (match.body?.test(JSON.stringify(body ?? null)) === false) return false;
  if (match.method !== undefined && match.method !== method) return false;
  if (match.path === undefined) return true;
  return typeof match.path === "string" ? path.endsWith(match.path) : match.path.test(path);
}
