import type { Content, QuickReply } from "./content.ts";
import { invalidParameter } from "#api/graph-errors.ts";
import { limits } from "./limits.ts";
import { objectAt, optionalTextAt, refuseOtherKeys, textAt } from "./param.ts";
import { parseAttachment } from "./parse-attachment.ts";
import { parseUtility } from "./parse-utility.ts";
import type { ParsedAttachment } from "./parse-attachment.ts";
import { parseQuickReplies } from "./parse-quick-replies.ts";

export interface ParsedMessage {
  content: Content;
  quickReplies: QuickReply[];
  metadata: string | undefined;
  reusable: boolean;
}

export function parseMessage(value: unknown): ParsedMessage {
  const path = "message";
  const message = objectAt(value, path);
  refuseOtherKeys(message, path, ["text", "attachment", "template", "quick_replies", "metadata"]);
  if (message["text"] !== undefined && message["attachment"] !== undefined) {
    throw invalidParameter("Cannot send both text and attachment in one message");
  }
  if (message["template"] !== undefined) {
    return {
      content: parseUtility(message["template"], "message[template]"),
      reusable: false,
      quickReplies: [],
      metadata: optionalTextAt(message, "metadata", path, limits.metadata),
    };
  }
  if (message["text"] === undefined && message["attachment"] === undefined) {
    throw invalidParameter("Must provide text or attachment in param message");
  }
  const { content, reusable }: ParsedAttachment =
    message["attachment"] === undefined
      ? { content: { type: "text", text: textAt(message, "text", path, limits.text) }, reusable: false }
      : parseAttachment(message["attachment"], "message[attachment]");
  return {
    content,
    reusable,
    quickReplies: parseQuickReplies(message["quick_replies"], "message[quick_replies]"),
    metadata: optionalTextAt(message, "metadata", path, limits.metadata),
  };
}
