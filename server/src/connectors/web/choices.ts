import { type Button, type ClientContent, limits, parseClientMessage, type QuickReply } from "@causerie/protocol";
import type { Loss } from "#channel/connector.ts";
import { shorten } from "#connectors/shorten.ts";
import { isSafeUrl, unsafeUrl } from "./safe-url.ts";

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
  if (imageUrl === undefined) return shown;
  if (isSafeUrl(imageUrl)) return { ...shown, imageUrl };
  losses.push({ rule: "image_dropped", detail: `${place}: ${unsafeUrl}` });
  return shown;
}

function renderLabel(label: string, place: string, losses: Loss[]): string {
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

function findLinkProblem(link: string): string | undefined {
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
