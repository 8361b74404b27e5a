import type { Card, Content } from "./content.ts";
import { invalidParameter } from "#api/graph-errors.ts";
import type { JsonObject } from "./json.ts";
import { limits } from "./limits.ts";
import { child, listAt, objectAt, oneOf, optionalTextAt, optionalWebUrlAt, refuseOtherKeys, textAt } from "./param.ts";
import { parseButtons, parseDefaultAction, parseOptionalButtons } from "./parse-button.ts";
import { parseCoupon, parseFeedback, parseImageGrid, parseReceipt } from "./parse-special-template.ts";
import { parseNotificationRequest, parseOneTimeRequest } from "./parse-notification-request.ts";
import { parseMediaTemplate } from "./parse-media-template.ts";

const templates = {
  button: parseButtonTemplate,
  generic: parseGenericTemplate,
  media: parseMediaTemplate,
  receipt: parseReceipt,
  coupon: parseCoupon,
  image_grid: parseImageGrid,
  customer_feedback: parseFeedback,
  one_time_notif_req: parseOneTimeRequest,
  notification_messages: parseNotificationRequest,
} satisfies Record<string, (payload: JsonObject, path: string) => Content>;

type TemplateType = keyof typeof templates;

/** The list template is not here: Meta retired it, so it is refused like any unknown type. */
export function parseTemplate(payload: JsonObject, path: string): Content {
  const types = Object.keys(templates) as TemplateType[];
  const type = oneOf(payload["template_type"], child(path, "template_type"), types);
  return templates[type](payload, path);
}

function parseButtonTemplate(payload: JsonObject, path: string): Content {
  refuseOtherKeys(payload, path, ["template_type", "text", "buttons", "sharable"]);
  return {
    type: "buttons",
    text: textAt(payload, "text", path, limits.buttonTemplate.text),
    buttons: parseButtons(payload["buttons"], child(path, "buttons"), limits.buttonTemplate.buttons),
  };
}

function parseGenericTemplate(payload: JsonObject, path: string): Content {
  refuseOtherKeys(payload, path, ["template_type", "elements", "image_aspect_ratio", "sharable"]);
  const here = child(path, "elements");
  const elements = listAt(payload["elements"], here, { max: limits.genericTemplate.elements });
  return { type: "cards", cards: elements.map((element, index) => parseCard(element, child(here, index))) };
}

function parseCard(value: unknown, path: string): Card {
  const element = objectAt(value, path);
  refuseOtherKeys(element, path, ["title", "subtitle", "image_url", "default_action", "buttons"]);
  const title = textAt(element, "title", path, limits.genericTemplate.title);
  const subtitle = optionalTextAt(element, "subtitle", path, limits.genericTemplate.subtitle);
  const imageUrl = optionalWebUrlAt(element, "image_url", path);
  const url = parseDefaultAction(element["default_action"], child(path, "default_action"));
  const buttons = parseOptionalButtons(element["buttons"], child(path, "buttons"), limits.genericTemplate.buttons);
  if (subtitle === undefined && imageUrl === undefined && url === undefined && buttons.length === 0) {
    throw invalidParameter(`Param ${path} must have at least one property in addition to title`);
  }
  return {
    title,
    ...(subtitle === undefined ? {} : { subtitle }),
    ...(imageUrl === undefined ? {} : { imageUrl }),
    ...(url === undefined ? {} : { url }),
    buttons,
  };
}
