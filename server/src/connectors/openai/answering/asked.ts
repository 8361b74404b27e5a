import { createHash } from "node:crypto";
import type { InboundEvent } from "#channel/event.ts";
import type { ConnectorHost } from "#channel/host/connector-host.ts";
import type { OpenAiSettings } from "#connectors/openai/options.ts";
import type { AnswerHead } from "./wire.ts";

/** A request that is about to be answered. `signal`: nobody waits any more; `closing`: because the server ends. */
export type Asked = {
  host: ConnectorHost;
  settings: OpenAiSettings;
  event: InboundEvent;
  isNamed: boolean;
  withUsage: boolean;
  signal: AbortSignal;
  closing: AbortSignal;
};

/** The same for each try of a request. */
export function headOf({ event, settings }: Asked, seq: number): AnswerHead {
  const digest = createHash("sha256").update(`${event.conversationId}/${seq}`).digest("hex").slice(0, 24);
  return { id: `chatcmpl-${digest}`, created: Math.floor(event.at / 1_000), model: settings.model };
}
