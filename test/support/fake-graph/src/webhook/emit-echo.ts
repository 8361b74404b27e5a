import { setTimeout as wait } from "node:timers/promises";
import type { Core } from "#core.ts";
import type { SentMessage } from "./feed.ts";
import { isJsonObject } from "#parse/json.ts";
import type { JsonObject } from "#parse/json.ts";
import type { Receipt } from "./webhook-sender.ts";

/** Tells the subscribed apps what the page has just said. */
export function emitEcho(core: Core, sent: SentMessage): Promise<Receipt> {
  const { pageId, psid } = sent;
  const event = {
    sender: { id: pageId },
    recipient: { id: psid },
    timestamp: sent.at,
    message: {
      mid: sent.mid,
      is_echo: true,
      app_id: toAppNumber(sent.appId),
      ...(sent.metadata === undefined ? {} : { metadata: sent.metadata }),
      ...visiblePart(sent.body),
    },
  };
  return core.webhooks.emit({ pageId, psid, event });
}

/** What follows the answer: the echo unless it went before, then the receipts of the person's phone. */
export async function emitAfterwards(core: Core, sent: SentMessage): Promise<void> {
  const { echo = "after", echoDelayMs = 0, deliveries = false, reads = false } = core.options;
  if (echoDelayMs > 0) await wait(echoDelayMs, undefined, { signal: core.signal });
  if (echo === "after") await emitEcho(core, sent);
  if (deliveries) await emitReceipt(core, sent, { delivery: { mids: [sent.mid], watermark: core.clock.now() } });
  if (reads) await emitReceipt(core, sent, { timestamp: core.clock.now(), read: { watermark: core.clock.now() } });
}

// A delivery event has no timestamp of its own; a read event has one.
function emitReceipt(core: Core, { pageId, psid }: SentMessage, fields: JsonObject): Promise<Receipt> {
  const event = { sender: { id: psid }, recipient: { id: pageId }, ...fields };
  return core.webhooks.emit({ pageId, psid, event });
}

// Quick replies are not part of an echo, and an attachment id is a number there although it is sent as a text.
function visiblePart(body: JsonObject): JsonObject {
  const message = isJsonObject(body["message"]) ? body["message"] : {};
  const { text, attachment } = message;
  if (text !== undefined) return { text };
  return { attachments: [withNumericId(attachment)] };
}

function withNumericId(attachment: unknown): unknown {
  if (!isJsonObject(attachment) || !isJsonObject(attachment["payload"])) return attachment;
  const { attachment_id: id, is_reusable: _, ...payload } = attachment["payload"];
  return { ...attachment, payload: id === undefined ? payload : { ...payload, attachment_id: Number(id) } };
}

// Real app ids are numbers on the wire; a test may well use a word.
function toAppNumber(appId: string): number | string {
  const number = Number(appId);
  return Number.isSafeInteger(number) ? number : appId;
}
