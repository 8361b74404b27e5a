import { DeliveryError } from "#channel/delivery-error.ts";
import type { KeptTexts } from "#channel/host/kept-texts.ts";
import { asObject } from "#channel/kit/json-with-ids.ts";
import type { XSettings } from "#connectors/x/options.ts";

/** Direct messages of one month (UTC), e.g. `2026-11`, and what they cost: millionths of a US dollar, as prices were then. */
export type Spending = {
  readonly month: string;
  readonly sent: number;
  readonly received: number;
  readonly micros: number;
};

type Prices = Pick<XSettings, "monthlyCapDollars" | "sentPriceDollars" | "receivedPriceDollars">;

type Change = { readonly sent?: number; readonly received?: number; readonly micros: number };

const name = "spending";
/** Other processes write at the same time. */
const mostTries = 10;
const microsPerDollar = 1_000_000;

/** What is spent, counted by all processes in one book that outlives them: a server that starts anew must not begin to count anew. */
export class SpendBook {
  readonly #texts: KeptTexts;
  readonly #prices: Prices;
  readonly #now: () => number;
  #last: Spending | undefined;
  /** One change after another; those of other processes are noticed by the version. */
  #changing: Promise<unknown> = Promise.resolve();

  constructor(texts: KeptTexts, prices: Prices, now: () => number) {
    this.#texts = texts;
    this.#prices = prices;
    this.#now = now;
  }

  /** As far as this process knows. */
  get known(): Spending {
    return this.#last?.month === this.#month() ? this.#last : this.#empty();
  }

  async read(): Promise<Spending> {
    return (await this.#read()).spending;
  }

  /**
   * Counts a message before it is sent.
   * @throws DeliveryError `spend_cap` when the month would cost more than the operator allows; `transient` when it cannot be counted.
   */
  async reserve(): Promise<void> {
    const price = toMicros(this.#prices.sentPriceDollars);
    await this.#change({ sent: 1, micros: price }, ({ micros }) => {
      if (micros + price > this.capMicros) throw this.#tooMuch(micros);
    });
  }

  /** X has not taken it, and charges nothing. */
  async release(): Promise<void> {
    await this.#change({ sent: -1, micros: -toMicros(this.#prices.sentPriceDollars) });
  }

  /** X charges for what comes in, whatever the cap is. */
  async addReceived(): Promise<void> {
    await this.#change({ received: 1, micros: toMicros(this.#prices.receivedPriceDollars) });
  }

  get capMicros(): number {
    return toMicros(this.#prices.monthlyCapDollars);
  }

  async #change(change: Change, allow: (before: Spending) => void = () => undefined): Promise<void> {
    const changing = this.#changing.then(() => this.#write(change, allow));
    this.#changing = changing.catch(() => undefined);
    await changing;
  }

  async #write({ sent = 0, received = 0, micros }: Change, allow: (before: Spending) => void): Promise<void> {
    for (let tries = 1; tries <= mostTries; tries += 1) {
      const { spending, version } = await this.#read();
      allow(spending);
      const next: Spending = {
        month: spending.month,
        sent: Math.max(0, spending.sent + sent),
        received: spending.received + received,
        micros: Math.max(0, spending.micros + micros),
      };
      if (await this.#texts.write(name, JSON.stringify(next), version)) {
        this.#last = next;
        return;
      }
    }
    throw new DeliveryError("what X costs could not be counted: other processes count at the same time", "transient");
  }

  async #read(): Promise<{ spending: Spending; version: number }> {
    const kept = await this.#texts.read(name);
    const read = kept === undefined || kept.text === "" ? {} : asObject(JSON.parse(kept.text));
    const spending =
      read["month"] === this.#month()
        ? {
            month: this.#month(),
            sent: Number(read["sent"]),
            received: Number(read["received"]),
            micros: Number(read["micros"]),
          }
        : this.#empty();
    this.#last = spending;
    return { spending, version: kept?.version ?? 0 };
  }

  #empty(): Spending {
    return { month: this.#month(), sent: 0, received: 0, micros: 0 };
  }

  #month(): string {
    return new Date(this.#now()).toISOString().slice(0, 7);
  }

  #tooMuch(micros: number): DeliveryError {
    const words = `the spend cap of X is reached: ${dollars(micros)} of ${dollars(this.capMicros)} US dollars in ${this.#month()}; raise monthlyCapDollars, or wait for the next month`;
    return new DeliveryError(words, "platform", { code: "spend_cap" });
  }
}

function toMicros(inDollars: number): number {
  return Math.round(inDollars * microsPerDollar);
}

/** With three digits: a message costs a part of a cent. */
export function dollars(micros: number): string {
  return (micros / microsPerDollar).toFixed(3);
}
