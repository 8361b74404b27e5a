import type { MessagePart, PartButton, SimplePart } from "#channel/kit/parts/parts.ts";
import type { PartsMessage, RocketChatMessage } from "#connectors/rocketchat/message.ts";

type Attachment = { text?: string; image_url?: string; button_alignment?: string; actions?: object[]; title?: string };

/** Texts at the beginning are the message's own; all else stands below, as attachments (developer.rocket.chat, "Attachments"). */
export function writeMessage({ parts }: Pick<PartsMessage, "parts">): RocketChatMessage {
  const end = parts.findIndex(({ type }) => type !== "text");
  const [texts, rest] = end < 0 ? [parts, []] : [parts.slice(0, end), parts.slice(end)];
  const text = texts.map((part) => (part.type === "text" ? part.text : "")).join("\n\n");
  const attachments = rest.flatMap(toAttachments);
  return { text, ...(attachments.length === 0 ? {} : { attachments }) };
}

function toAttachments(part: MessagePart): Attachment[] {
  return part.type === "card" ? part.parts.map(toAttachment) : [toAttachment(part)];
}

function toAttachment(part: SimplePart): Attachment {
  switch (part.type) {
    case "text":
      return { text: part.text };
    case "image":
      return { image_url: part.url, ...(part.alt === "" ? {} : { title: part.alt }) };
    case "buttons":
      return { button_alignment: "horizontal", actions: part.buttons.map(toAction) };
  }
}

/** A tap sends words as the person's own: buttons that do more need an app on Rocket.Chat's server. */
function toAction(button: PartButton): object {
  const { label } = button;
  if (button.url !== undefined) return { type: "button", text: label, url: button.url };
  return {
    type: "button",
    text: label,
    msg: button.tap === "" ? label : button.tap,
    msg_in_chat_window: true,
    msg_processing_type: "sendMessage",
  };
}
