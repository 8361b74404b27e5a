import type { TrialBubble, TrialChoice } from "@causerie/protocol/desk";
import * as v from "valibot";
import {
  type SendButton,
  type SendMessage,
  sendMessageSchema,
  type SendQuickReply,
  type SendTemplate,
} from "#connectors/messenger/send/send-api.ts";
import type { SimulatedAnswer } from "#testing/answer.ts";
import { readPayload } from "#testing/read-payload.ts";
import { choiceOf } from "./choice-of.ts";

type Tokens = SimulatedAnswer["tokens"];

/** A message as Messenger shows it. */
export function drawForMessenger(payload: unknown, tokens: Tokens): TrialBubble {
  const parsed = v.safeParse(sendMessageSchema, messageIn(payload));
  if (!parsed.success) return { other: Object.keys(payload ?? {}).join(", "), choices: [], replies: [] };
  const { quick_replies = [] } = parsed.output;
  return { ...drawBody(parsed.output, tokens), replies: quick_replies.map((reply) => drawReply(reply, tokens)) };
}

/** A message with options stands in its call. */
function messageIn(payload: unknown): unknown {
  return typeof payload === "object" && payload !== null && "message" in payload ? payload.message : payload;
}

function drawBody(message: SendMessage, tokens: Tokens): Omit<TrialBubble, "replies"> {
  if (message.text !== undefined) return { text: message.text, choices: [] };
  const { type, payload } = message.attachment;
  if (type === "template") return drawTemplate(payload, tokens);
  return {
    media: { kind: type, ...("url" in payload && payload.url !== undefined ? { url: payload.url } : {}), alt: "" },
    choices: [],
  };
}

function drawTemplate(template: SendTemplate, tokens: Tokens): Omit<TrialBubble, "replies"> {
  switch (template.template_type) {
    case "button":
      return { text: template.text, choices: template.buttons.map((button) => drawButton(button, tokens)) };
    case "generic":
      return {
        cards: template.elements.map(({ title, subtitle, image_url, buttons = [] }) => ({
          title,
          ...(subtitle === undefined ? {} : { subtitle }),
          ...(image_url === undefined ? {} : { image: { url: image_url, alt: "" } }),
          choices: buttons.map((button) => drawButton(button, tokens)),
        })),
        choices: [],
      };
    case "media": {
      const [element] = template.elements;
      const url = element !== undefined && "url" in element ? element.url : undefined;
      return {
        media: { kind: element?.media_type ?? "image", ...(url === undefined ? {} : { url }), alt: "" },
        choices: (element?.buttons ?? []).map((button) => drawButton(button, tokens)),
      };
    }
    case "image_grid":
    case "coupon":
    case "receipt":
    case "one_time_notif_req":
    case "notification_messages":
    case "customer_feedback":
      return { other: template.template_type, ...("title" in template ? { text: template.title } : {}), choices: [] };
  }
}

function drawButton(button: SendButton, tokens: Tokens): TrialChoice {
  switch (button.type) {
    case "web_url":
      return choiceOf({ label: button.title, url: button.url });
    case "phone_number":
      return choiceOf({ label: button.title, url: `tel:${button.payload}` });
    case "postback":
      return drawPayload(button.title, button.payload, tokens);
    case "account_link":
      return choiceOf({ label: "Log in", url: button.url });
    case "account_unlink":
      return choiceOf({ label: "Log out", say: "Log out" });
  }
}

function drawReply(reply: SendQuickReply, tokens: Tokens): TrialChoice {
  switch (reply.content_type) {
    case "text":
      return drawPayload(reply.title, reply.payload, tokens);
    case "user_phone_number":
      return choiceOf({ label: "+49 …", say: "+49 30 1234567" });
    case "user_email":
      return choiceOf({ label: "…@…", say: "somebody@example.com" });
  }
}

/** A payload of the author's own means what its label says. */
function drawPayload(label: string, payload: string, tokens: Tokens): TrialChoice {
  const target = readPayload(payload, tokens);
  if (target?.type === "link") return choiceOf({ label, link: target.link });
  return choiceOf({ label, say: target?.type === "say" ? target.text : label });
}
