import type { Content, MediaSource } from "./content.ts";
import { invalidParameter } from "#api/graph-errors.ts";
import type { JsonObject } from "./json.ts";
import { limits } from "./limits.ts";
import { child, listAt, objectAt, oneOf, refuseOtherKeys, textAt, webUrlAt } from "./param.ts";
import { parseOptionalButtons } from "./parse-button.ts";

/** One image or video with buttons. Audio is not allowed here, and an address must be one of Facebook's own. */
export function parseMediaTemplate(payload: JsonObject, path: string): Content {
  refuseOtherKeys(payload, path, ["template_type", "elements", "sharable"]);
  const list = child(path, "elements");
  const elements = listAt(payload["elements"], list, { max: limits.mediaTemplate.elements });
  const here = child(list, 0);
  const element = objectAt(elements[0], here);
  refuseOtherKeys(element, here, ["media_type", "attachment_id", "url", "buttons"]);
  return {
    type: "media_card",
    mediaType: oneOf(element["media_type"], child(here, "media_type"), ["image", "video"]),
    source: parseSource(element, here),
    buttons: parseOptionalButtons(element["buttons"], child(here, "buttons"), limits.mediaTemplate.buttons),
  };
}

function parseSource(element: JsonObject, path: string): MediaSource {
  if ((element["url"] === undefined) === (element["attachment_id"] === undefined)) {
    throw invalidParameter(`Must specify exactly one of url or attachment_id in param ${path}`);
  }
  if (element["attachment_id"] !== undefined) {
    return { type: "id", attachmentId: textAt(element, "attachment_id", path) };
  }
  const url = webUrlAt(element, "url", path);
  if (!/(^|\.)facebook\.com$/.test(new URL(url).hostname)) {
    throw invalidParameter(`Param ${child(path, "url")} must be a Facebook URL`);
  }
  return { type: "url", url };
}
