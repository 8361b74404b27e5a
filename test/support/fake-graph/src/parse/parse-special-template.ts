import type { Content } from "./content.ts";
import { invalidParameter } from "#api/graph-errors.ts";
import type { JsonObject } from "./json.ts";
import { limits } from "./limits.ts";
import { child, listAt, objectAt, oneOf, optionalTextAt, optionalWebUrlAt, textAt, webUrlAt } from "./param.ts";
import { parseOptionalButtons } from "./parse-button.ts";

export function parseReceipt(payload: JsonObject, path: string): Content {
  for (const key of ["recipient_name", "order_number", "currency", "payment_method"]) textAt(payload, key, path);
  const summary = objectAt(payload["summary"], child(path, "summary"));
  if (typeof summary["total_cost"] !== "number") {
    throw invalidParameter(`The parameter ${child(child(path, "summary"), "total_cost")} is required`);
  }
  const elements = child(path, "elements");
  if (payload["elements"] !== undefined) listAt(payload["elements"], elements, { max: limits.receipt.elements });
  return { type: "other", templateType: "receipt", payload, buttons: [] };
}

export function parseCoupon(payload: JsonObject, path: string): Content {
  textAt(payload, "title", path, limits.coupon.title);
  optionalTextAt(payload, "subtitle", path, limits.coupon.subtitle);
  optionalWebUrlAt(payload, "coupon_url", path);
  const code = optionalTextAt(payload, "coupon_code", path);
  if (code !== undefined && /\s|:\/\//.test(code)) {
    throw invalidParameter(`Param ${child(path, "coupon_code")} must not contain spaces or URLs`);
  }
  return { type: "other", templateType: "coupon", payload, buttons: [] };
}

export function parseImageGrid(payload: JsonObject, path: string): Content {
  const list = child(path, "elements");
  const here = child(list, 0);
  const element = objectAt(listAt(payload["elements"], list, { max: limits.imageGrid.elements })[0], here);
  optionalTextAt(element, "title", here, limits.imageGrid.title);
  optionalTextAt(element, "subtitle", here, limits.imageGrid.subtitle);
  checkGridImages(element["images"], child(here, "images"));
  const buttons = parseOptionalButtons(element["buttons"], child(here, "buttons"), limits.imageGrid.buttons);
  for (const [index, button] of buttons.entries()) {
    oneOf(button.type, child(child(child(here, "buttons"), index), "type"), ["web_url", "postback"]);
  }
  return { type: "other", templateType: "image_grid", payload, buttons };
}

function checkGridImages(value: unknown, path: string): void {
  const bounds = { min: limits.imageGrid.minImages, max: limits.imageGrid.maxImages };
  const images = listAt(value, path, bounds).map((image, index) => objectAt(image, child(path, index)));
  for (const [index, image] of images.entries()) webUrlAt(image, "url", child(path, index));
  if (images.filter((image) => image["is_hero_image"] === true).length > limits.imageGrid.heroImages) {
    throw invalidParameter(`At most ${limits.imageGrid.heroImages} image in param ${path} can be the hero image`);
  }
}

export function parseFeedback(payload: JsonObject, path: string): Content {
  const { title, subtitle, button, screens, questions, minDays, maxDays } = limits.feedback;
  textAt(payload, "title", path, title);
  optionalTextAt(payload, "subtitle", path, subtitle);
  optionalTextAt(payload, "button_title", path, button);
  const list = child(path, "feedback_screens");
  const here = child(list, 0);
  const screen = objectAt(listAt(payload["feedback_screens"], list, { max: screens })[0], here);
  listAt(screen["questions"], child(here, "questions"), { max: questions });
  const privacy = child(path, "business_privacy");
  webUrlAt(objectAt(payload["business_privacy"], privacy), "url", privacy);
  const days = payload["expires_in_days"];
  if (days !== undefined && (typeof days !== "number" || days < minDays || days > maxDays)) {
    throw invalidParameter(`Param ${child(path, "expires_in_days")} must be between ${minDays} and ${maxDays}`);
  }
  return { type: "other", templateType: "customer_feedback", payload, buttons: [] };
}
