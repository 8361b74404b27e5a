import type { Brake, Refusal } from "./brake.ts";
import { readUsage } from "./usage.ts";

/** What Meta does with an account by its policy. */
export type PolicyAction = "block" | "unblock" | "warning";

/** Meta does not say how long a block lasts. */
const blockMs = 3_600_000;

/** What lets an account's calls through: the brake of the account, and that of its app, which other accounts share. */
export class Gate {
  readonly #brakes: { account: Brake; app: Brake };
  readonly #name: string;
  readonly #now: () => number;
  #judgedAt = 0;

  /** @param name what the account is called in the log, e.g. "the page". */
  constructor(brakes: { account: Brake; app: Brake }, name: string, now: () => number) {
    this.#brakes = brakes;
    this.#name = name;
    this.#now = now;
  }

  /** Whether calls that need not be made are left out. */
  get isClosed(): boolean {
    return this.#all.some((brake) => brake.isClosed);
  }

  /** Milliseconds that a message has to wait. 0: it goes now. */
  pause(): number {
    const now = this.#now();
    const wait = Math.max(...this.#all.map((brake) => brake.wait(now)));
    if (wait === 0) for (const brake of this.#all) brake.enter(now);
    return wait;
  }

  /** Milliseconds until a message may be tried that has just been refused. */
  waitMs(): number {
    return Math.max(...this.#all.map((brake) => brake.wait(this.#now())));
  }

  perSecond(): number | undefined {
    const rates = this.#all.flatMap((brake) => brake.perSecond(this.#now()) ?? []);
    return rates.length === 0 ? undefined : Math.min(...rates);
  }

  /** What every answer of the Graph API says of the allowances. */
  answered(headers: Headers): void {
    const { app, account } = readUsage(headers);
    this.#brakes.app.used(app, this.#now());
    this.#brakes.account.used(account, this.#now());
  }

  /** Meta has taken a call, or has refused only what was in it. */
  passed(): void {
    for (const brake of this.#all) brake.passed(this.#now());
  }

  /** Nobody knows whether Meta takes calls. */
  undecided(): void {
    for (const brake of this.#all) brake.undecided(this.#now());
  }

  refused(scope: "account" | "app", refusal: Refusal): void {
    this.#brakes[scope].refused(refusal, this.#now());
  }

  /**
   * Meta has told of an account's block, or of its end, without a call, at this time by its own clock.
   * @returns whether that is new. Meta repeats a batch of which something was not stored: an old block would undo the end of it.
   */
  judged(action: PolicyAction, at: number): boolean {
    if (at <= this.#judgedAt) return false;
    this.#judgedAt = at;
    const { account } = this.#brakes;
    if (action === "unblock") account.release(this.#now());
    if (action === "block")
      account.refused({ code: "policy/block", hint: `Meta has blocked ${this.#name}`, ms: blockMs }, this.#now());
    return true;
  }

  get #all(): Brake[] {
    return [this.#brakes.account, this.#brakes.app];
  }
}
