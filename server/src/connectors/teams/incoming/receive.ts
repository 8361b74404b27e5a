import { RequestError } from "#app/errors.ts";
import type { ConnectorHost } from "#channel/host/connector-host.ts";
import { fillIn } from "#channel/kit/forms/fill-in.ts";
import type { JsonObject } from "#channel/kit/json-with-ids.ts";
import type { Inbound } from "./inbound.ts";
import { readActivity } from "./read-activity.ts";
import type { Reading } from "./where.ts";

export type ReceiveParts = {
  readonly host: Pick<ConnectorHost, "accept" | "conversations" | "now" | "readToken" | "redact">;
  readonly settings: Omit<Reading, "now"> & { readonly tenantId: string | undefined };
  readonly count: (kind: string) => void;
};

/**
 * Takes an activity. Resolves once all of it is stored.
 * @returns whether somebody here knows what it wants.
 * @throws when it is not stored: Teams must send it again.
 */
export async function receive(activity: JsonObject, parts: ReceiveParts): Promise<boolean> {
  const { settings, host, count } = parts;
  const inbound = readActivity(activity, { ...settings, now: host.now() }, settings.tenantId);
  count(inbound.type === "unused" ? `unused:${inbound.kind}` : inbound.type);
  try {
    await store(inbound, parts);
  } catch (error) {
    // The operator has blocked the person.
    if (!(error instanceof RequestError) || error.code !== "blocked") throw error;
    count("blocked");
  }
  return inbound.type !== "unknown_call";
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
      const { token, values, event } = inbound;
      const content = fillIn(await host.readToken(token), values);
      // Without what it means the words on the button are all there is.
      if (content === undefined && event.content.type === "text" && event.content.text === "")
        return count("unknown_tap");
      await host.accept({ ...event, content: content ?? event.content });
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
    case "unknown_call":
    case "unused":
      return;
  }
}

async function isKnown(conversationId: string, { conversations }: ReceiveParts["host"]): Promise<boolean> {
  return (await conversations.ownerOf(conversationId)) !== undefined;
}
