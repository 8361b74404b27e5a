import {
  type Button,
  type ClientContent,
  limits,
  type ListItem,
  parseClientMessage,
  type QuickReply,
} from "@causerie/protocol";
import type { Loss } from "#channel/connector.ts";
import { shorten } from "#channel/kit/shorten.ts";
import { isSafeUrl, renderUrl, unsafeUrl } from "./safe-url.ts";

/** Only what the server would take back is offered: a choice that cannot be tapped is left out, which is a loss. */
export function renderButtons(buttons: readonly Button[], place: string, losses: Loss[]): Button[] {
  return buttons.flatMap((button, index) => {
    const own = `${place}button ${index + 1}`;
    const problem = button.type === "url" ? findUrlProblem(button.url) : findLinkProblem(button.link);
    if (problem === undefined) return [{ ...button, label: renderLabel(button.label, own, losses) }];
    losses.push({ rule: "button_dropped", detail: `${own}: ${problem}` });
    return [];
  });
}

export function renderQuickReplies(replies: readonly QuickReply[], losses: Loss[]): QuickReply[] {
  return replies.flatMap((reply, index) => {
    const place = `quick reply ${index + 1}`;
    const problem = reply.type === "text" ? findTextProblem(saidBy(reply)) : findLinkProblem(reply.link);
    if (problem === undefined) return [renderQuickReply(reply, place, losses)];
    losses.push({ rule: "quick_reply_dropped", detail: `${place}: ${problem}` });
    return [];
  });
}

function renderQuickReply(reply: QuickReply, place: string, losses: Loss[]): QuickReply {
  const { imageUrl, ...rest } = reply;
  const label = renderLabel(reply.label, place, losses);
  // A label that is also what is said is cut on the screen only.
  const shown =
    rest.type === "text" && label !== rest.label ? { ...rest, label, text: saidBy(rest) } : { ...rest, label };
  const image = renderUrl(imageUrl, "image_dropped", place, losses);
  return image === undefined ? shown : { ...shown, imageUrl: image };
}

export function renderItems(items: readonly ListItem[], losses: Loss[]): ListItem[] {
  return items.flatMap((item, index) => {
    const place = `item ${index + 1}`;
    const problem = findLinkProblem(item.link);
    if (problem === undefined) return [renderItem(item, place, losses)];
    losses.push({ rule: "item_dropped", detail: `${place}: ${problem}` });
    return [];
  });
}

function renderItem({ label, description, imageUrl, link }: ListItem, place: string, losses: Loss[]): ListItem {
  const image = renderUrl(imageUrl, "image_dropped", place, losses);
  return {
    label: renderLabel(label, place, losses),
    ...(description === undefined ? {} : { description }),
    ...(image === undefined ? {} : { imageUrl: image }),
    link,
  };
}

/** What a tap shows as the visitor's own words: within the protocol's bounds, and never nothing. */
export function renderLabel(label: string, place: string, losses: Loss[]): string {
  if (label.trim() === "") {
    losses.push({ rule: "label_missing", detail: place });
    return "…";
  }
  if (label.length <= limits.labelLength) return label;
  losses.push({ rule: "label_shortened", detail: place });
  return shorten(label, limits.labelLength);
}

function saidBy({ label, text }: Extract<QuickReply, { type: "text" }>): string {
  return text ?? label;
}

function findUrlProblem(url: string): string | undefined {
  return isSafeUrl(url) ? undefined : unsafeUrl;
}

/** Why the server would not take a tap on this link back; undefined when it would. */
export function findLinkProblem(link: string): string | undefined {
  const problem = `its link must have 1 to ${limits.linkLength} characters`;
  return isTaken({ type: "postback", link, label: "" }) ? undefined : problem;
}

function findTextProblem(text: string): string | undefined {
  const problem = `what it says must have 1 to ${limits.textLength} characters`;
  return isTaken({ type: "text", text }) ? undefined : problem;
}

/** The protocol itself decides, so that the two cannot come apart. */
function isTaken(content: ClientContent): boolean {
  return parseClientMessage({ clientId: "tap", content }).type === "ok";
}
