import { type Button, type Card, type Message, messageSchema, type QuickReply } from "@causerie/protocol";
import type { TrialBubble, TrialChoice } from "@causerie/protocol/desk";
import * as v from "valibot";
import type { BotMessage } from "#channel/message/message.ts";
import { choicesOf } from "#channel/message/plain-text.ts";
import { wordsOf } from "#testing/answer.ts";
import { choiceOf } from "./choice-of.ts";

/** A message as the widget shows it. @param message the neutral one that it was made of. */
export function drawForWeb(payload: unknown, message: BotMessage | undefined): TrialBubble {
  const parsed = v.safeParse(messageSchema, payload);
  if (!parsed.success) return { other: "message", choices: [], replies: [] };
  const { output } = parsed;
  return { ...drawBody(output, message), replies: output.quickReplies.map(drawReply) };
}

function drawBody(shown: Message, message: BotMessage | undefined): Omit<TrialBubble, "replies"> {
  switch (shown.type) {
    case "text": {
      const title = shown.document?.title;
      const text = title === undefined ? shown.text : `${title}\n\n${shown.text}`;
      return { text, choices: shown.buttons.map(drawButton) };
    }
    case "card":
      return { cards: [drawCard(shown.card)], choices: [] };
    case "carousel":
      return { cards: shown.cards.map(drawCard), choices: [] };
    case "media": {
      const { kind, url, alt, name } = shown.media;
      return {
        ...(shown.caption === undefined ? {} : { text: shown.caption }),
        media: { kind, alt, ...(url === "" ? {} : { url }), ...(name === undefined ? {} : { name }) },
        choices: shown.buttons.map(drawButton),
      };
    }
    case "list":
      return {
        text: shown.text,
        choices: shown.items.map(({ label, link }) => choiceOf({ label, link })),
      };
    case "location": {
      const { title, address } = shown.location;
      return {
        cards: [
          { title, ...(address === undefined ? {} : { subtitle: address }), choices: shown.buttons.map(drawButton) },
        ],
        choices: [],
      };
    }
    case "form":
      return {
        text: shown.text,
        form: { fields: shown.fields, submit: shown.submit.label },
        choices: [],
      };
    case "custom":
    case "panel":
      // The widget has parts of its own for these: here their words stand, and all that can be chosen.
      return {
        other: shown.type === "custom" ? shown.name : shown.type,
        text: message === undefined ? shown.alt : wordsOf(message),
        choices: message === undefined ? [] : choicesOf({ ...message, quickReplies: [] }).map(choiceOf),
      };
  }
}

function drawCard({ title, subtitle, image, buttons }: Card) {
  return {
    title,
    ...(subtitle === undefined ? {} : { subtitle }),
    ...(image === undefined ? {} : { image }),
    choices: buttons.map(drawButton),
  };
}

function drawButton(button: Button): TrialChoice {
  return choiceOf(
    button.type === "postback" ? { label: button.label, link: button.link } : { label: button.label, url: button.url },
  );
}

function drawReply(reply: QuickReply): TrialChoice {
  const { label } = reply;
  switch (reply.type) {
    case "postback":
      return choiceOf({ label, link: reply.link });
    case "text":
      return choiceOf({ label, say: reply.text ?? label });
    case "location":
      return { label, does: "location", value: "" };
  }
}
