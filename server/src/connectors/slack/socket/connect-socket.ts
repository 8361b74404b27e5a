import type { Logger } from "#app/logger.ts";
import { asText } from "#channel/kit/json-with-ids.ts";
import { whenOpened } from "#channel/kit/socket/follow-socket.ts";
import { openSocket, type OpenSocket, type SocketMessage } from "#channel/kit/socket/open-socket.ts";
import { readEnvelope, type SlackRequest } from "#connectors/slack/incoming/slack-request.ts";
import { callSlack, type SlackAccess } from "#connectors/slack/send/call-slack.ts";

export type ConnectParts = {
  /** With the app's token. */
  readonly access: SlackAccess;
  /** Resolves when what Slack has sent is stored. */
  readonly receive: (request: SlackRequest) => Promise<void>;
  readonly logger: Logger;
};

/** Opens a connection of Socket Mode (docs.slack.dev/apis/events-api/using-socket-mode), which Slack renews after some hours. */
export async function connectSocket(
  { access, receive, logger }: ConnectParts,
  signal: AbortSignal,
): Promise<OpenSocket> {
  const { body } = await callSlack(access, { method: "apps.connections.open", body: {}, signal });
  const address = asText(body["url"]) ?? "";
  if (!/^wss?:\/\//.test(address) || !URL.canParse(address)) throw new Error("Slack named no address for a connection");
  const socket = await openSocket(address, {
    platform: "Slack",
    read: (text) => toMessage(text, receive),
    failed: (err) => logger.warn({ err }, "what Slack has sent could not be stored; Slack sends it again"),
    repeats: true,
  });
  return await whenOpened(socket, signal);
}

/** @throws when the operator must act. */
export function checkReason(reason: string): void {
  if (reason === "link_disabled") throw new Error("Socket Mode is switched off for the app");
}

function toMessage(text: string, receive: ConnectParts["receive"]): SocketMessage {
  const envelope = readEnvelope(text);
  switch (envelope.type) {
    case "hello":
      return { type: "ready" };
    case "disconnect":
      return { type: "leaving", reason: envelope.reason };
    case "request":
      return {
        type: "event",
        store: () => receive(envelope.request),
        acknowledgement: JSON.stringify({ envelope_id: envelope.id }),
      };
    case "unknown":
      return { type: "nothing" };
  }
}
