import type { Button } from "./content.ts";
import { invalidParameter } from "#api/graph-errors.ts";
import type { JsonObject } from "./json.ts";
import { limits } from "./limits.ts";
import { child, listAt, objectAt, oneOf, optionalWebUrlAt, refuseOtherKeys, textAt, webUrlAt } from "./param.ts";

const buttonTypes = ["web_url", "postback", "phone_number", "account_link", "account_unlink"] as const;
const webviewKeys = ["webview_height_ratio", "messenger_extensions", "fallback_url", "webview_share_button"];

/** Buttons that may be left out, but must not be an empty list. */
export function parseOptionalButtons(value: unknown, path: string, max: number): Button[] {
  return value === undefined ? [] : parseButtons(value, path, max);
}

export function parseButtons(value: unknown, path: string, max: number): Button[] {
  return listAt(value, path, { max }).map((button, index) => parseButton(button, child(path, index)));
}

function parseButton(value: unknown, path: string): Button {
  const button = objectAt(value, path);
  const type = oneOf(button["type"], child(path, "type"), buttonTypes);
  switch (type) {
    case "web_url":
      refuseOtherKeys(button, path, ["type", "title", "url", ...webviewKeys]);
      checkExtensions(button, path);
      return { type, title: parseTitle(button, path), url: webUrlAt(button, "url", path) };
    case "postback":
      refuseOtherKeys(button, path, ["type", "title", "payload"]);
      return { type, title: parseTitle(button, path), payload: textAt(button, "payload", path, limits.button.payload) };
    case "phone_number":
      refuseOtherKeys(button, path, ["type", "title", "payload"]);
      return { type, title: parseTitle(button, path), payload: parsePhoneNumber(button, path) };
    case "account_link":
      refuseOtherKeys(button, path, ["type", "url"]);
      return { type, title: "Log In", url: httpsUrlAt(button, "url", path) };
    case "account_unlink":
      refuseOtherKeys(button, path, ["type"]);
      return { type, title: "Log Out" };
  }
}

/** What happens on a tap on a card: a `web_url` button without a title. Returns the address. */
export function parseDefaultAction(value: unknown, path: string): string | undefined {
  if (value === undefined) return undefined;
  const action = objectAt(value, path);
  refuseOtherKeys(action, path, ["type", "url", ...webviewKeys]);
  oneOf(action["type"], child(path, "type"), ["web_url"]);
  checkExtensions(action, path);
  return webUrlAt(action, "url", path);
}

function parseTitle(button: JsonObject, path: string): string {
  return textAt(button, "title", path, limits.button.title);
}

function parsePhoneNumber(button: JsonObject, path: string): string {
  const number = textAt(button, "payload", path, limits.button.payload);
  if (!/^\+\d{5,15}$/.test(number.replaceAll(/[ ().-]/g, ""))) {
    throw invalidParameter(
      `Param ${child(path, "payload")} must be a phone number in the format +<COUNTRY_CODE><NUMBER>`,
    );
  }
  return number;
}

// Pages with the Messenger Extensions SDK get the person's identity, so Meta insists on TLS for them.
function checkExtensions(button: JsonObject, path: string): void {
  optionalWebUrlAt(button, "fallback_url", path);
  if (button["messenger_extensions"] === true) httpsUrlAt(button, "url", path);
}

function httpsUrlAt(object: JsonObject, key: string, path: string): string {
  const url = webUrlAt(object, key, path);
  if (!/^https:/i.test(url)) throw invalidParameter(`Param ${child(path, key)} must be an https URL`);
  return url;
}
