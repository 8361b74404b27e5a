import { RequestError } from "#app/errors.ts";
import type { Logger } from "#app/logger.ts";
import { DeliveryError } from "#channel/delivery-error.ts";
import type { InboundEvent } from "#channel/event.ts";
import { type JsonObject, asObject, parseJsonKeepingIds } from "#channel/kit/json-with-ids.ts";
import { type SignatureHeaders, type SignatureRules, isSigned } from "#connectors/meta/signature.ts";
import { classifyBy } from "#connectors/meta/send/graph-error.ts";
import { acceptDeletion } from "#connectors/meta/webhook/accept-deletion.ts";
import { shapeOf } from "#connectors/meta/webhook/shape-of.ts";
import type { WebhookResponse } from "#connectors/meta/webhook/webhook-response.ts";
import type { BusinessNumber } from "#connectors/whatsapp/numbers.ts";
import { errorRules } from "#connectors/whatsapp/send/errors.ts";
import { conversationIdOf, userOf } from "#connectors/whatsapp/user-id.ts";
import { assignEvent, assignIdentity } from "./assign.ts";
import type { FindNumber, Inbound } from "./inbound.ts";
import { keyOf, toInbound } from "./to-inbound.ts";

export type WebhookParts = {
  signature: SignatureRules;
  findNumber: FindNumber;
  now: () => number;
  /** Meta has called: its signature is right. */
  called: () => void;
  count: (name: string) => void;
  logger: Logger;
};

type Stored = "stored" | "not_stored" | "not_stored_now";
type OfPerson = Extract<Inbound, { type: "event" | "identity" }>;
type OfMessage = Extract<Inbound, { type: "state" }>;

export async function receiveWebhook(
  bytes: Uint8Array,
  headers: SignatureHeaders,
  parts: WebhookParts,
): Promise<WebhookResponse> {
  if (!isSigned(bytes, headers, parts.signature)) return { type: "forged" };
  parts.called();
  const webhook = parseWebhook(bytes);
  if (webhook === undefined) return { type: "not_json" };
  if (webhook["object"] !== "whatsapp_business_account") return { type: "wrong_object" };
  const inbound = toInbound(webhook, parts.findNumber, parts.now());
  for (const each of inbound) countUnused(each, parts);
  const stored = await Promise.all([...storeByPerson(inbound, parts), ...keepStates(inbound, parts)]);
  const failure = stored.find((each) => each !== "stored");
  return { type: failure ?? "received" };
}

function parseWebhook(bytes: Uint8Array): JsonObject | undefined {
  try {
    return asObject(parseJsonKeepingIds(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString()));
  } catch (error) {
    // RangeError: the JSON is nested too deeply. Meta never sends that.
    if (error instanceof SyntaxError || error instanceof RangeError) return undefined;
    throw error;
  }
}

/** Counts what this server does not use, so that it is not lost without a trace. */
function countUnused(inbound: Inbound, { count, logger }: WebhookParts): void {
  if (inbound.type === "state") return count(`state:${inbound.status}`);
  if (inbound.type === "unhandled") {
    const { kind, item } = inbound;
    logger.info({ kind, shape: item === undefined ? undefined : shapeOf(item) }, "webhook event is not handled");
    return count(`unhandled:${kind}`);
  }
  if (inbound.type !== "unknown_number") return;
  logger.info({ phoneNumberId: inbound.phoneNumberId }, "webhook event of a number that no connector has");
  count("unknown_number");
}

/** Events of one person are stored one after another, in order. People are stored side by side. */
function storeByPerson(inbound: readonly Inbound[], parts: WebhookParts): Promise<Stored>[] {
  const events = inbound.filter((each) => each.type === "event" || each.type === "identity");
  // Whose id has changed may have sent something in the same webhook under either.
  const isChanging = events.some(({ type }) => type === "identity");
  const groups = Map.groupBy(events, (each) =>
    isChanging ? "" : `${each.number.connectorId} ${userOf(each.who) ?? ""}`,
  );
  return [...groups.values()].map(async (group) => await storeInOrder(group.sort(byTime), parts));
}

