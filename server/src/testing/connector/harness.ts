import type { Address } from "#channel/address.ts";
import type { DeliveryErrorKind } from "#channel/delivery-error.ts";
import type { ConnectorTestHost } from "./connector-test-host.ts";

/**
 * What the channel was told of an event. Only `accepted` keeps it from sending the event again; `refused` says that the
 * sender has no right to it.
 */
export type Verdict = "accepted" | "refused" | "not_stored";

/** A connector that runs, and a person at its other end. The parts that a channel does not have are left out. */
export type ConnectorHarness = AsyncDisposable & {
  /** From {@link startConnectorTest}; with `answer: () => ["hello"]` for a connector that answers in its response. */
  readonly host: ConnectorTestHost;
  /** The person says something. `id` names the event: with the same id it is the same event sent again. */
  readonly say: (id: string, text: string) => Promise<Verdict>;
  /** Another person does. */
  readonly sayAsOther: (id: string, text: string) => Promise<Verdict>;
  /**
   * Requests in the person's name without the right to it: without a signature, with a wrong one, with an old one … None
   * only where nobody can send the connector anything, because it fetches all itself (`run`).
   */
  readonly forgeries: readonly ((id: string, text: string) => Promise<Verdict>)[];
  /** An event of a kind that the connector does not know: platforms invent new ones at any time. */
  readonly unknownEvent?: () => Promise<Verdict>;
  /** The platform's copy of a message that the bot has sent. */
  readonly ownEcho?: () => Promise<Verdict>;
  /** The person takes the choice with this label among the payloads that were rendered. */
  readonly tap?: (id: string, payloads: readonly unknown[], label: string) => Promise<Verdict>;
  /** The person says something, and gets the answer in the response: the texts of it. */
  readonly ask?: (id: string, text: string) => Promise<readonly string[]>;
  /** For connectors that are handed payloads. */
  readonly push?: PushHarness;
  /** Values that must never be in the log: tokens, signing secrets. */
  readonly secrets: readonly string[];
};

/** The platform behind a connector that is handed payloads. */
export type PushHarness = {
  /** Of the person who says something. */
  readonly address: Address;
  /** What the person was shown, in order: the id of each delivery, or its words, which the suite makes the same. */
  readonly delivered: () => readonly string[];
  /** What the platform can be made to do. `unknown`: it delivers, but its response is lost. */
  readonly failures: readonly DeliveryErrorKind[];
  /** The next call to the platform ends in this way. */
  readonly failNext: (kind: DeliveryErrorKind) => void;
};
