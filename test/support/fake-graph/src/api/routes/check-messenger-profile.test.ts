import { expect, test } from "vitest";
import { checkMessengerProfile } from "./check-messenger-profile.ts";
import type { JsonObject } from "#parse/json.ts";

const getStarted = { payload: "GET_STARTED" };
const list = <Item>(count: number, item: Item) => Array.from({ length: count }, () => item);
const menuOf = (items: unknown[]) => [{ locale: "default", call_to_actions: items }];
const menuItem = { type: "postback", title: "x".repeat(30), payload: "P" };
const breaker = { question: "Where are you?", payload: "P" };
const command = { name: "hotels", description: "Find a hotel" };

test.each<[string, JsonObject]>([
  [
    "everything at its limits",
    {
      get_started: getStarted,
      greeting: [{ locale: "default", text: "x".repeat(160) }],
      ice_breakers: [{ locale: "default", call_to_actions: list(4, breaker) }],
      persistent_menu: menuOf(list(20, menuItem)),
      commands: [{ locale: "default", commands: list(100, command) }],
      whitelisted_domains: list(50, "https://a.example"),
      account_linking_url: "https://a.example/link",
    },
  ],
  [
    "a menu that closes the composer",
    { get_started: getStarted, persistent_menu: [{ locale: "default", composer_input_disabled: true }] },
  ],
])("accepts %s", (_, changes) => {
  expect(() => checkMessengerProfile(changes, {})).not.toThrow();
});

test.each<[string, JsonObject, string]>([
  ["nothing", {}, "Must provide at least one profile field"],
  ["an unknown field", { colour: "red" }, 'Invalid keys "colour" were found in param "messenger_profile".'],
  [
    "a long payload",
    { get_started: { payload: "x".repeat(1001) } },
    "Length of param get_started[payload] must be less than or equal to 1000",
  ],
  [
    "a long greeting",
    { greeting: [{ locale: "default", text: "x".repeat(161) }] },
    "Length of param greeting[0][text] must be less than or equal to 160",
  ],
  [
    "no default locale",
    { greeting: [{ locale: "fr_FR", text: "Bonjour" }] },
    "Param greeting must contain an entry with the locale default",
  ],
  [
    "five ice breakers",
    { ice_breakers: [{ locale: "default", call_to_actions: list(5, breaker) }] },
    "Length of param ice_breakers[0][call_to_actions] must be less than or equal to 4",
  ],
  [
    "a menu without Get Started",
    { persistent_menu: menuOf([menuItem]) },
    "You must set a Get Started button if you also wish to use persistent menu",
  ],
  [
    "21 menu items",
    { get_started: getStarted, persistent_menu: menuOf(list(21, menuItem)) },
    "Length of param persistent_menu[0][call_to_actions] must be less than or equal to 20",
  ],
  [
    "a long menu title",
    { get_started: getStarted, persistent_menu: menuOf([{ ...menuItem, title: "x".repeat(31) }]) },
    "Length of param persistent_menu[0][call_to_actions][0][title] must be less than or equal to 30",
  ],
  [
    "101 commands",
    { commands: [{ locale: "default", commands: list(101, command) }] },
    "Length of param commands[0][commands] must be less than or equal to 100",
  ],
  [
    "a command with a slash",
    { commands: [{ locale: "default", commands: [{ ...command, name: "/hotels" }] }] },
    "Param commands[0][commands][0][name] must not start with /",
  ],
  [
    "51 domains",
    { whitelisted_domains: list(51, "https://a.example") },
    "Length of param whitelisted_domains must be less than or equal to 50",
  ],
  [
    "linking without https",
    { account_linking_url: "http://a.example" },
    "Param account_linking_url must be an https URL",
  ],
])("refuses %s", (_, changes, message) => {
  expect(() => checkMessengerProfile(changes, {})).toThrow(`(#100) ${message}`);
});
