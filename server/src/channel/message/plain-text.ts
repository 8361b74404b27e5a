import { type Link, withParams } from "./link.ts";
import type { BotMessage, Button, Card, Footnote, FormField, Media, MapLocation, QuickReply } from "./message.ts";
import { isOnMap, mapUrl } from "./location.ts";
import { panelLines, type PanelPart, partsOf } from "./panel.ts";
import { ratingReplies } from "./rating.ts";

/** What a person can choose in a message: it follows a link, says something in their place, or opens a page. */
export type Choice = { label: string } & (
  | { link: Link; say?: never; url?: never }
  | { say: string; link?: never; url?: never }
  | { url: string; link?: never; say?: never }
);

/**
 * All choices of a message, in the order in which a person sees them; {@link toPlainText} numbers them from 1. A request for the
 * person's location is none: only some channels can answer it, and elsewhere the person writes where they are.
 */
export function choicesOf(message: BotMessage): Choice[] {
  return [...choicesInBody(message), ...saidReplies(message).map(toChoice)];
}

/** What the person is asked to agree to. */
function pageOf(field: FormField): Choice[] {
  return field.kind === "consent" && field.page !== undefined ? [field.page] : [];
}

function saidReplies({ rating, quickReplies }: BotMessage): Exclude<QuickReply, { type: "location" }>[] {
  const replies = quickReplies.filter((reply) => reply.type !== "location");
  return rating === undefined ? replies : [...ratingReplies(rating), ...replies];
}

function choicesInBody(message: BotMessage): Choice[] {
  switch (message.type) {
    case "text":
    case "media":
    case "location":
      return message.buttons.map(toChoice);
    case "card":
      return message.card.buttons.map(toChoice);
    case "carousel":
      return message.cards.flatMap((card) => card.buttons.map(toChoice));
    case "list":
      return message.items.map(({ label, link }) => ({ label, link }));
    case "form":
      return [{ label: message.submit.label, link: message.submit.link }, ...message.fields.flatMap(pageOf)];
    case "custom":
      return [];
    case "panel":
      return choicesInPanel(message.panel.content);
  }
}

/** The buttons of a panel, and each option of a choice that is followed at once. Of several such fields, the option names its own. */
function choicesInPanel(content: PanelPart): Choice[] {
  const parts = partsOf(content);
  const followed = parts.filter(
    (part) => part.type === "field" && part.link !== undefined && part.field.kind === "choice",
  );
  return parts.flatMap((part): Choice[] => {
    if (part.type === "button") return [toChoice(part.button)];
    const { link } = part.type === "field" ? part : {};
    if (part.type !== "field" || link === undefined || part.field.kind !== "choice") return [];
    const { name, label: of, options } = part.field;
    return options.map(({ label, value }) => ({
      label: followed.length > 1 ? `${of}: ${label}` : label,
      link: withParams(link, { [name]: value }),
    }));
  });
}

function toChoice(choice: Button | Exclude<QuickReply, { type: "location" }>): Choice {
  const { label } = choice;
  switch (choice.type) {
    case "postback":
      return { label, link: choice.link };
    case "url":
      return { label, url: choice.url };
    case "text":
      return { label, say: choice.text ?? label };
  }
}

/**
 * The message for those who have nothing but text: a terminal, a log on the screen. Choices are numbered, addresses stand under one another, sources
 * between brackets. Never has control characters: what a bot quotes must not steer anybody's terminal.
 */
export function toPlainText(message: BotMessage): string {
  const number = counter();
  const body = bodyLines(message, number);
  const replies = saidReplies(message).map((reply) => numbered(toChoice(reply), number));
  return [...body, ...(message.footnotes ?? []).map(footnoteLine), ...replies]
    .map((line) => line.replaceAll(/[^\P{Cc}\n\t]/gu, "").trimEnd())
    .filter((line) => line !== "")
    .join("\n");
}

type Counter = () => number;

function counter(): Counter {
  let count = 0;
  return () => (count += 1);
}

function bodyLines(message: BotMessage, number: Counter): string[] {
  const choices = (): string[] => choicesInBody(message).map((choice) => numbered(choice, number));
  switch (message.type) {
    case "text":
      return [message.document?.title ?? "", message.text, ...choices()];
    case "form":
      return [message.text, ...choices()];
    case "card":
      return cardLines(message.card, number);
    case "carousel":
      return message.cards.flatMap((card) => cardLines(card, number));
    case "media":
      return [mediaLine(message.media), message.caption ?? "", ...choices()];
    case "list":
      return [
        message.text,
        ...message.items.map(({ label, description = "" }) =>
          oneLine(`${number()}. ${[label, description].filter(isSaid).join(" – ")}`),
        ),
      ];
    case "location":
      return [message.location.title, message.location.address ?? "", mapOf(message.location), ...choices()];
    case "custom":
      return [message.alt];
    case "panel":
      return [...panelLines(message.panel.content), ...choices()];
  }
}

function cardLines({ title, subtitle = "", image, buttons }: Card, number: Counter): string[] {
  const picture = image === undefined ? "" : describe(image.alt, image.url);
  return [title, subtitle, picture, ...buttons.map((button) => numbered(toChoice(button), number))];
}

function mediaLine({ alt, name = "", url = "" }: Media): string {
  return describe(isSaid(alt) ? alt : name, url);
}

function mapOf(location: MapLocation): string {
  return location.url ?? (isOnMap(location) ? mapUrl(location) : "");
}

function footnoteLine({ title, url = "" }: Footnote, index: number): string {
  return oneLine(`[${index + 1}] ${[title, url].filter(isSaid).join(" ")}`);
}

function numbered({ label, url }: Choice, number: Counter): string {
  // Nobody chooses an address by its number: the bot counts what leads to a story.
  return url === undefined ? oneLine(`${number()}. ${label}`) : describe(label, url);
}

function describe(words: string, url: string): string {
  return oneLine([words, url].filter(isSaid).join(": "));
}

function isSaid(words: string): boolean {
  return words.trim() !== "";
}

function oneLine(words: string): string {
  return words.replaceAll(/\s+/g, " ");
}
