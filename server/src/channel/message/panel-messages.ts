import type { BotMessage, Button, Card, QuickReply } from "./message.ts";
import { type PanelPart, panelLines, partsOf } from "./panel.ts";
import { choicesOf } from "./plain-text.ts";

type PanelMessage = Extract<BotMessage, { type: "panel" }>;
type Box = Extract<PanelPart, { type: "box" }>;

/** A panel as other messages, the last of which has its quick replies, and what is lost. */
export type SimplerPanel = { messages: BotMessage[]; losses: { rule: PanelLoss; detail: string }[] };

/** The ways in which a channel without panels degrades one. */
export type PanelLoss = "panel_as_text" | "table_as_text" | "chart_as_text" | "field_as_question" | "image_as_text";

/**
 * The panel for a channel that has none: a text with its words and choices, and a card for each box that has a picture or
 * buttons. A field is left out, because the story that its button leads to asks for what is missing; a choice that is followed
 * at once becomes quick replies. Pure.
 */
export function toSimplerMessages(message: PanelMessage): SimplerPanel {
  const { panel, alt, quickReplies, footnotes } = message;
  const boxes = partsOf(panel.content).filter(isCard);
  const rest = without(panel.content, new Set(boxes));
  const words = boxes.length === 0 ? alt : panelLines(rest).join("\n");
  const buttons = partsOf(rest).flatMap((part): Button[] => (part.type === "button" ? [part.button] : []));
  const text: BotMessage[] =
    words.trim() === "" && buttons.length === 0 ? [] : [{ type: "text", text: words, buttons, quickReplies: [] }];
  const cards = toCards(boxes);
  // Many buttons become quick replies, and those stand under the newest message only.
  const messages = buttons.length > 0 ? [...cards, ...text] : [...text, ...cards];
  const last = messages.pop() ?? { type: "text", text: alt, buttons: [], quickReplies: [] };
  const replies = [...followedAtOnce(message, rest), ...quickReplies];
  return {
    messages: [...messages, { ...last, quickReplies: replies, ...(footnotes === undefined ? {} : { footnotes }) }],
    losses: lossesOf(panel.content, boxes),
  };
}

/** The options of the fields that a story hears at once. */
function followedAtOnce(message: PanelMessage, rest: PanelPart): QuickReply[] {
  const content = withoutButtons(rest);
  const choices = choicesOf({ ...message, panel: { content }, quickReplies: [] });
  return choices.flatMap(({ label, link }) => (link === undefined ? [] : [{ type: "postback", label, link }]));
}

function withoutButtons(part: PanelPart): PanelPart {
  if (!("children" in part)) return part.type === "button" ? { type: "divider" } : part;
  return { ...part, children: part.children.map(withoutButtons) };
}

function toCards(boxes: readonly Box[]): BotMessage[] {
  const cards = boxes.map(toCard);
  const [first] = cards;
  if (first === undefined) return [];
  return [
    cards.length === 1
      ? { type: "card", card: first, quickReplies: [] }
      : { type: "carousel", cards, quickReplies: [] },
  ];
}

/** Whether a card shows all of it. */
function isCard(part: PanelPart): part is Box {
  if (part.type !== "box") return false;
  const inside = part.children.flatMap(partsOf);
  const images = inside.filter(({ type }) => type === "image").length;
  const fits = inside.every(({ type }) => !["box", "table", "chart", "field"].includes(type));
  return fits && images <= 1 && (images === 1 || inside.some(({ type }) => type === "button"));
}

function toCard(box: Box): Card {
  const inside = box.children.flatMap(partsOf);
  const image = inside.find((part) => part.type === "image");
  const lines = box.children.filter((part) => part.type !== "image").flatMap(panelLines);
  const [title = image?.alt ?? "", ...rest] = box.title === undefined ? lines : [box.title, ...lines];
  return {
    title,
    ...(rest.length === 0 ? {} : { subtitle: rest.join("\n") }),
    ...(image === undefined ? {} : { image: { url: image.url, alt: image.alt } }),
    buttons: inside.flatMap((part) => (part.type === "button" ? [part.button] : [])),
  };
}

function without(part: PanelPart, boxes: ReadonlySet<PanelPart>): PanelPart {
  if (!("children" in part)) return part;
  const children = part.children.filter((child) => !boxes.has(child)).map((child) => without(child, boxes));
  return boxes.has(part) ? { type: "column", children: [] } : { ...part, children };
}

function lossesOf(content: PanelPart, boxes: readonly Box[]): SimplerPanel["losses"] {
  const shown = new Set(boxes.flatMap(partsOf));
  const parts = partsOf(content);
  const losses = parts.flatMap((part, index): SimplerPanel["losses"] => {
    const detail = `panel, part ${index + 1}`;
    switch (part.type) {
      case "table":
        return [{ rule: "table_as_text", detail }];
      case "chart":
        return [{ rule: "chart_as_text", detail }];
      case "field":
        return part.link !== undefined && part.field.kind === "choice" ? [] : [{ rule: "field_as_question", detail }];
      case "image":
        return shown.has(part) ? [] : [{ rule: "image_as_text", detail }];
      case "box":
      case "row":
      case "column":
      case "text":
      case "badge":
      case "button":
      case "divider":
        return [];
    }
  });
  return [{ rule: "panel_as_text", detail: `panel, ${parts.length} parts` }, ...losses];
}
