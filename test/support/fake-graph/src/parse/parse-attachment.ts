import { type Content, type MediaSource, mediaTypes } from "./content.ts";
import { invalidParameter } from "#api/graph-errors.ts";
import type { JsonObject } from "./json.ts";
import { child, objectAt, oneOf, refuseOtherKeys, textAt, webUrlAt } from "./param.ts";
import { parseTemplate } from "./parse-template.ts";

const attachmentTypes = [...mediaTypes, "template"] as const;

export interface ParsedAttachment {
  content: Content;
  /** The sender asked for an attachment id to use again. */
  reusable: boolean;
}

export function parseAttachment(value: unknown, path: string): ParsedAttachment {
  const attachment = objectAt(value, path);
  refuseOtherKeys(attachment, path, ["type", "payload"]);
  const type = oneOf(attachment["type"], child(path, "type"), attachmentTypes);
  const here = child(path, "payload");
  const payload = objectAt(attachment["payload"], here);
  if (type === "template") return { content: parseTemplate(payload, here), reusable: false };
  refuseOtherKeys(payload, here, ["url", "attachment_id", "is_reusable"]);
  return {
    content: { type: "media", mediaType: type, source: parseMediaSource(payload, here) },
    reusable: payload["is_reusable"] === true,
  };
}

function parseMediaSource(payload: JsonObject, path: string): MediaSource {
  if (payload["url"] !== undefined && payload["attachment_id"] !== undefined) {
    throw invalidParameter(`Must specify only one of url or attachment_id in param ${path}`);
  }
  if (payload["attachment_id"] !== undefined) {
    return { type: "id", attachmentId: textAt(payload, "attachment_id", path) };
  }
  return { type: "url", url: webUrlAt(payload, "url", path) };
}
