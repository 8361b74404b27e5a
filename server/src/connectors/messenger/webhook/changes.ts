import { type JsonObject, asId, asObject, asText } from "#channel/kit/json-with-ids.ts";
import { commentPrefix, pageItself } from "#connectors/messenger/user-ref.ts";
import type { FacebookPage } from "#connectors/messenger/facebook-pages.ts";
import { hash } from "./event-key.ts";
import type { ParsedEvent } from "./parse-event.ts";

/** Characters of a comment that reach a story. */
const longestComment = 8_000;

/**
 * What happens to the page (an item of `changes`): somebody comments, or Meta decides about a template. `user`: where an answer
 * goes; of a comment Meta tells no id that can be written to. `author`: whose it is, as it tells. Undefined: nothing here acts on it.
 */
export function readChange(
  change: JsonObject,
  page: FacebookPage,
  at: number,
): { user: string; event: ParsedEvent; author?: string } | undefined {
  const value = asObject(change["value"]);
  switch (change["field"]) {
    case "feed":
      return readComment(value, page);
    case "message_template_status_update":
      return readTemplateStatus(value, at);
    default:
      return undefined;
  }
}

/** A new comment of somebody else's: the page's own would be answered for ever. */
function readComment(value: JsonObject, { pageId }: FacebookPage) {
  const commentId = asId(value["comment_id"]);
  if (value["item"] !== "comment" || value["verb"] !== "add" || commentId === undefined) return undefined;
  const author = asId(asObject(value["from"])["id"]);
  if (author === pageId) return undefined;
  const postId = asId(value["post_id"]);
  const parentId = asId(value["parent_id"]);
  const data = {
    commentId,
    text: (asText(value["message"]) ?? "").slice(0, longestComment),
    ...(postId === undefined ? {} : { postId }),
    ...(parentId === undefined ? {} : { parentId }),
    ...(author === undefined ? {} : { authorId: author }),
  };
  const event = {
    key: `comment:${hash([commentId])}`,
    content: { type: "channel_event" as const, name: "comment", data },
  };
  return { user: `${commentPrefix}${commentId}`, event, ...(author === undefined ? {} : { author }) };
}

/** It is about nobody: a story may act on it, and has nobody to write to. A template may be approved, stopped and approved again. */
function readTemplateStatus(value: JsonObject, at: number) {
  const status = asText(value["event"]);
  const name = asText(value["message_template_name"]);
  if (status === undefined || name === undefined) return undefined;
  const id = asId(value["message_template_id"]);
  const language = asText(value["message_template_language"]);
  const reason = asText(value["reason"]);
  const data = {
    status,
    name,
    ...(id === undefined ? {} : { id }),
    ...(language === undefined ? {} : { language }),
    ...(reason === undefined ? {} : { reason }),
  };
  const content = { type: "channel_event" as const, name: "template_status", data };
  return {
    user: pageItself,
    event: { key: `template_status:${hash([String(at), status, name, id, language])}`, content },
  };
}
