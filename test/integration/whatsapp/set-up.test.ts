import { createBot, whatsapp, whatsappKind, type WhatsAppOptions } from "@causerie/server";
import { expect, test } from "vitest";
import { numberOptions } from "#support/whatsapp/business-number.ts";
import type { FakeWhatsApp } from "#support/whatsapp/fake-whatsapp.ts";
import { startNumber } from "#support/whatsapp/start-number.ts";

const bot = createBot({ stories: [], fallback: () => "?" });

/** An account in which everything is as it should be, for a server at this address. */
function setUp(platform: FakeWhatsApp, serverUrl: string): void {
  const nodes = {
    "106540352242922": { verified_name: "A railway", status: "CONNECTED", quality_rating: "GREEN" },
    debug_token: { data: { is_valid: true, app_id: "1001", scopes: ["whatsapp_business_messaging"], expires_at: 0 } },
    "1001/subscriptions": {
      data: [
        {
          object: "whatsapp_business_account",
          callback_url: `${serverUrl}/whatsapp`,
          active: true,
          fields: [{ name: "messages" }, { name: "user_id_update" }],
        },
      ],
    },
    "3001/subscribed_apps": { data: [{ whatsapp_business_api_data: { id: "1001" } }] },
    "3001/message_templates": { data: [{ name: "news", language: "en", status: "APPROVED" }] },
  };
  for (const [path, node] of Object.entries(nodes)) platform.nodes.set(path, node);
}

const lateTemplate = { name: "news", language: "en" };

async function findingsOf(
  spoil: (platform: FakeWhatsApp) => void,
  more: Partial<WhatsAppOptions> = {},
): Promise<string[]> {
  await using world = await startNumber(bot, { lateTemplate });
  const { platform, server } = world;
  setUp(platform, server.url);
  spoil(platform);
  const number = whatsapp(numberOptions({ graphBaseUrl: platform.baseUrl, lateTemplate, ...more }));
  const results = await number.check({ live: true, publicUrl: server.url, fetch });
  return results.filter(({ level }) => level !== "ok").map(({ level, title }) => `${level}: ${title}`);
}

const noHttps = "warning: Meta calls https addresses only";

test.each<
  [name: string, spoil: (platform: FakeWhatsApp) => void, finding: string | undefined, more?: Partial<WhatsAppOptions>]
>([
  ["all is well", () => undefined, undefined],
  [
    "the token has ended",
    (platform) => void (platform.token = "other"),
    "error: The access token is not valid any more",
  ],
  [
    "the number is banned",
    (platform) => void platform.nodes.set("106540352242922", { status: "BANNED" }),
    "error: Meta has the number as BANNED",
  ],
  [
    "people report it",
    (platform) => void platform.nodes.set("106540352242922", { quality_rating: "RED" }),
    "warning: Meta rates the quality of the number RED",
  ],
  [
    "a permission is missing",
    (platform) => void platform.nodes.set("debug_token", { data: { is_valid: true, scopes: [] } }),
    "error: The token lacks whatsapp_business_messaging",
  ],
  [
    "another system has the webhook",
    (platform) =>
      void platform.nodes.set("1001/subscriptions", {
        data: [{ object: "whatsapp_business_account", callback_url: "https://other.example/x" }],
      }),
    "error: The events go to another server: another system has the app's webhook",
  ],
  [
    "the account is not subscribed",
    (platform) => void platform.nodes.set("3001/subscribed_apps", { data: [] }),
    "error: The app does not get the account's events",
  ],
  [
    "the template is not there",
    (platform) => void platform.nodes.set("3001/message_templates", { data: [] }),
    "error: There is no template news in en",
  ],
  ["the verify token differs", () => undefined, undefined, {}],
])("the live check finds it: %s", async (_name, spoil, finding, more) => {
  expect(await findingsOf(spoil, more)).toEqual([noHttps, ...(finding === undefined ? [] : [finding])]);
});

test("mistakes in the options are named, and no secret is quoted", () => {
  const wrong = {
    ...numberOptions(),
    phoneNumberId: "+33 1",
    listLabel: "x".repeat(21),
    lateTemplate: { name: "News" },
  };
  const problems = whatsapp(wrong as WhatsAppOptions).problems();
  expect(problems).toEqual([
    expect.stringMatching(/^phoneNumberId must be Meta's id/),
    expect.stringMatching(/^listLabel must be/),
    expect.stringMatching(/^lateTemplate\.language is missing/),
    expect.stringMatching(/^lateTemplate\.name must be/),
  ]);
  expect(whatsapp(numberOptions()).problems()).toEqual([]);
  expect(whatsapp({} as WhatsAppOptions).problems()).toHaveLength(5);
});

test("the steps say what to enter at Meta, and the desk offers what is not decided in code", () => {
  const steps = whatsapp(numberOptions())
    .setup("https://bot.example")
    .map(({ text, copy }) => `${text} ${copy ?? ""}`);
  expect(steps.join("\n")).toContain("https://bot.example/whatsapp");
  expect(steps.join("\n")).toContain("messages, user_id_update");
  const kind = whatsappKind({ appId: "1001", appSecret: "s" });
  expect(Object.keys(kind.options.properties)).not.toContain("graphBaseUrl");
  expect(Object.keys(kind.options.properties)).not.toContain("appSecret");
  expect(kind.create({ ...(numberOptions() as object), id: "wa", path: "/wa" }).problems?.()).toEqual([]);
});
