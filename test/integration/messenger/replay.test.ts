import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { messenger } from "@causerie/server/connectors/messenger/messenger.ts";
import { escapeUnicodeJson, sign } from "@causerie/fake-graph";
import { startConnectorHost } from "#support/server/connector-host.ts";
import { appSecret, pageOptions, postWebhook } from "#support/messenger/facebook-page.ts";
import { fixtures } from "#support/paths.ts";

const folder = join(fixtures, "messenger");
const options = pageOptions({ appId: "1517776481860111", pageId: "682498302938465" });

const text = (said: string) => ({ type: "text", text: said });
const foreign = (label: string, link: string) => ({ type: "postback", link, label, unproved: true });
const media = (...attachments: { kind: string; url?: string; id?: string }[]) => ({ type: "attachment", attachments });

/** By fixture: what is stored, which deliveries are confirmed, and what is only counted. */
const expected: Record<string, { stored?: unknown[]; confirmed?: string[]; counted?: string[]; user?: string }> = {
  "account-linking": { stored: [{ type: "account_linking", status: "linked", code: "AC-secret" }] },
  album: {
    stored: [
      media(
        { kind: "image", url: "https://cdn.example/1.jpg" },
        { kind: "image", url: "https://cdn.example/2.jpg" },
        { kind: "video", url: "https://cdn.example/3.mp4" },
      ),
    ],
  },
  "app-roles": { counted: ["roles"] },
  batch: {
    stored: [text("un"), { type: "overheard", by: "person", text: "deux" }, text("trois")],
    counted: ["receipt:delivered"],
  },
  delivery: { counted: ["receipt:delivered"] },
  "echo-inbox": {
    stored: [{ type: "overheard", by: "agent", text: "Ici Paul, de l'accueil", author: "263902037430900" }],
  },
  "echo-own": { confirmed: ["ob_42"] },
  "echo-template": { confirmed: ["ob_43"] },
  "fallback-null": { stored: [media({ kind: "fallback" })] },
  "feedback-template": { stored: [{ type: "feedback", value: "up", question: "q1", score: 5, comment: "ok" }] },
  "feed-change": { counted: ["unhandled:changes"] },
  "get-started-with-referral": {
    stored: [{ type: "referral", ref: "ete_2026", source: "SHORTLINK" }, { type: "start" }],
  },
  handover: { stored: [{ type: "handover", to: "bot", summary: "back" }] },
  location: { stored: [{ type: "location", latitude: 48.85, longitude: 2.35, title: "Ana's Location" }] },
  "message-edit": { stored: [{ type: "edited", messageId: "m_text-1", text: "Bonsoir" }] },
  "numeric-ids": { stored: [text("12")] },
  "optin-checkbox": {
    stored: [{ type: "optin", ref: "newsletter_2026", userRef: "UREF" }],
    user: "user_ref:UREF",
  },
  "optin-notifications": { stored: [{ type: "optin", ref: "winter_fares", status: "resumed" }] },
  "optin-plugin": { stored: [{ type: "optin", ref: "newsletter_2026" }] },
  "optin-stopped": { stored: [{ type: "optin", ref: "winter_fares", status: "stopped" }] },
  "postback-foreign": { stored: [foreign("Horaires", "MENU_HOURS")] },
  "quick-reply-email": { stored: [{ ...text("ana@example.org"), personal: "email" }] },
  "quick-reply-foreign": { stored: [foreign("Rouge", "COLOUR_PICKED:red")] },
  reaction: { stored: [{ type: "reaction", messageId: "m_o-1", emoji: "❤️", added: true }] },
  read: { counted: ["receipt:read"] },
  "referral-ad": { stored: [{ type: "referral", ref: "ad_winter", source: "ADS", adId: "23849" }] },
  "referral-lead": { stored: [{ type: "referral", ref: "", source: "ADS", adId: "23849" }] },
  "request-thread": { stored: [{ type: "handover_request", by: "263902037430900", summary: "please" }] },
  "response-feedback": { stored: [{ type: "feedback", value: "up", messageId: "m_o1" }] },
  "standby-postback": { stored: [{ type: "overheard", by: "person", text: "Horaires" }] },
  sticker: {
    stored: [{ ...media({ kind: "sticker", url: "https://cdn.example/like.png", id: "369239263222822" }), text: "👍" }],
  },
  "take-thread": { stored: [{ type: "handover", to: "agent", summary: "a person answers" }] },
  text: { stored: [text("Bonjour, où est la télécabine ? 🚠")] },
  "text-reply": { stored: [{ ...text("Oui"), replyTo: "m_text-0" }] },
  "text-with-link-preview": { stored: [text("voir https://example.org/plan")] },
  unsent: { stored: [{ type: "deleted", messageId: "m_del-1" }] },
  unsupported: { stored: [media({ kind: "unsupported" })] },
  voice: { stored: [media({ kind: "audio", url: "https://cdn.example/v.mp4" })] },
};

const names = (await readdir(folder)).map((name) => name.replace(/\.json$/, "")).sort();

test("every recorded webhook says what it should become", () => {
  expect(names).toEqual(Object.keys(expected).sort());
});

test.each(names)("%s is read as it should be, and once only", async (name) => {
  await using host = await startConnectorHost([messenger(options)]);
  const recorded = await readFile(join(folder, `${name}.json`), "utf8");
  // Numbers beyond 2^53 would not survive being parsed here; the others are written as Meta writes them.
  const body = name === "numeric-ids" ? recorded : escapeUnicodeJson(JSON.parse(recorded));
  const headers = { "x-hub-signature-256": `sha256=${sign(appSecret, body).sha256}` };
  for (const _ of ["first", "again"]) {
    expect((await postWebhook(`${host.url}/messenger`, body, headers)).status).toBe(200);
  }
  const { stored = [], confirmed = [], counted = [], user = "27161130920158013" } = expected[name] ?? {};
  expect(host.events.map((event) => event.content)).toEqual(stored);
  for (const event of host.events) expect(event.address).toEqual({ user, scope: "direct" });
  expect(host.confirmed.map(({ deliveryId }) => deliveryId)).toEqual([...confirmed, ...confirmed]);
  const counts = [...(host.running[0]?.counts().keys() ?? [])].filter((key) =>
    /^(?:(?:receipt|unhandled):|roles$)/.test(key),
  );
  expect(counts.sort()).toEqual(counted.sort());
});
