import { RequestError } from "#app/errors.ts";
import type { ConnectorHost } from "#channel/host/connector-host.ts";
import { decodeChoice } from "#channel/kit/choice-code.ts";
import { tokenPrefix } from "#connectors/slack/tap-value.ts";
import type { Inbound } from "./inbound.ts";
import { readEvent } from "./read-event.ts";
import { readCommand, readInteraction } from "./read-interaction.ts";
import type { SlackRequest } from "./slack-request.ts";
import type { Reading } from "./where.ts";

export type ReceiveParts = {
  readonly host: Pick<
    ConnectorHost,
    "accept" | "confirmDelivery" | "conversations" | "logger" | "now" | "readToken" | "redact"
  >;
  readonly settings: Omit<Reading, "now"> & { readonly teamId: string | undefined };
  readonly count: (kind: string) => void;
};

/**
 * Takes what Slack has sent, by whichever door. Resolves once all of it is stored.
 * @throws when it is not: Slack must send it again.
 */
export async function receive(request: SlackRequest, parts: ReceiveParts): Promise<void> {
  const inbound = read(request, parts);
  parts.count(inbound.type === "unused" ? `unused:${inbound.kind}` : inbound.type);
  try {
    await store(inbound, parts);
  } catch (error) {
    if (!isReceived(error)) throw error;
    parts.count("received_already");
  }
}

function read(request: SlackRequest, { settings, host }: ReceiveParts): Inbound {
  const reading = { ...settings, now: host.now() };
  switch (request.type) {
    case "event":
      return readEvent(request.body, reading, settings.teamId);
    case "interaction":
      return readInteraction(request.body, reading, settings.teamId);
    case "command":
      return readCommand(request.body, reading, settings.teamId);
    case "challenge":
    case "unreadable":
      return { type: "unused", kind: request.type };
  }
}

async function store(inbound: Inbound, { host, count }: ReceiveParts): Promise<void> {
  switch (inbound.type) {
    case "event": {
      const { event, only } = inbound;
      if (only !== undefined && (only === "known") !== (await isKnown(event.conversationId, host)))
        return count(`only_in_${only}`);
      await host.accept(event);
      return;
    }
    case "tap": {
      const { value, label, event } = inbound;
      const code = value.startsWith(tokenPrefix) ? await host.readToken(value.slice(tokenPrefix.length)) : value;
      // A button that the story has made in Slack's own words says what it shows.
      const content = decodeChoice(code) ?? { type: "text", text: label === "" ? value : label };
      await host.accept({ ...event, content });
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
    case "removed":
      host.logger.error(
        { kind: inbound.kind },
        "Slack has removed the app from the workspace, or its token: install it again, and enter the new token",
      );
      return;
    case "rate_limited":
      host.logger.warn("Slack holds events back: the app gets more than 30,000 in an hour");
      return;
    case "unused":
      return;
  }
}

async function isKnown(conversationId: string, { conversations }: ReceiveParts["host"]): Promise<boolean> {
  return (await conversations.ownerOf(conversationId)) !== undefined;
}

/** The operator has blocked the person; or it is the same message a second time, as a mention and as a message, in other words. */
function isReceived(error: unknown): boolean {
  return error instanceof RequestError && (error.code === "blocked" || error.code === "client_id_reused");
}