/** After failures Meta sends batches in any order. How the person came precedes what they say in the same second. */
function byTime(one: OfPerson, other: OfPerson): number {
  const rank = (each: OfPerson): number => (each.type === "identity" ? 0 : each.content.type === "referral" ? 1 : 2);
  return one.at - other.at || rank(one) - rank(other);
}

/** Stops at the first event that cannot be stored: a later one would overtake it. Meta sends all of them again. */
async function storeInOrder(group: readonly OfPerson[], parts: WebhookParts): Promise<Stored> {
  for (const each of group) {
    const stored = await storeOne(each, parts);
    if (stored !== "stored") return stored;
  }
  return "stored";
}

async function storeOne(each: OfPerson, { count, logger }: WebhookParts): Promise<Stored> {
  try {
    const { number } = each;
    const event = each.type === "identity" ? await assignIdentity(each, number) : await assignEvent(each, number);
    if (event === undefined) {
      count("identity_of_stranger");
      return "stored";
    }
    const { duplicate } = await acceptOne(event, number);
    count(duplicate ? "duplicate" : `accepted:${event.content.type}`);
    return "stored";
  } catch (error) {
    if (error instanceof RequestError && (error.code === "client_id_reused" || error.code === "blocked")) {
      // A retry would not help: it is stored already as it was read the first time, or the person is blocked.
      count(error.code === "blocked" ? "blocked" : "changed");
      return "stored";
    }
    logger.error({ err: error }, "webhook event could not be stored");
    count("not_stored");
    return notStored(error);
  }
}

/**
 * A conversation that began under a number keeps its name when the person has an id, and whoever else has that number by then and no id
 * begins one under another name.
 */
async function acceptOne(event: InboundEvent, number: BusinessNumber): Promise<{ duplicate: boolean }> {
  try {
    return await acceptDeletion(event, number, keysOf);
  } catch (error) {
    const isOthers = error instanceof RequestError && error.code === "not_found";
    if (!isOthers || event.content.type === "identity_change") throw error;
    const conversationId = conversationIdOf(number, `${event.address.user}.2`);
    return await acceptDeletion({ ...event, conversationId }, number, keysOf);
  }
}

const keysOf = (messageId: string): [string] => [keyOf(messageId)];

/** What is away for a while is no defect: the peer is asked to come again, and the store has said why. */
function notStored(error: unknown): "not_stored" | "not_stored_now" {
  return error instanceof RequestError && error.code === "unavailable" ? "not_stored_now" : "not_stored";
}

/** One after another for each message: that it was read says more than that it was sent. */
function keepStates(inbound: readonly Inbound[], parts: WebhookParts): Promise<Stored>[] {
  const states = inbound.filter((each) => each.type === "state");
  return [...Map.groupBy(states, ({ externalId }) => externalId).values()].map(async (group) => {
    for (const state of group) {
      const stored = await keepState(state, parts);
      if (stored !== "stored") return stored;
    }
    return "stored";
  });
}

async function keepState(state: OfMessage, { count, logger }: WebhookParts): Promise<Stored> {
  try {
    if (!(await report(state))) count("state_of_unknown_delivery");
    return "stored";
  } catch (error) {
    logger.error({ status: state.status, err: error }, "what became of a message could not be stored");
    return notStored(error);
  }
}

/** That it was sent confirms the delivery, where the answer to our call was lost. */
async function report({ number, status, externalId, deliveryId, error }: OfMessage): Promise<boolean> {
  if (status === "sent") return deliveryId !== undefined && (await number.confirmDelivery(deliveryId, externalId));
  const named = deliveryId === undefined ? { externalId } : { externalId, deliveryId };
  if (status !== "failed") return await number.reportDelivery({ ...named, status });
  return await number.reportDelivery({ ...named, status, error: failureOf(error) });
}

/** Meta takes much that it finds out only afterwards that it cannot deliver. */
function failureOf(code: number | undefined): DeliveryError {
  if (code === undefined) return new DeliveryError("Meta could not deliver the message", "content", { code: "failed" });
  const error = { status: 400, code, subcode: undefined, isTransient: false, message: "", traceId: undefined };
  const { kind, hint } = classifyBy(errorRules, error);
  return new DeliveryError(`${hint} (${code})`, kind, { code: String(code) });
}
