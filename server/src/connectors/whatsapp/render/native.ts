import type { BotMessage, NativeMessage } from "#channel/message/message.ts";
import { isObject } from "#channel/kit/json-with-ids.ts";
import { limits } from "#connectors/whatsapp/limits.ts";
import type { CloudMessage, CloudTemplate, WhatsAppPayload } from "#connectors/whatsapp/send/message.ts";

/** The kind of channel, as native messages and conversations name it. */
export const channel = "whatsapp";

declare module "#channel/message/message.ts" {
  interface NativeOverrides {
    readonly whatsapp?: readonly NativeMessage<typeof channel>[];
  }
}

/**
 * A message in the format of Meta's Cloud API. It is sent as it is, instead of the whole neutral message with its quick replies. What its
 * buttons bring back is the author's own: one that is a link leads to its story, any other tap arrives as the button's title.
 *
 * ```ts
 * yield text("Our form", { on: { whatsapp: [whatsappMessage({ type: "interactive", interactive: {
 *   type: "flow", body: { text: "Tell us more" }, action: { name: "flow", parameters: {
 *     flow_message_version: "3", flow_id: "1", flow_cta: "Open" } } } })] } });
 * ```
 * @param replyTo the message that it answers: `turn.event.id` after `message:`.
 * @throws TypeError when it has no type, or nothing of its type.
 */
export function whatsappMessage(
  message: CloudMessage,
  { replyTo }: { replyTo?: string } = {},
): NativeMessage<typeof channel> {
  if (!isCloudMessage(message)) throw new TypeError("whatsappMessage: it needs a type, and a field of that name");
  return { channel, payload: replyTo === undefined ? { message } : { message, replyTo } };
}

/**
 * A template that Meta has approved. It may be sent at any time, in a notification with `anyTime`.
 *
 * ```ts
 * yield text("Your train is late", { on: { whatsapp: [
 *   whatsappTemplate({ name: "train_late", language: "en", parameters: ["12"] })] } });
 * ```
 * @param parameters texts for `{{1}}`, `{{2}}` … of its body. `components`: anything else, as Meta names it.
 * @throws TypeError that names what Meta would refuse.
 */
export function whatsappTemplate({
  name,
  language,
  parameters = [],
  components = [],
}: {
  name: string;
  language: string;
  parameters?: readonly string[];
  components?: CloudTemplate["components"];
}): NativeMessage<typeof channel> {
  if (!/^[a-z0-9_]{1,512}$/.test(name))
    throw new TypeError("whatsappTemplate: name must have small letters, digits and _");
  for (const [index, parameter] of parameters.entries())
    if (!isParameter(parameter))
      throw new TypeError(
        `whatsappTemplate: parameter ${index + 1} must be 1 to ${limits.templateParameter} letters without line breaks, tabs and more than four blanks`,
      );
  return whatsappMessage(templateMessage({ name, language, parameters }, components));
}

/**
 * Puts an emoji under a message of the person; without `emoji` it is taken away.
 *
 * ```ts
 * yield text("", { on: { whatsapp: [whatsappReaction({ messageId, emoji: "👍" })] } });
 * ```
 */
export function whatsappReaction({
  messageId,
  emoji = "",
}: {
  messageId: string;
  emoji?: string;
}): NativeMessage<typeof channel> {
  return whatsappMessage({ type: "reaction", reaction: { message_id: messageId, emoji } });
}

export function templateMessage(
  { name, language, parameters }: { name: string; language: string; parameters: readonly string[] },
  components: CloudTemplate["components"] = [],
): CloudMessage {
  const body = {
    type: "body",
    parameters: parameters.map((text) => ({ type: "text", text })),
  };
  const all = [...(parameters.length === 0 ? [] : [body]), ...components];
  return {
    type: "template",
    template: { name, language: { code: language }, ...(all.length === 0 ? {} : { components: all }) },
  };
}

function isParameter(text: string): boolean {
  return text.trim() !== "" && text.length <= limits.templateParameter && !/[\n\r\t]| {5}/.test(text);
}

type ReadNative =
  | { type: "none" }
  | { type: "fit"; payloads: WhatsAppPayload[] }
  | { type: "refused"; positions: number[] };

/** Where one of them is not ours, the neutral message is sent instead of all. */
export function readNative(message: BotMessage): ReadNative {
  const given = message.on?.[channel] ?? [];
  if (given.length === 0) return { type: "none" };
  const positions = given.flatMap(({ channel: of, payload }, index) =>
    of === channel && isPayload(payload) ? [] : [index + 1],
  );
  if (positions.length > 0) return { type: "refused", positions };
  const payloads = given.map(({ payload }, index) => ({
    ...(payload as WhatsAppPayload),
    ...(index === 0 ? {} : { follows: true as const }),
  }));
  return { type: "fit", payloads };
}

function isPayload(payload: unknown): payload is WhatsAppPayload {
  return isObject(payload) && isCloudMessage(payload["message"]);
}

/** Meta looks at the rest. */
function isCloudMessage(message: unknown): message is CloudMessage {
  if (!isObject(message) || typeof message["type"] !== "string") return false;
  return types.has(message["type"]) && isObject(message[message["type"]]);
}

const types = new Set<string>([
  "text",
  "image",
  "video",
  "audio",
  "document",
  "sticker",
  "location",
  "interactive",
  "template",
  "reaction",
] satisfies CloudMessage["type"][]);
