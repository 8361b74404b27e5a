import { expect, test } from "vitest";
import { setupSteps } from "#channel/connector-definition.ts";
import { messenger } from "./messenger.ts";
import type { MessengerOptions } from "./options.ts";

const options: MessengerOptions = {
  appId: "1001",
  pageId: "2001",
  accessToken: "EAAB-page-token",
  appSecret: "test-app-secret",
  verifyToken: "verify-me",
};

test("a complete configuration has no problems, and tells the operator what to enter at Meta", () => {
  const definition = messenger(options);
  expect(definition.problems()).toEqual([]);
  expect(setupSteps(definition, "https://bot.example/")).toEqual([
    'Messenger connector "messenger": app 1001, page 2001, Graph API v26.0 at https://graph.facebook.com',
    "Enter this webhook URL at Meta, with your verify token: https://bot.example/messenger",
    "Subscribe the app and the page to: messages, messaging_postbacks, messaging_referrals, message_echoes, messaging_optins, messaging_handovers, messaging_policy_enforcement, standby",
    "To learn what people think of the bot and do with its messages, also to: response_feedback, messaging_feedback, message_reactions, message_edits, message_deliveries, message_reads, messaging_account_linking, send_cart",
  ]);
  expect(setupSteps(definition, "http://localhost:3000").at(-1)).toContain("https");
});

test.each<[field: string, wrong: Partial<Record<keyof MessengerOptions, unknown>>]>([
  ["id", { id: "" }],
  ["path", { path: "messenger" }],
  ["path", { path: "/" }],
  ["path", { path: "/messenger/" }],
  ["appId", { appId: undefined }],
  ["appId", { appId: "my app" }],
  ["pageId", { pageId: "" }],
  ["accessToken", { accessToken: " EAAB secret-value" }],
  ["appSecret", { appSecret: "" }],
  ["appSecret", { appSecret: [] }],
  ["appSecret", { appSecret: undefined }],
  ["appSecret", { appSecret: ["secret-value", ""] }],
  ["verifyToken", { verifyToken: "" }],
  ["verifyToken", { verifyToken: " verify-me" }],
  ["verifyToken", { verifyToken: "verify\nme" }],
  ["verifyToken", { verifyToken: undefined }],
  ["personaId", { personaId: "Bob" }],
  ["graphVersion", { graphVersion: "26" }],
  ["graphBaseUrl", { graphBaseUrl: "http://graph.example" }],
  ["graphBaseUrl", { graphBaseUrl: "https://graph.example/v26.0" }],
  ["locale", { locale: "fr_FR" }],
])("a wrong %s is named, without its value: %j", (field, wrong) => {
  const problems = messenger({ ...options, ...wrong } as MessengerOptions).problems();
  expect(problems).toHaveLength(1);
  expect(problems[0]).toMatch(new RegExp(`^${field}(?:\\[\\d\\])? (?:must be|is missing:) .*\\.$`));
  expect(problems[0]).not.toContain("secret-value");
});

test("a verify token may have blanks inside", () => {
  expect(messenger({ ...options, verifyToken: "my verify token" }).problems()).toEqual([]);
});

test("all problems are reported at once", () => {
  expect(messenger({} as MessengerOptions).problems()).toHaveLength(5);
});

test("what the environment does not have is reported at the start, not by the compiler", () => {
  const environment: Record<string, string | undefined> = {};
  const definition = messenger({
    appId: environment["APP_ID"],
    pageId: environment["PAGE_ID"],
    accessToken: environment["ACCESS_TOKEN"],
    appSecret: environment["APP_SECRET"],
    verifyToken: environment["VERIFY_TOKEN"],
  });
  expect(definition.problems().map((problem) => problem.split(" ")[0])).toEqual([
    "appId",
    "pageId",
    "accessToken",
    "appSecret",
    "verifyToken",
  ]);
});

test("no secret shows in what the operator reads", () => {
  const definition = messenger({ ...options, path: "wrong" });
  const words = [...definition.problems(), ...setupSteps(definition, "https://bot.example")].join("\n");
  for (const secret of ["EAAB-page-token", "test-app-secret", "verify-me"]) expect(words).not.toContain(secret);
});
