import {
  type Button,
  type ClientContent,
  isLinkWindow,
  limits,
  type ListItem,
  parseClientMessage,
  parseLinkTarget,
  type QuickReply,
} from "@causerie/protocol";
import type { Loss } from "#channel/connector.ts";
import { shorten } from "#channel/kit/shorten.ts";
import { isContactUrl, isWebUrl } from "#channel/kit/web-url.ts";
import { renderUrl, unsafeButtonUrl } from "./render-url.ts";

/**
 * Offers only choices that the server would accept when they are tapped. Another one is left out, which is a loss.
 * @param prefix the position of what has the buttons, e.g. `card 3, `
 */
export function renderButtons(buttons: readonly Button[], prefix: string, losses: Loss[]): Button[] {
  return buttons.flatMap((button, index) => {
    const own = `${prefix}button ${index + 1}`;
    const problem = button.type === "url" ? findUrlProblem(button.url) : findLinkProblem(button.link);
    if (problem === undefined) return [renderButton(button, own, losses)];
    losses.push({ rule: "button_dropped", detail: `${own}: ${problem}` });
    return [];
  });
}

function renderButton(button: Button, position: string, losses: Loss[]): Button {
  const label = renderLabel(button.label, position, losses);
  const image = renderIcon(button.imageUrl, position, losses);
  if (button.type === "postback") return { type: button.type, label, link: button.link, ...image };
  const { type, url, window } = button;
  if (window !== undefined && isLinkWindow(window)) return { type, label, url, ...image, window };
  if (window !== undefined)
    losses.push({ rule: "window_dropped", detail: `${position}: its window has no size that a window can have` });
  const target = parseLinkTarget(button.target);
  return { type, label, url, ...image, ...(target === undefined ? {} : { target }) };
}

/** A page without https would show no picture of it, and one over http could be exchanged on the way. */
function renderIcon(url: string | undefined, position: string, losses: Loss[]): { imageUrl?: string } {
  if (url === undefined) return {};
  if (isWebUrl(url) && new URL(url).protocol === "https:") return { imageUrl: url };
  losses.push({ rule: "image_dropped", detail: `${position}: the address of its image must begin with https://` });
  return {};
}

export function renderQuickReplies(replies: readonly QuickReply[], losses: Loss[]): QuickReply[] {
  return replies.flatMap((reply, index) => {
    const position = `quick reply ${index + 1}`;
    const problem = findReplyProblem(reply);
    if (problem === undefined) return [renderQuickReply(reply, position, losses)];
    losses.push({ rule: "quick_reply_dropped", detail: `${position}: ${problem}` });
    return [];
  });
}

function renderQuickReply(reply: QuickReply, position: string, losses: Loss[]): QuickReply {
  const { imageUrl, ...rest } = reply;
  const label = renderLabel(reply.label, position, losses);
  // The label may also be the text that a tap sends. That text stays whole, and only the label is shortened.
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

/** A tap shows the label as the visitor's message, so it must be within the protocol's bounds and not blank. */
export function renderLabel(label: string, position: string, losses: Loss[]): string {
  if (label.trim() === "") {
    losses.push({ rule: "label_missing", detail: position });
    return "…";
  }
  if (label.length <= limits.labelLength) return label;
  losses.push({ rule: "label_shortened", detail: position });
  return shorten(label, limits.labelLength);
}

function findReplyProblem(reply: QuickReply): string | undefined {
  switch (reply.type) {
    case "postback":
      return findLinkProblem(reply.link);
    case "text":
      return findTextProblem(textOf(reply));
    case "location":
      return undefined;
  }
}

function textOf({ label, text }: Extract<QuickReply, { type: "text" }>): string {
  return text ?? label;
}

function findUrlProblem(url: string): string | undefined {
  return isWebUrl(url) || isContactUrl(url) ? undefined : unsafeButtonUrl;
}

/** Why the server would not accept a tap on this link. Undefined when it would. */
export function findLinkProblem(link: string): string | undefined {
  const problem = `its link must have 1 to ${limits.linkLength} characters`;
  return isAccepted({ type: "postback", link, label: "" }) ? undefined : problem;
}

function findTextProblem(text: string): string | undefined {
  const problem = `what it says must have 1 to ${limits.textLength} characters`;
  return isAccepted({ type: "text", text }) ? undefined : problem;
}

/** Uses the protocol's own parser, so that this check cannot differ from it. */
function isAccepted(content: ClientContent): boolean {
  return parseClientMessage({ clientId: "tap", content }).type === "ok";
}
