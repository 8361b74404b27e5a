import { invalidParameter } from "#api/graph-errors.ts";
import type { JsonObject } from "#parse/json.ts";
import { limits } from "#parse/limits.ts";
import { child, listAt, objectAt, oneOf, refuseOtherKeys, textAt, webUrlAt } from "#parse/param.ts";

const checks: Record<string, (value: unknown, path: string) => void> = {
  get_started: (value, path) => textAt(objectAt(value, path), "payload", path, limits.profile.payload),
  greeting: checkGreeting,
  ice_breakers: checkIceBreakers,
  persistent_menu: checkMenu,
  commands: checkCommands,
  whitelisted_domains: checkDomains,
  account_linking_url: checkLinkingUrl,
};

export const profileFields: readonly string[] = Object.keys(checks);

/** Refuses changes to a messenger_profile that Meta refuses. `current` is the profile before the change. */
export function checkMessengerProfile(changes: JsonObject, current: JsonObject): void {
  if (Object.keys(changes).length === 0) throw invalidParameter("Must provide at least one profile field");
  refuseOtherKeys(changes, "messenger_profile", profileFields);
  for (const [field, value] of Object.entries(changes)) checks[field]?.(value, field);
  const merged = { ...current, ...changes };
  if (merged["persistent_menu"] !== undefined && merged["get_started"] === undefined) {
    throw invalidParameter("You must set a Get Started button if you also wish to use persistent menu");
  }
}

function checkGreeting(value: unknown, path: string): void {
  forEachLocale(value, path, (greeting, here) => textAt(greeting, "text", here, limits.profile.greeting));
}

function checkIceBreakers(value: unknown, path: string): void {
  forEachLocale(value, path, (set, here) => {
    const list = child(here, "call_to_actions");
    for (const [index, item] of listAt(set["call_to_actions"], list, { max: limits.profile.iceBreakers }).entries()) {
      const breaker = objectAt(item, child(list, index));
      textAt(breaker, "question", child(list, index));
      textAt(breaker, "payload", child(list, index), limits.profile.payload);
    }
  });
}

export function checkMenu(value: unknown, path: string): void {
  forEachLocale(value, path, (menu, here) => {
    const list = child(here, "call_to_actions");
    if (menu["composer_input_disabled"] === true && menu["call_to_actions"] === undefined) return;
    for (const [index, item] of listAt(menu["call_to_actions"], list, { max: limits.profile.menuItems }).entries()) {
      checkMenuItem(objectAt(item, child(list, index)), child(list, index));
    }
  });
}

function checkMenuItem(item: JsonObject, path: string): void {
  textAt(item, "title", path, limits.profile.menuTitle);
  if (oneOf(item["type"], child(path, "type"), ["postback", "web_url"]) === "web_url") webUrlAt(item, "url", path);
  else textAt(item, "payload", path, limits.profile.payload);
}

function checkCommands(value: unknown, path: string): void {
  forEachLocale(value, path, (set, here) => {
    const list = child(here, "commands");
    for (const [index, item] of listAt(set["commands"], list, { max: limits.profile.commands }).entries()) {
      const command = objectAt(item, child(list, index));
      const name = textAt(command, "name", child(list, index), limits.profile.commandName);
      if (name.startsWith("/"))
        throw invalidParameter(`Param ${child(child(list, index), "name")} must not start with /`);
      textAt(command, "description", child(list, index), limits.profile.commandDescription);
    }
  });
}

function checkDomains(value: unknown, path: string): void {
  const domains = listAt(value, path, { max: limits.profile.domains });
  for (const [index, domain] of domains.entries()) webUrlAt({ [index]: domain }, String(index), path);
}

function checkLinkingUrl(value: unknown, path: string): void {
  const url = webUrlAt({ [path]: value }, path, "");
  if (!/^https:/i.test(url)) throw invalidParameter(`Param ${path} must be an https URL`);
}

function forEachLocale(value: unknown, path: string, check: (entry: JsonObject, path: string) => void): void {
  const entries = listAt(value, path).map((entry, index) => objectAt(entry, child(path, index)));
  if (!entries.some((entry) => entry["locale"] === "default")) {
    throw invalidParameter(`Param ${path} must contain an entry with the locale default`);
  }
  for (const [index, entry] of entries.entries()) check(entry, child(path, index));
}
