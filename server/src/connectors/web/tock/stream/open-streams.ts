import type { Limits } from "#channel/host/limits.ts";

/** More than a visitor may have connections. */
const most = 100_000;

/** Which people have a stream open, in all processes of the server. */
export class OpenStreams {
  readonly #limits: Limits;
  readonly #name: string;
  /** In this process, by visitor. */
  readonly #open = new Map<string, number>();

  constructor(limits: Limits, name: string) {
    this.#limits = limits;
    this.#name = name;
  }

  async open(visitorId: string): Promise<Disposable> {
    const permit = await this.#limits.acquire(this.#name, visitorId, most);
    this.#count(visitorId, 1);
    return {
      [Symbol.dispose]: () => {
        this.#count(visitorId, -1);
        permit?.[Symbol.dispose]();
      },
    };
  }

  isOpenHere(visitorId: string): boolean {
    return this.#open.has(visitorId);
  }

  /** In whichever process. */
  async isOpen(visitorId: string): Promise<boolean> {
    if (this.isOpenHere(visitorId)) return true;
    const permit = await this.#limits.acquire(this.#name, visitorId, 1);
    permit?.[Symbol.dispose]();
    return permit === undefined;
  }

  #count(visitorId: string, by: number): void {
    const count = (this.#open.get(visitorId) ?? 0) + by;
    if (count === 0) this.#open.delete(visitorId);
    else this.#open.set(visitorId, count);
  }
}
