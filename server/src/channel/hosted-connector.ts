import { createHmac } from "node:crypto";
import type { Address } from "./address.ts";
import type { Capabilities } from "./capabilities.ts";
import type { Connector, Delivery, DeliveryReceipt, Loss, PushConnector, Rendered } from "./connector.ts";
import type { LinkToken } from "./link-token.ts";
import type { BotMessage } from "./message.ts";
import { toPlainText } from "./plain-text.ts";

/**
 * A connector as the server uses it: the same duties, but it keeps its promises. A plug-in may throw where it should not;
 * here is the one place where that is caught.
 */
export type HostedConnector = {
  readonly id: string;
  readonly channel: string;
  readonly delivery: Connector["delivery"];
  readonly capabilities: Capabilities;
  /** Never throws: a message that cannot be rendered is tried as plain text, and a loss says so. */
  render(message: BotMessage): HostedRendering;
  asUnasked(payload: unknown): unknown;
  /** @throws DeliveryError, or what the connector threw. */
  deliver(delivery: Delivery, signal: AbortSignal): Promise<DeliveryReceipt>;
  /** Never throws, and is not waited for. */
  typing(address: Address, on: boolean): void;
};

/** `tokens`: what the short tokens in the payloads stand for; they are stored with the message. */
export type HostedRendering = Rendered & { tokens: LinkToken[] };

export type HostingParts = {
  /** Makes tokens that nobody can guess. */
  tokenKey: Uint8Array;
  /** Learns of what the connector threw. `what`: the method. */
  report: (what: string, error: unknown) => void;
};

/** Wraps a connector so that nothing it throws decides about anything but its own call. */
export function hostConnector(connector: Connector, { tokenKey, report }: HostingParts): HostedConnector {
  const { id, channel, delivery, capabilities } = connector;

  function tokenOf(value: string): string {
    // 22 characters hold 131 bits, and fit into the smallest button payload that we know of (64 bytes).
    return createHmac("sha256", tokenKey).update(`${id}\0${value}`).digest("base64url").slice(0, 22);
  }

  function tryToRender(message: BotMessage): HostedRendering | undefined {
    const tokens = new Map<string, string>();
    const toToken = (value: string): string => {
      const token = tokenOf(value);
      tokens.set(token, value);
      return token;
    };
    try {
      const { payloads, losses } = connector.render(message, toToken);
      // They are stored as JSON. What has no JSON would fail the whole turn.
      if (delivery === "push") for (const payload of payloads) requireJson(payload);
      return { payloads, losses, tokens: Array.from(tokens, ([token, value]) => ({ token, value })) };
    } catch (error) {
      report("render", error);
      return undefined;
    }
  }

  return {
    id,
    channel,
    delivery,
    capabilities,
    render(message) {
      const rendering = tryToRender(message);
      if (rendering !== undefined) return rendering;
      const plain = tryToRender({ type: "text", text: toPlainText(message), buttons: [], quickReplies: [] });
      const losses: Loss[] = [{ rule: "render_failed", detail: "message" }, ...(plain?.losses ?? [])];
      return { payloads: plain?.payloads ?? [], losses, tokens: plain?.tokens ?? [] };
    },
    asUnasked(payload) {
      if (connector.delivery === "log" || connector.asUnasked === undefined) return payload;
      try {
        return connector.asUnasked(payload);
      } catch (error) {
        report("asUnasked", error);
        return payload;
      }
    },
    async deliver(item, signal) {
      if (connector.delivery === "log") throw new Error(`the connector "${id}" has nothing to deliver`);
      return toReceipt(await deliver(connector, item, signal));
    },
    typing(address, on) {
      if (connector.delivery === "log" || connector.typing === undefined || !capabilities.typing) return;
      try {
        // Inside the try for what it throws at once, and with a catch for what it rejects later.
        void Promise.resolve(connector.typing(address, on)).catch((error: unknown) => report("typing", error));
      } catch (error) {
        report("typing", error);
      }
    },
  };
}

async function deliver(connector: PushConnector, item: Delivery, signal: AbortSignal): Promise<unknown> {
  const { editsExternalId } = item;
  // A message that was never delivered cannot be edited, so its newer text goes out as a message.
  if (editsExternalId === undefined || connector.edit === undefined) return connector.deliver(item, signal);
  await connector.edit(item, editsExternalId, signal);
  return { externalId: editsExternalId };
}

/** The message is delivered, whatever the connector says about it: a strange receipt must not send it again. */
function toReceipt(receipt: unknown): DeliveryReceipt {
  if (typeof receipt !== "object" || receipt === null || !("externalId" in receipt)) return {};
  const { externalId } = receipt;
  return typeof externalId === "string" ? { externalId } : {};
}

function requireJson(payload: unknown): void {
  if (JSON.stringify(payload) === undefined) throw new TypeError("a rendered payload is no JSON");
}
