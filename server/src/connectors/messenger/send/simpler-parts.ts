import type { DeliveryReceipt } from "#channel/connector.ts";
import { DeliveryError } from "#channel/delivery-error.ts";
import { simplerForms } from "#connectors/messenger/render/simpler-forms.ts";
import { BoundedMap } from "#collections/bounded-map.ts";
import { FormError } from "./client.ts";
import type { SendMessage } from "./send-api.ts";

/** Deliveries whose rest is remembered. Only those under way and those that wait for their next try have one. */
const mostRests = 1_000;

type SendPart = (message: SendMessage, isLast: boolean) => Promise<DeliveryReceipt>;

/**
 * Sends messages, in simpler forms where Meta refuses a form. A simpler form may be several messages. What is out stays out:
 * the next try of the delivery, and a simpler form, go on with what is left. This process remembers that, no other one: after
 * a crash between two parts a person may see the first ones twice.
 */
export class SimplerParts {
  readonly #onRefused: (deliveryId: string, error: FormError) => void;
  /** What is left of each delivery of which some is out. */
  readonly #rests = new BoundedMap<string, SendMessage[]>(mostRests);

  constructor(onRefused: (deliveryId: string, error: FormError) => void) {
    this.#onRefused = onRefused;
  }

  /**
   * @param send is told which message is the last one: before that, not all is there.
   * @throws the first refusal when Meta takes none of the forms: it names what the story's message has.
   */
  async deliver(deliveryId: string, message: SendMessage, send: SendPart): Promise<DeliveryReceipt> {
    let rest = this.#rests.get(deliveryId) ?? [message];
    let receipt: DeliveryReceipt = {};
    try {
      for (let [next, ...others] = rest; next !== undefined; [next, ...others] = rest) {
        ({ receipt, rest } = await this.#sendNext(deliveryId, next, others, send));
        this.#remember(deliveryId, rest);
      }
    } catch (error) {
      if (error instanceof DeliveryError && error.outcome === "refused") this.#rests.delete(deliveryId);
      throw error;
    }
    return receipt;
  }

  async #sendNext(
    deliveryId: string,
    next: SendMessage,
    others: SendMessage[],
    send: SendPart,
  ): Promise<{ receipt: DeliveryReceipt; rest: SendMessage[] }> {
    const refusals: FormError[] = [];
    for (const [first = next, ...more] of [[next], ...simplerForms(next)]) {
      const rest = [...more, ...others];
      try {
        return { receipt: await send(first, rest.length === 0), rest };
      } catch (error) {
        if (!(error instanceof FormError)) throw error;
        this.#onRefused(deliveryId, error);
        refusals.push(error);
      }
    }
    throw refusals[0] ?? new Error("there is no form to send");
  }

  #remember(deliveryId: string, rest: SendMessage[]): void {
    if (rest.length === 0) this.#rests.delete(deliveryId);
    else this.#rests.set(deliveryId, rest);
  }
}
