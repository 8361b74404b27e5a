import type { Delivery, HandoverContext } from "#channel/connector.ts";
import type { ConnectorHost } from "#channel/host/connector-host.ts";
import { DeliveryError } from "#channel/delivery-error.ts";
import { isPsid } from "#connectors/messenger/user-ref.ts";
import { limits } from "#connectors/messenger/limits.ts";
import type { GraphClient } from "#connectors/messenger/send/client.ts";
import type { MessengerPayload } from "#connectors/messenger/send/payload/deliver-payload.ts";
import { isPersonCall } from "./person-call.ts";

/** A conversation that is given to another app, as it waits in the outbox behind the answer. */
export type ControlPass = { pass: { to: string; metadata: string } };

/** The app that is the page's inbox: a number of Meta's that is the same for all pages. */
export const inboxApp = "263902037430900";

/** @param to an option of the connector: `inbox`, `nobody`, or the number of an app. */
export function toControlPass(to: string, context: HandoverContext): ControlPass | undefined {
  const { to: wanted = to, ...facts } = context;
  // The server's own desk goes on in this app: which queue the story wants is nothing for Meta.
  if (to === "desk" || wanted === "nobody") return undefined;
  return { pass: { to: wanted === "inbox" ? inboxApp : wanted, metadata: toMetadata(facts) } };
}

/** Those who take over get all facts, and as much of the summary as there is room for. */
function toMetadata({ summary = "", ...facts }: Omit<HandoverContext, "to">): string {
  for (let length = summary.length; length > 0; length = Math.floor(length * 0.9)) {
    const shortened = length < summary.length ? `${summary.slice(0, length).toWellFormed()}…` : summary;
    const metadata = JSON.stringify({ ...facts, summary: shortened });
    if (metadata.length <= limits.metadata) return metadata;
  }
  const metadata = JSON.stringify(facts);
  return metadata.length <= limits.metadata ? metadata : "{}";
}

/**
 * Gives the conversation away, and notes when: what the person says to the bot after that means that it is the bot's again,
 * which Meta tells in no other way.
 * @throws DeliveryError
 */
export async function passControl(
  client: GraphClient,
  delivery: Delivery,
  { pass }: ControlPass,
  host: ConnectorHost,
  signal: AbortSignal,
): Promise<void> {
  await client.passControl(delivery.address.user, pass.to, pass.metadata, signal);
  await rememberOtherOwner(delivery, host);
}

/** Meta's code for a message in a conversation that another app has. */
export const controlledByOther = "10/2018300";

/** Whether Meta takes it only from the app that has the conversation. */
export function needsControl(user: string, payload: MessengerPayload): boolean {
  if (!isPsid(user)) return false;
  if ("to" in payload && payload.to !== undefined) return false;
  if (!isPersonCall(payload)) return true;
  return "control" in payload && (payload.control.type === "extend" || payload.control.type === "release");
}

/** What still waits in a conversation that another app has got meanwhile is not offered to Meta. */
export function notOurs(): DeliveryError {
  return new DeliveryError("another app has the conversation; the message was not sent", "platform", {
    code: "not_owner",
  });
}

/** The bot learns that others have the conversation: it would talk into it otherwise. */
export async function rememberOtherOwner(delivery: Delivery, host: ConnectorHost): Promise<void> {
  const { id, connectorId, conversationId, address } = delivery;
  const content = { type: "handover" as const, to: "agent" as const };
  try {
    const at = host.now();
    await host.accept({ id: `passed:${id}`, connectorId, conversationId, address, at, inOrder: true, content });
  } catch (error) {
    host.logger.error(
      { deliveryId: id, err: error },
      "a handover could not be stored; the bot is silent until it ends",
    );
  }
}
