import { shorten } from "#channel/kit/shorten.ts";
import { limits } from "#connectors/whatsapp/limits.ts";
import type { LateTemplate } from "#connectors/whatsapp/options.ts";
import { templateMessage } from "#connectors/whatsapp/render/native.ts";
import { type CloudMessage, type Interactive, wordsOf, type WhatsAppPayload } from "./message.ts";

/** In a parameter, what stands for the words of the message. */
const stand = "{message}";

/**
 * What is sent in place of a message that comes too late for anything but a template. Undefined: nothing. Of several messages of one
 * answer only the first one becomes a template: each costs money.
 */
export function lateForm(
  { message, follows }: WhatsAppPayload,
  template: LateTemplate | undefined,
): CloudMessage | undefined {
  if (message.type === "template") return message;
  if (template === undefined || follows === true || message.type === "reaction") return undefined;
  const { name, language, parameters = [] } = template;
  const words = wordsOf(message).replaceAll(/\s+/g, " ").trim();
  if (words === "" && parameters.some((parameter) => parameter.includes(stand))) return undefined;
  const filled = parameters.map((parameter) => {
    const [before = "", ...after] = parameter.split(stand);
    const others = after.join("");
    const room = limits.templateParameter - before.length - others.length;
    return after.length === 0 ? parameter : `${before}${shorten(words, Math.max(1, room))}${others}`;
  });
  return templateMessage({ name, language, parameters: filled });
}

/** A form that Meta takes where it refuses that of the message: its words, and the choices as lines. Undefined: there is none. */
export function simplerForm(message: CloudMessage): CloudMessage | undefined {
  if (message.type === "interactive") {
    const { interactive } = message;
    const body = [interactive.body.text, ...choiceLines(interactive)].filter((part) => part !== "…").join("\n");
    return body.trim() === "" || body.length > limits.text ? undefined : { type: "text", text: { body } };
  }
  if (message.type !== "image" && message.type !== "video" && message.type !== "document") return undefined;
  const link = linkIn(message);
  const words = [wordsOf(message), link ?? ""].filter((part) => part !== "").join("\n");
  return words === "" || words.length > limits.text ? undefined : { type: "text", text: { body: words } };
}

function linkIn(message: Extract<CloudMessage, { type: "image" | "video" | "document" }>): string | undefined {
  switch (message.type) {
    case "image":
      return message.image.link;
    case "video":
      return message.video.link;
    case "document":
      return message.document.link;
  }
}

/** What a choice is called, and where it leads when that is not to the bot. */
function choiceLines(interactive: Interactive): string[] {
  switch (interactive.type) {
    case "button":
      return interactive.action.buttons.map(({ reply }) => `• ${reply.title}`);
    case "list":
      return interactive.action.sections
        .flatMap(({ rows }) => rows)
        .map(({ title, description }) => `• ${description === undefined ? title : `${title}: ${description}`}`);
    case "cta_url": {
      const { display_text, url } = interactive.action.parameters;
      return [`${display_text}: ${url}`];
    }
    case "location_request_message":
    case "flow":
      return [];
  }
}
