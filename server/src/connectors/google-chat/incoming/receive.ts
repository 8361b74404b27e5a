import { RequestError } from "#app/errors.ts";
import type { ConnectorHost } from "#channel/host/connector-host.ts";
import { fillIn } from "#channel/kit/forms/fill-in.ts";
import type { JsonObject } from "#channel/kit/json-with-ids.ts";
import { type Inbound, readEvent } from "./read-event.ts";
import type { Reading } from "./where.ts";

export type ReceiveParts = {
  readonly host: Pick<ConnectorHost, "accept" | "conversations" | "now" | "readToken">;
  readonly settings: Omit<Reading, "now">;
  readonly count: (kind: string) => void;
};

/** Takes an event. Resolves once all of it is stored. @throws when it is not. */
export async function receive(body: JsonObject, parts: ReceiveParts): Promise<void> {
  const { settings, host, count } = parts;
  const inbound = readEvent(body, { ...settings, now: host.now() });
  count(inbound.type === "unused" ? `unused:${inbound.kind}` : inbound.type);
  try {
    await store(inbound, parts);
  } catch (error) {
    // The operator has blocked the person.
    if (!(error instanceof RequestError) || error.code !== "blocked") throw error;
    count("blocked");
  }
}

async function store(inbound: Inbound, { host, count }: ReceiveParts): Promise<void> {
  switch (inbound.type) {
    case "event": {
      const { event, only } = inbound;
      const isKnown = only !== undefined && (await host.conversations.ownerOf(event.conversationId)) !== undefined;
      if (isKnown) return count("only_in_new");
      await host.accept(event);
      return;
    }
    case "tap": {
      const { token, values, event } = inbound;
      const content = fillIn(await host.readToken(token), values);
      if (content === undefined) return count("unknown_tap");
      await host.accept({ ...event, content });
      return;
    }
    case "unused":
      return;
  }
}
