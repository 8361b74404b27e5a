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
import { isWebUrl } from "#channel/kit/web-url.ts";
import { renderUrl, unsafeUrl } from "./render-url.ts";

/** Only what the server would take back is offered: a choice that cannot be tapped is left out, which is a loss. */
export function renderButtons(buttons: readonly Button[], prefix: string, losses: Loss[]): Button[] {
  return buttons.flatMap((button, index) => {
    const own = `${prefix}button ${index + 1}`;
    const problem = button.type === "url" ? findUrlProblem(button.url) : findLinkProblem(button.link);
    if (problem === undefined) return [{ ...button, label: renderLabel(button.label, own, losses) }];
    losses.push({ rule: "button_dropped", detail: `${own}: ${problem}` });
    return [];
  });
}

export function renderQuickReplies(replies: readonly QuickReply[], losses: Loss[]): QuickReply[] {
  return replies.flatMap((reply, index) => {
    const position = `quick reply ${index + 1}`;
    const problem = reply.type === "text" ? findTextProblem(textOf(reply)) : findLinkProblem(reply.link);
    if (problem === undefined) return [renderQuickReply(reply, position, losses)];
    losses.push({ rule: "quick_reply_dropped", detail: `${position}: ${problem}` });
    return [];
  });
}

function renderQuickReply(reply: QuickReply, position: string, losses: Loss[]): QuickReply {
  const { imageUrl, ...rest } = reply;
  const label = renderLabel(reply.label, position, losses);
  // A label that is also what is said is cut on the screen only.
  const shown =
    rest.type === "text" && label !== rest.label ? { ...rest, label, text: textOf(rest) } : { ...rest, label };
  const image = renderUrl(imageUrl, "image_dropped", position, losses);
  return image === undefined ? shown : { ...shown, imageUrl: image };
}

export function renderItems(items: readonly ListItem[], losses: Loss[]): ListItem[] {
  return items.flatMap((item, index) => {
    const position = `item ${index + 1}`;
    const problem = findLinkProblem(item.link);
    if (problem === undefined) return [renderItem(item, position, losses)];
    losses.push({ rule: "item_dropped", detail: `${position}: ${problem}` });
    return [];
  });
}

function renderItem({ label, description, imageUrl, link }: ListItem, position: string, losses: Loss[]): ListItem {
  const image = renderUrl(imageUrl, "image_dropped", position, losses);
  return {
    label: renderLabel(label, position, losses),
    ...(description === undefined ? {} : { description }),
    ...(image === undefined ? {} : { imageUrl: image }),
    link,
  };
}

/** What a tap shows as the visitor's own words: within the protocol's bounds, and never nothing. */
export function renderLabel(label: string, position: string, losses: Loss[]): string {
  if (label.trim() === "") {
    losses.push({ rule: "label_missing", detail: position });
    return "…";
  }
  if (label.length <= limits.labelLength) return label;
  losses.push({ rule: "label_shortened", detail: position });
  return shorten(label, limits.labelLength);
}

function textOf({ label, text }: Extract<QuickReply, { type: "text" }>): string {
  return text ?? label;
}

function findUrlProblem(url: string): string | undefined {
  return isWebUrl(url) ? undefined : unsafeUrl;
}

/** Why the server would not take a tap on this link back; undefined when it would. */
export function findLinkProblem(link: string): string | undefined {
  const problem = `its link must have 1 to ${limits.linkLength} characters`;
  return isAccepted({ type: "postback", link, label: "" }) ? undefined : problem;
}

function findTextProblem(text: string): string | undefined {
  const problem = `what it says must have 1 to ${limits.textLength} characters`;
  return isAccepted({ type: "text", text }) ? undefined : problem;
}

/** The protocol itself decides, so that the two cannot come apart. */
function isAccepted(content: ClientContent): boolean {
  return parseClientMessage({ clientId: "tap", content }).type === "ok";
}
