import type { Content } from "./content.ts";
import type { JsonObject } from "./json.ts";
import { limits } from "./limits.ts";
import { child, oneOf, optionalWebUrlAt, refuseOtherKeys, textAt } from "./param.ts";

const calls = ["ALLOW", "GET", "GET_UPDATES", "OPT_IN", "SIGN_UP"] as const;

/** Asks for one later message. */
export function parseOneTimeRequest(payload: JsonObject, path: string): Content {
  refuseOtherKeys(payload, path, ["template_type", "title", "payload"]);
  return request("one_time_notif_req", payload, path);
}

/** Asks for messages until the person stops them. */
export function parseNotificationRequest(payload: JsonObject, path: string): Content {
  refuseOtherKeys(payload, path, ["template_type", "title", "payload", "image_url", "notification_messages_cta_text"]);
  optionalWebUrlAt(payload, "image_url", path);
  const call = payload["notification_messages_cta_text"];
  if (call !== undefined) oneOf(call, child(path, "notification_messages_cta_text"), calls);
  return request("notification_messages", payload, path);
}

function request(templateType: string, payload: JsonObject, path: string): Content {
  textAt(payload, "title", path, limits.notificationRequest.title);
  textAt(payload, "payload", path, limits.button.payload);
  return { type: "other", templateType, payload, buttons: [] };
}
