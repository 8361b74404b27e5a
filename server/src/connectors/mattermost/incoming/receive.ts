import { RequestError } from "#app/errors.ts";
import type { ConnectorHost } from "#channel/host/connector-host.ts";
import type { ChannelKinds } from "./channel-kinds.ts";
import type { Frame } from "./frame.ts";
import type { Inbound } from "./inbound.ts";
import { channelIn, isOfPeople, readEvent } from "./read-event.ts";
import type { Reading } from "./where.ts";

export type ReceiveParts = {
  readonly host: Pick<
    ConnectorHost,
    "accept" | "confirmDelivery" | "conversations" | "logger" | "now" | "readToken" | "redact"
  >;
  readonly settings: Pick<Reading, "connectorId" | "locale">;
  readonly kinds: ChannelKinds;
  readonly count: (kind: string) => void;
};

/**
 * Takes what Mattermost has sent. Resolves once it is stored.
 * @throws when it is not: it must be read again.
 */
export async function receive(
  frame: Frame,
  bot: Reading["bot"],
  parts: ReceiveParts,
  signal: AbortSignal,
): Promise<void> {
  const { settings, host, kinds, count } = parts;
  const reading = { ...settings, bot, now: host.now() };
  const channel = channelIn(frame);
  if ("kind" in frame && frame.kind !== undefined && channel !== undefined) kinds.learn(channel, frame.kind);
  const matters = channel !== undefined && isOfPeople(frame, reading);
  const inbound = readEvent(frame, matters && (await kinds.isDirect(channel, signal)), reading);
  count(inbound.type === "unused" ? `unused:${inbound.kind}` : inbound.type);
  try {
    await store(inbound, parts);
  } catch (error) {
    if (!isReceived(error)) throw error;
    count("received_already");
  }
}

async function store(inbound: Inbound, { host, count }: ReceiveParts): Promise<void> {
  switch (inbound.type) {
    case "event": {
      const { event, only } = inbound;
      if (only === "known" && !(await isKnown(event.conversationId, host))) return count("only_in_known");
      await host.accept(event);
      return;
    }
    case "deleted": {
      const { redacts, event } = inbound;
      if (!(await isKnown(event.conversationId, host))) return count("only_in_known");
      if (event.content.type !== "deleted") return;
      await host.redact({ conversationId: event.conversationId, eventId: redacts, content: event.content });
      await host.accept(event);
      return;
    }
    case "echo":
      await host.confirmDelivery(inbound.deliveryId, inbound.externalId);
      return;
    case "unused":
      return;
  }
}

async function isKnown(conversationId: string, { conversations }: ReceiveParts["host"]): Promise<boolean> {
  return (await conversations.ownerOf(conversationId)) !== undefined;
}

/** The operator has blocked the person; or the post was changed between the connection's word of it and the reading of what was missed. */
export function isReceived(error: unknown): boolean {
  return error instanceof RequestError && (error.code === "blocked" || error.code === "client_id_reused");
}
