import type { QuickReply } from "./content.ts";
import { limits } from "./limits.ts";
import { child, listAt, objectAt, oneOf, optionalWebUrlAt, refuseOtherKeys, textAt } from "./param.ts";

// "location" was withdrawn by Meta and is refused like any unknown type.
const contentTypes = ["text", "user_phone_number", "user_email"] as const;

export function parseQuickReplies(value: unknown, path: string): QuickReply[] {
  if (value === undefined) return [];
  const replies = listAt(value, path, { max: limits.quickReply.count });
  return replies.map((reply, index) => parseQuickReply(reply, child(path, index)));
}

function parseQuickReply(value: unknown, path: string): QuickReply {
  const reply = objectAt(value, path);
  refuseOtherKeys(reply, path, ["content_type", "title", "payload", "image_url"]);
  const type = oneOf(reply["content_type"], child(path, "content_type"), contentTypes);
  switch (type) {
    case "text": {
      const imageUrl = optionalWebUrlAt(reply, "image_url", path);
      return {
        type,
        title: textAt(reply, "title", path, limits.quickReply.title),
        payload: textAt(reply, "payload", path, limits.quickReply.payload),
        ...(imageUrl === undefined ? {} : { imageUrl }),
      };
    }
    case "user_phone_number":
    case "user_email":
      return { type };
  }
}
