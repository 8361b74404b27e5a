import { RequestError } from "#app/errors.ts";
import type { InboundEvent } from "#channel/event.ts";
import type { Logger } from "#app/logger.ts";
import { type FindPage, type Inbound, conversationIdOf, toInboundEvents } from "./to-inbound.ts";
import type { WebhookResponse } from "#connectors/meta/webhook/webhook-response.ts";
import { keysOfMessage } from "./event-key.ts";
import { acceptDeletion } from "#connectors/meta/webhook/accept-deletion.ts";
import { shapeOf } from "#connectors/meta/webhook/shape-of.ts";
import { type JsonObject, asObject, parseJsonKeepingIds } from "#channel/kit/json-with-ids.ts";
import { assignConversations } from "./assign-conversations.ts";
import { resolveTokens } from "./resolve-tokens.ts";
import type { FacebookPage } from "#connectors/messenger/facebook-pages.ts";
import { type SignatureHeaders, type SignatureRules, isSigned } from "#connectors/meta/signature.ts";

export type WebhookParts = {
  signature: SignatureRules;
  findPage: FindPage;
  now: () => number;
  /** Meta has called: its signature is right. */
  called: () => void;
  count: (name: string) => void;
  logger: Logger;
};

type Stored = "stored" | "not_stored" | "not_stored_now";

export async function receiveWebhook(
  bytes: Uint8Array,
  headers: SignatureHeaders,
  parts: WebhookParts,
): Promise<WebhookResponse> {
  if (!isSigned(bytes, headers, parts.signature)) return { type: "forged" };
  parts.called();
  const webhook = parseWebhook(bytes);
  if (webhook === undefined) return { type: "not_json" };
  if (webhook["object"] !== "page") return { type: "wrong_object" };
  const findPage = await resolveTokens(webhook, parts.findPage);
  const inbound = await assignConversations(toInboundEvents(webhook, findPage, parts.now()));
  for (const each of inbound) {
    if (each.type === "policy") each.page.judged(each.action, each.at);
    if (each.type === "roles") await each.page.hasRoles(each.roles);
    countUnused(each, parts);
  }
  const stored = await Promise.all([
    ...storeByConversation(inbound, parts),
    ...confirm(inbound, parts),
    ...reportReceipts(inbound, parts),
  ]);
  const failure = stored.find((each) => each !== "stored");
  return { type: failure ?? "received" };
}

/** What is away for a while is no defect: the peer is asked to come again, and the store has said why. */
function notStored(error: unknown): "not_stored" | "not_stored_now" {
  return error instanceof RequestError && error.code === "unavailable" ? "not_stored_now" : "not_stored";
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
  switch (inbound.type) {
    case "event":
    case "echo":
      return;
    case "policy":
      return count(`policy:${inbound.action}`);
    case "roles":
      return count("roles");
    case "receipt":
      return count(`receipt:${inbound.receipt.status}`);
    case "unhandled":
      logger.info(
        { kind: inbound.kind, shape: inbound.webhookEvent === undefined ? undefined : shapeOf(inbound.webhookEvent) },
        "webhook event is not handled",
      );
      return count(`unhandled:${inbound.kind}`);
    case "unknown_page":
      logger.warn({ pageId: inbound.pageId }, "webhook event of a page that no connector has");
      return count("unknown_page");
  }
}

/** Events of one conversation are stored one after another, in order. Conversations are stored side by side. */
function storeByConversation(inbound: readonly Inbound[], parts: WebhookParts) {
  const events = inbound.filter((each) => each.type === "event");
  const conversations = Map.groupBy(events, ({ event }) => event.conversationId);
  return [...conversations.values()].map((group) => storeInOrder(group.sort(byTime), parts));
}

type Incoming = { event: InboundEvent; page: FacebookPage };

const first = ["identity_change", "referral", "optin"];

/** After failures Meta sends batches in any order. How the person came precedes other events of the same time. */
function byTime(one: Incoming, other: Incoming): number {
  const rank = ({ event }: Incoming): number => (first.includes(event.content.type) ? 0 : 1);
  return one.event.at - other.event.at || rank(one) - rank(other);
}

/** Stops at the first event that cannot be stored: a later one would overtake it. Meta sends all of them again. */
async function storeInOrder(group: Incoming[], parts: WebhookParts): Promise<Stored> {
  for (const incoming of group) {
    const stored = await storeOne(incoming, parts);
    if (stored !== "stored") return stored;
  }
  return "stored";
}

const notTheirs = ["handover", "handover_request", "overheard", "identity_change"];

async function storeOne({ event, page }: Incoming, { count, logger }: WebhookParts): Promise<Stored> {
  try {
    const { duplicate } = await acceptAssigned(event, page);
    count(duplicate ? "duplicate" : `accepted:${event.content.type}`);
    if (!duplicate) page.saw(event);
    // The person did nothing in a handover, and an app that does not have the conversation must not act in it.
    if (!duplicate && !notTheirs.includes(event.content.type)) page.markSeen(event.address.user);
    return "stored";
  } catch (error) {
    const { id, conversationId } = event;
    if (error instanceof RequestError && error.code === "client_id_reused") {
      // A retry would not help: this event is stored already, as it was read the first time.
      logger.warn({ eventId: id, conversationId }, "webhook event was stored before in another form");
      count("changed");
      return "stored";
    }
    if (error instanceof RequestError && error.code === "blocked") {
      count("blocked");
      return "stored";
    }
    logger.error({ eventId: id, conversationId, err: error }, "webhook event could not be stored");
    count("not_stored");
    return notStored(error);
  }
}

/** The person may have been deleted in the meantime, by another process: what they say begins a new conversation then. */
async function acceptAssigned(event: InboundEvent, page: FacebookPage): Promise<{ duplicate: boolean }> {
  try {
    return await acceptDeletion(event, page, keysOfMessage);
  } catch (error) {
    if (!(error instanceof RequestError) || error.code !== "not_found") throw error;
    const { user } = event.address;
    page.conversations.forget(user);
    const conversationId = await page.conversations.of(user, conversationIdOf(page, user));
    return await acceptDeletion({ ...event, conversationId }, page, keysOfMessage);
  }
}

/** They are lost with a store that is away: the next one says it again of all messages before. */
function reportReceipts(inbound: readonly Inbound[], { logger }: WebhookParts) {
  const receipts = inbound.filter((each) => each.type === "receipt");
  return receipts.map(async ({ receipt, page }): Promise<Stored> => {
    try {
      await page.reportReceipt(receipt);
    } catch (error) {
      logger.warn({ status: receipt.status, err: error }, "a receipt could not be stored");
    }
    return "stored";
  });
}

function confirm(inbound: readonly Inbound[], { count, logger }: WebhookParts) {
  const echoes = inbound.filter((each) => each.type === "echo");
  return echoes.map(async ({ deliveryId, partsOut, mid, page }): Promise<Stored> => {
    try {
      const isOurs = await (partsOut === undefined
        ? page.confirmDelivery(deliveryId, mid)
        : page.confirmPart(deliveryId, partsOut));
      count(isOurs ? "echo" : "echo_of_unknown_delivery");
      return "stored";
    } catch (error) {
      logger.error({ deliveryId, err: error }, "echo could not be stored");
      return notStored(error);
    }
  });
}
