import assert from "node:assert/strict";
import { text } from "#bot/authoring/messages.ts";
import type { Address } from "#channel/address.ts";
import type { Delivery, DeliveryReceipt } from "#channel/connector.ts";
import { DeliveryError, type DeliveryErrorKind } from "#channel/delivery-error.ts";
import type { ConnectorHarness } from "./harness.ts";

type Check = (harness: ConnectorHarness) => Promise<void>;

/**
 * What a connector that is handed payloads promises.
 * @param failures what its channel can be made to do.
 * @param shows what its channel shows of an answer that is being written.
 */
export function pushCases(
  failures: readonly DeliveryErrorKind[],
  { typing, edits }: { typing: boolean; edits: boolean },
): [name: string, check: Check][] {
  return [
    ["a delivery is made under its id, one after another in order", deliversInOrder],
    ["every call to the platform goes through the host's fetch", usesTheHostsFetch],
    ...failures.map((kind): [string, Check] => [
      `when the channel fails in the way "${kind}", the delivery's error says so`,
      (harness) => classifies(harness, kind),
    ]),
    ...(edits ? [["a message gets an id, by which it is replaced", replacesTheMessage] satisfies [string, Check]] : []),
    ...(typing
      ? [["typing is nobody's error, also when the channel fails", typesSafely] satisfies [string, Check]]
      : []),
  ];
}

async function deliversInOrder(harness: ConnectorHarness): Promise<void> {
  for (const id of ["ob_1", "ob_2", "ob_3"]) await deliver(harness, id);
  assert.deepEqual(harness.push?.delivered(), ["ob_1", "ob_2", "ob_3"]);
}

async function usesTheHostsFetch(harness: ConnectorHarness): Promise<void> {
  const own = globalThis.fetch;
  let calls = 0;
  globalThis.fetch = (...request) => {
    calls += 1;
    return own(...request);
  };
  try {
    await deliver(harness, "ob_1");
  } finally {
    globalThis.fetch = own;
  }
  assert.equal(calls, 0, "the connector calls the global fetch; call host.fetch");
}

async function classifies(harness: ConnectorHarness, kind: DeliveryErrorKind): Promise<void> {
  harness.push?.failNext(kind);
  const error: unknown = await deliver(harness, "ob_1").then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  assert.ok(error instanceof DeliveryError, "deliver must throw a DeliveryError");
  assert.equal(error.kind, kind);
  assert.deepEqual(harness.push?.delivered(), kind === "unknown" ? ["ob_1"] : []);
}

async function typesSafely(harness: ConnectorHarness): Promise<void> {
  const { host, push } = harness;
  for (const kind of push?.failures ?? []) {
    push?.failNext(kind);
    for (const on of [true, false]) await host.connector.typing(addressOf(harness), on);
  }
  // The host catches everything; what is no DeliveryError is in its log as a defect.
  assert.deepEqual(host.defects(), [], "typing may fail with a DeliveryError only");
}

async function replacesTheMessage(harness: ConnectorHarness): Promise<void> {
  const { externalId } = await deliver(harness, "ob_1");
  assert.ok(externalId !== undefined, "deliver must return an external id, or no text can grow by edits");
  assert.deepEqual(await deliver(harness, "ob_2", { editsExternalId: externalId }), { externalId });
  assert.equal(harness.push?.delivered().length, 1, "an edit must not be a message of its own");
}

function deliver(harness: ConnectorHarness, id: string, more: Partial<Delivery> = {}): Promise<DeliveryReceipt> {
  const { connector } = harness.host;
  const [payload] = connector.render(text(id)).payloads;
  const address = addressOf(harness);
  const delivery: Delivery = { id, connectorId: connector.id, conversationId: "c", address, payload, attempt: 1 };
  return connector.deliver({ ...delivery, ...more }, AbortSignal.timeout(30_000));
}

function addressOf({ push }: ConnectorHarness): Address {
  return push?.address ?? { user: "", scope: "direct" };
}
