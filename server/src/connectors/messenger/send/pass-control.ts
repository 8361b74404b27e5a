import type { Delivery, HandoverContext } from "#channel/connector.ts";
import type { ConnectorHost } from "#channel/connector-host.ts";
import { limits } from "#connectors/messenger/limits.ts";
import type { GraphClient } from "./client.ts";

/** A conversation that is given to another app, as it waits in the outbox behind the answer. */
export type ControlPass = { pass: { to: string; metadata: string } };

/** The app that is the page's inbox: a number of Meta's that is the same for all pages. */
const inboxApp = "263902037430900";

/** @param to an option of the connector: `inbox`, `nobody`, or the number of an app. */
export function toControlPass(to: string, context: HandoverContext): ControlPass | undefined {
  if (to === "nobody") return undefined;
  const metadata = JSON.stringify(context);
  return {
    pass: { to: to === "inbox" ? inboxApp : to, metadata: metadata.length <= limits.metadata ? metadata : "{}" },
  };
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
  const { id, connectorId, conversationId, address } = delivery;
  await client.passControl(address.user, pass.to, pass.metadata, signal);
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
