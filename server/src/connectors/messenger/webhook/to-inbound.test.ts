import { expect, test } from "vitest";
import { type Inbound, conversationIdOf, toInboundEvents } from "./to-inbound.ts";
import type { FacebookPage } from "#connectors/messenger/facebook-pages.ts";
import { KnownConversations } from "#connectors/messenger/known-conversations.ts";
import { createPayloads } from "#connectors/messenger/payload.ts";

const payloads = createPayloads(Buffer.alloc(32, 1));
const page: FacebookPage = {
  appId: "1001",
  pageId: "2001",
  connectorId: "messenger",
  locale: undefined,
  payloads,
  handoverTo: "3003",
  agentPauseMs: 0,
  keepsTokens: false,
  conversations: new KnownConversations(() => Promise.resolve(undefined)),
  redact: () => Promise.resolve(true),
  reportReceipt: () => Promise.resolve(),
  accept: () => Promise.resolve({ duplicate: false }),
  confirmDelivery: () => Promise.resolve(true),
  confirmPart: () => Promise.resolve(true),
  readToken: () => Promise.resolve(undefined),
  forget: () => Promise.resolve(),
  judged: () => undefined,
  saw: () => undefined,
  hasRoles: () => Promise.resolve(),
  markSeen: () => undefined,
};
const now = 1790000009000;

function read(...happenings: unknown[]): Inbound[] {
  const webhook = { object: "page", entry: [{ id: "2001", time: 1790000000000, messaging: happenings }] };
  return toInboundEvents(webhook, (pageId) => (pageId === "2001" ? page : undefined), now).map(withoutEvent);
}

/** The event itself goes with what is not handled, so that its shape can be logged. */
function withoutEvent(inbound: Inbound): Inbound {
  return inbound.type === "unhandled" ? { type: inbound.type, kind: inbound.kind } : inbound;
}

const frame = { sender: { id: "77" }, recipient: { id: "2001" }, timestamp: 1789999999000 };

function contents(inbound: Inbound[]): unknown[] {
  return inbound.map((each) => (each.type === "event" ? each.event.content : each));
}

test("a text becomes an event of its person, page and app", () => {
  expect(read({ ...frame, message: { mid: "m_1", text: "bonjour" } })).toEqual([
    {
      type: "event",
      page,
      event: {
        id: "message:m_1",
        connectorId: "messenger",
        conversationId: "messenger:messenger:1001:2001:77",
        address: { user: "77", scope: "direct" },
        at: 1789999999000,
        content: { type: "text", text: "bonjour" },
      },
    },
  ]);
});

test("ids may be numbers, times may be text or seconds, and a missing time is the entry's", () => {
  const times = [1789999999, "1789999999000", undefined, "soon"].map((timestamp) =>
    read({ ...frame, sender: { id: 77 }, timestamp, message: { mid: "m_1", text: "x" } }),
  );
  const found = times.flatMap((inbound) => inbound.map((each) => (each.type === "event" ? each.event : undefined)));
  expect(found.map((event) => event?.address.user)).toEqual(["77", "77", "77", "77"]);
  expect(found.map((event) => event?.at)).toEqual([1789999999000, 1789999999000, 1790000000000, 1790000000000]);
});

test("a tap on our quick reply or button is its link, with the whole label", () => {
  const payload = payloads.write({ type: "link", link: "fares", label: "Show me all the fares" });
  const short = payloads.write({ type: "link", link: "fares" });
  expect(
    contents(
      read(
        { ...frame, message: { mid: "m_1", text: "Show me all the…", quick_reply: { payload } } },
        { ...frame, message: { mid: "m_2", text: "Fares", quick_reply: { payload: short } } },
        { ...frame, postback: { mid: "m_3", title: "Fares", payload: short } },
      ),
    ),
  ).toEqual([
    { type: "postback", link: "fares", label: "Show me all the fares" },
    { type: "postback", link: "fares", label: "Fares" },
    { type: "postback", link: "fares", label: "Fares" },
  ]);
});

test("a quick reply that says something says the whole of it", () => {
  const payload = payloads.write({ type: "say", text: "I want to go home" });
  expect(contents(read({ ...frame, message: { mid: "m_1", text: "Home", quick_reply: { payload } } }))).toEqual([
    { type: "text", text: "I want to go home" },
  ]);
});

test("e-mail addresses and phone numbers are what the person said, and personal; of other apps' taps the bot decides", () => {
  expect(
    contents(
      read(
        { ...frame, message: { mid: "m_1", text: "ana@ex.org", quick_reply: { payload: "ana@ex.org" } } },
        { ...frame, message: { mid: "m_2", quick_reply: { payload: "+33123456789" } } },
        { ...frame, message: { mid: "m_6", text: "Same", quick_reply: { payload: "Same" } } },
        { ...frame, message: { mid: "m_3", text: "Red", quick_reply: { payload: "OTHER_APP_RED" } } },
        { ...frame, postback: { mid: "m_4", title: "Talk to sales", payload: "v1.e30.AAAAAAAAAAA" } },
        { ...frame, postback: { mid: "m_5", title: "Talk to us" } },
      ),
    ),
  ).toEqual([
    { type: "text", text: "ana@ex.org", personal: "email" },
    { type: "text", text: "+33123456789", personal: "phone" },
    { type: "text", text: "Same" },
    { type: "postback", link: "OTHER_APP_RED", label: "Red", unproved: true },
    { type: "postback", link: "v1.e30.AAAAAAAAAAA", label: "Talk to sales", unproved: true },
    { type: "text", text: "Talk to us" },
  ]);
});

test("Get Started opens the conversation, after the link that the person came by", () => {
  const referral = { ref: "ete", source: "SHORTLINK", type: "OPEN_THREAD" };
  expect(
    contents(
      read(
        { ...frame, postback: { mid: "m_1", title: "Démarrer", payload: "GET_STARTED", referral } },
        { ...frame, referral: { ref: "hiver", source: "A_NEW_SOURCE", type: "A_NEW_TYPE" } },
      ),
    ),
  ).toEqual([
    { type: "referral", ref: "ete", source: "SHORTLINK" },
    { type: "start" },
    { type: "referral", ref: "hiver", source: "A_NEW_SOURCE" },
  ]);
});

test("attachments keep their order, of kinds known and unknown; old stickers count as stickers", () => {
  const attachments = [
    { type: "image", payload: { url: "https://cdn.example/a.png" } },
    { type: "image", payload: { url: "https://cdn.example/like.png", sticker_id: 369239263222822 } },
    { type: "hologram", payload: null },
    { type: "location", payload: { coordinates: { lat: 48.85, long: 2.35 } } },
    { type: "location", payload: { coordinates: { lat: 480, long: 2.35 } } },
    {},
    null,
  ];
  expect(contents(read({ ...frame, message: { mid: "m_1", attachments } }))).toEqual([
    {
      type: "attachment",
      attachments: [
        { kind: "image", url: "https://cdn.example/a.png" },
        { kind: "sticker", url: "https://cdn.example/like.png", id: "369239263222822" },
        { kind: "hologram" },
        { kind: "location", title: "48.85, 2.35" },
        { kind: "location", title: "480, 2.35" },
      ],
    },
  ]);
});

test("older previews have their address outside the payload, and shared products and cards keep what they are", () => {
  const attachments = [
    { type: "fallback", title: "Plan", url: "https://a.example/plan", payload: null },
    {
      type: "template",
      payload: {
        product: {
          elements: [
            {
              id: "4400000000000000001",
              retailer_id: "SKU-7",
              title: "Skis",
              subtitle: "300 EUR",
              image_url: "https://a.example/s.png",
            },
            { id: "4400000000000000002" },
          ],
        },
      },
    },
    {
      type: "template",
      payload: { template_type: "generic", elements: [{ title: "Card", item_url: "https://a.example" }, {}] },
    },
    { type: "template", title: "Shared", payload: { elements: [] } },
  ];
  expect(contents(read({ ...frame, message: { mid: "m_1", attachments } }))).toEqual([
    {
      type: "attachment",
      attachments: [
        { kind: "fallback", url: "https://a.example/plan", title: "Plan" },
        { kind: "product", url: "https://a.example/s.png", title: "Skis, 300 EUR", id: "SKU-7" },
        { kind: "product", id: "4400000000000000002" },
        { kind: "template", url: "https://a.example", title: "Card" },
        { kind: "template", title: "Shared" },
      ],
    },
  ]);
});

test("a location that is shared alone is a location; beside other words, or where no map has it, it is an attachment", () => {
  const shared = (payload: object, more: object = {}) => ({ type: "location", payload, ...more });
  const lille = { coordinates: { lat: 50.63, long: 3.06 } };
  expect(
    contents(
      read(
        { ...frame, message: { mid: "m_1", attachments: [shared(lille, { title: "Ana's Location" })] } },
        { ...frame, message: { mid: "m_2", attachments: [shared(lille)] } },
        { ...frame, message: { mid: "m_3", text: "here", attachments: [shared(lille)] } },
        { ...frame, message: { mid: "m_4", attachments: [shared({ coordinates: { lat: 99, long: 0 } })] } },
        { ...frame, message: { mid: "m_5", attachments: [shared({})] } },
      ),
    ),
  ).toEqual([
    { type: "location", latitude: 50.63, longitude: 3.06, title: "Ana's Location" },
    { type: "location", latitude: 50.63, longitude: 3.06 },
    { type: "attachment", attachments: [{ kind: "location", title: "50.63, 3.06" }], text: "here" },
    { type: "attachment", attachments: [{ kind: "location", title: "99, 0" }] },
    { type: "attachment", attachments: [{ kind: "location" }] },
  ]);
});

test("an opt-in says what the person agreed to; a payload of ours is its link, and whether it was stopped", () => {
  const payload = payloads.write({ type: "link", link: "news?topic=snow" });
  const stop = { type: "notification_messages", payload, notification_messages_status: "STOP NOTIFICATIONS" };
  expect(
    contents(
      read(
        { ...frame, optin: { ref: "summer" } },
        { ...frame, optin: { type: "one_time_notif_req", payload, one_time_notif_token: "T" } },
        { ...frame, optin: { ...stop, notification_messages_status: "RESUME NOTIFICATIONS" } },
        { ...frame, optin: stop },
        { ...frame, optin: { type: "a_new_type" } },
        { optin: { ref: "summer", user_ref: "U" }, recipient: { id: "2001" } },
        {
          ...frame,
          message: { mid: "m_1", text: "hi" },
          prior_message: { source: "checkbox_plugin", identifier: "U" },
        },
      ),
    ),
  ).toEqual([
    { type: "optin", ref: "summer" },
    { type: "optin", ref: "news?topic=snow" },
    { type: "optin", ref: "news?topic=snow", status: "resumed" },
    { type: "optin", ref: "news?topic=snow", status: "stopped" },
    { type: "optin", ref: "" },
    { type: "optin", ref: "summer", userRef: "U" },
    { type: "optin", ref: "", userRef: "U" },
    { type: "text", text: "hi" },
  ]);
});

test("Meta's tokens for later messages reach stories only where the operator wants it", () => {
  const optin = { payload: "news", notification_messages_token: "T", token_expiry_timestamp: "1800000000000" };
  const event = { ...frame, optin };
  const webhook = { object: "page", entry: [{ id: "2001", messaging: [event] }] };
  expect(contents(read(event))).toEqual([{ type: "optin", ref: "news" }]);
  expect(contents(toInboundEvents(webhook, () => ({ ...page, keepsTokens: true }), now))).toEqual([
    { type: "optin", ref: "news", token: "T", expiresAt: 1_800_000_000_000 },
  ]);
});

test("a person whom only a site's checkbox knows has a conversation of their own", () => {
  const [optin] = read({ optin: { ref: "summer", user_ref: "U" }, recipient: { id: "2001" } });
  expect(optin).toMatchObject({ type: "event", event: { address: { user: "user_ref:U", scope: "direct" } } });
});

test("what a reply answers, a command and the thumb of Messenger are read", () => {
  const thumb = { type: "sticker", payload: { url: "https://a", sticker_id: 369239343222814 } };
  const old = { type: "image", payload: { sticker_id: "369239383222810" } };
  expect(
    contents(
      read(
        { ...frame, message: { mid: "m_1", text: "why?", reply_to: { mid: "m_o1", is_self_reply: false } } },
        { ...frame, message: { mid: "m_2", attachments: [{ type: "image" }], reply_to: { mid: "m_o1" } } },
        { ...frame, message: { mid: "m_3", text: "/hotels", commands: [{ name: "hotels" }] } },
        { ...frame, message: { mid: "m_4", attachments: [thumb] } },
        { ...frame, message: { mid: "m_5", attachments: [old] } },
        { ...frame, message: { mid: "m_6", attachments: [{ type: "sticker", payload: { sticker_id: 1 } }] } },
      ),
    ),
  ).toEqual([
    { type: "text", text: "why?", replyTo: "m_o1" },
    { type: "attachment", attachments: [{ kind: "image" }], replyTo: "m_o1" },
    { type: "postback", link: "hotels", label: "/hotels", unproved: true },
    {
      type: "attachment",
      attachments: [{ kind: "sticker", url: "https://a", id: "369239343222814" }],
      text: "👍",
    },
    { type: "attachment", attachments: [{ kind: "sticker", id: "369239383222810" }], text: "👍" },
    { type: "attachment", attachments: [{ kind: "sticker", id: "1" }] },
  ]);
});

test("a connected account, an order, a coupon and a form reach stories", () => {
  const order = { products: [{ retailer_id: "R" }] };
  expect(
    contents(
      read(
        { ...frame, account_linking: { status: "linked", authorization_code: "C" } },
        { ...frame, account_linking: { status: "unlinked" } },
        { ...frame, account_linking: { status: "later" } },
        { ...frame, order },
        { ...frame, template: { type: "coupon", payload: "P", coupon_code: "SNOW" } },
        { ...frame, form: { id: "F" } },
        { ...frame, order: { products: ["x".repeat(30_000)] } },
      ),
    ),
  ).toEqual([
    { type: "account_linking", status: "linked", code: "C" },
    { type: "account_linking", status: "unlinked" },
    { type: "unhandled", kind: "account_linking" },
    { type: "channel_event", name: "order", data: order },
    { type: "channel_event", name: "template", data: { type: "coupon", payload: "P", coupon_code: "SNOW" } },
    { type: "channel_event", name: "form", data: { id: "F" } },
    { type: "unhandled", kind: "order" },
  ]);
});

test("a thumb under a message and a score are opinions, with what the person wrote besides", () => {
  const thumb = (feedback: unknown) => ({ ...frame, response_feedback: { mid: "m_o1", feedback } });
  const form = (questions: object) => ({ ...frame, messaging_feedback: { feedback_screens: [{ questions }] } });
  expect(
    contents(
      read(
        thumb("Good response"),
        thumb("Bad response"),
        thumb("Goodness"),
        thumb(1),
        form({ a: { type: "csat", payload: "4" }, b: { type: "nps", payload: 6 }, c: { type: "ces", payload: "5" } }),
        form({ a: { type: "csat", payload: "3" }, b: { type: "nps", payload: " " }, c: { type: "x", payload: "1" } }),
        form({ a: { type: "csat", payload: "5", follow_up: { type: "free_form", payload: " lovely " } } }),
        form({ a: null, __proto__: { type: "csat", payload: "5" } }),
      ),
    ),
  ).toEqual([
    { type: "feedback", value: "up", messageId: "m_o1" },
    { type: "feedback", value: "down", messageId: "m_o1" },
    { type: "unhandled", kind: "response_feedback" },
    { type: "unhandled", kind: "response_feedback" },
    { type: "feedback", value: "up", question: "a", score: 4 },
    { type: "feedback", value: "down", question: "b", score: 6 },
    { type: "feedback", value: "up", question: "c", score: 5 },
    { type: "feedback", value: "neutral", question: "a", score: 3 },
    { type: "feedback", value: "up", question: "a", score: 5, comment: "lovely" },
    { type: "unhandled", kind: "messaging_feedback" },
  ]);
});

test("a passed or taken conversation belongs to this app or to people; a request for it is one", () => {
  expect(
    contents(
      read(
        { ...frame, pass_thread_control: { previous_owner_app_id: null, new_owner_app_id: 1001 } },
        { ...frame, pass_thread_control: { previous_owner_app_id: "1001", new_owner_app_id: "263902037430900" } },
        { ...frame, take_thread_control: { previous_owner_app_id: "1001", new_owner_app_id: "3003" } },
        { ...frame, request_thread_control: { requested_owner_app_id: 3003, metadata: "please" } },
        { ...frame, take_thread_control: { previous_owner_app_id: "1001", new_owner_app_id: null } },
        { ...frame, take_thread_control: { previous_owner_app_id: "1001", metadata: "older form" } },
        { ...frame, take_thread_control: {} },
        { ...frame, pass_thread_control: { metadata: "to the app that reads this" } },
        { ...frame, pass_thread_control: { previous_owner_app_id: "1001" } },
      ),
    ),
  ).toEqual([
    { type: "handover", to: "bot" },
    { type: "handover", to: "agent" },
    { type: "handover", to: "agent" },
    { type: "handover_request", by: "3003", summary: "please" },
    { type: "handover", to: "agent" },
    { type: "handover", to: "agent", summary: "older form" },
    { type: "handover", to: "agent" },
    { type: "handover", to: "bot", summary: "to the app that reads this" },
    { type: "handover", to: "agent" },
  ]);
});

test("opinions and handovers have ids of their own: the same in a redelivery, others for the next event", () => {
  const later = { ...frame, timestamp: 1789999999001 };
  const thumb = { mid: "m_o1", feedback: "Good response" };
  const control = { previous_owner_app_id: "1001", new_owner_app_id: "3003" };
  const form = {
    feedback_screens: [{ questions: { a: { type: "csat", payload: "5" }, b: { type: "csat", payload: "5" } } }],
  };
  const ids = [
    { ...frame, response_feedback: thumb },
    { ...frame, response_feedback: { ...thumb, feedback: "Bad response" } },
    { ...later, response_feedback: thumb },
    { ...frame, messaging_feedback: form },
    { ...frame, take_thread_control: control },
    { ...frame, pass_thread_control: control },
    { ...frame, pass_thread_control: { ...control, new_owner_app_id: "1001" } },
    { ...later, take_thread_control: control },
    { ...frame, optin: { ref: "summer" } },
    { ...frame, optin: { ref: "winter" } },
  ].map((webhookEvent) => read(webhookEvent).map((each) => (each.type === "event" ? each.event.id : "")));
  const again = read({ response_feedback: { feedback: "Good response", mid: "m_o1" }, ...frame });
  expect(again.map((each) => (each.type === "event" ? each.event.id : ""))).toEqual(ids[0]);
  expect(new Set(ids.flat()).size).toBe(11);
  expect(Math.max(...ids.flat().map((id) => id.length))).toBeLessThanOrEqual(70);
});

test("a text with a web address is read as that text, not as its preview", () => {
  const attachments = [{ type: "fallback", payload: { url: "https://x.example", title: "X" } }];
  expect(contents(read({ ...frame, message: { mid: "m_1", text: "see https://x.example", attachments } }))).toEqual([
    { type: "text", text: "see https://x.example" },
  ]);
});

test("our own echo confirms a delivery, others are overheard, and no echo is ever the person's", () => {
  const echo = { sender: { id: "2001" }, recipient: { id: "77" }, timestamp: 1 };
  const inbound = read(
    { ...echo, message: { mid: "m_o1", is_echo: true, app_id: 1001, metadata: "ob_42", text: "hello" } },
    { ...echo, message: { mid: "m_o2", is_echo: true, app_id: "1001", text: "hello" } },
    { ...echo, message: { mid: "m_o3", is_echo: true, app_id: "263902037430900", metadata: "ob_42", text: "hi" } },
    { ...echo, message: { mid: "m_o4", is_echo: true, text: "hi" } },
    { ...frame, message: { mid: "m_o5", is_echo: true, app_id: 1001, metadata: "ob_43" } },
    { ...echo, message: { mid: "m_o6", text: "no mark, but from the page itself" } },
  );
  expect(inbound.map((each) => (each.type === "event" ? each.event.content : each))).toEqual([
    { type: "echo", deliveryId: "ob_42", mid: "m_o1", page },
    { type: "unhandled", kind: "unmarked_echo" },
    { type: "overheard", by: "agent", text: "hi", author: "263902037430900" },
    { type: "overheard", by: "agent", text: "hi" },
    { type: "echo", deliveryId: "ob_43", mid: "m_o5", page },
    { type: "unhandled", kind: "own_message" },
  ]);
  const whose = inbound.map((each) => (each.type === "event" ? each.event.address.user : undefined));
  expect(whose).toEqual([undefined, undefined, "77", "77", undefined, undefined]);
});

test("edits, messages that are taken back and reactions are events; what Meta cannot show is an attachment", () => {
  expect(
    contents(
      read(
        { ...frame, message_edit: { mid: "m_1", text: "bonsoir", num_edit: "2" } },
        { ...frame, message: { mid: "m_1", is_deleted: true } },
        { ...frame, message: { mid: "m_2", is_unsupported: true } },
        { ...frame, reaction: { mid: "m_o1", action: "react", reaction: "love", emoji: "❤️" } },
        { ...frame, reaction: { mid: "m_o1", action: "react", reaction: "wow" } },
        { ...frame, reaction: { mid: "m_o1", action: "unreact" } },
      ),
    ),
  ).toEqual([
    { type: "edited", messageId: "m_1", text: "bonsoir" },
    { type: "deleted", messageId: "m_1" },
    { type: "attachment", attachments: [{ kind: "unsupported" }] },
    { type: "reaction", messageId: "m_o1", emoji: "❤️", added: true },
    { type: "reaction", messageId: "m_o1", emoji: "😮", added: true },
    { type: "reaction", messageId: "m_o1", emoji: "", added: false },
  ]);
});

test("receipts name messages or a time; unhandled events are named, from a fixed set of names", () => {
  const lane = { conversationId: "messenger:messenger:1001:2001:77" };
  expect(
    read(
      { sender: { id: "77" }, delivery: { mids: ["m_o1"], watermark: 1790000000 } },
      { ...frame, read: { watermark: "1790000000000" } },
      { recipient: { id: "2001" }, read: { watermark: 1 } },
      { ...frame, message: { is_deleted: true } },
      { ...frame, message_edit: { mid: "m_2" } },
      { ...frame, message: { mid: "m_3", text: "\0" } },
      { ...frame, reaction: { action: "react", emoji: "❤️" } },
      { ...frame, referral: {} },
      { app_roles: { "1001": ["primary_receiver"] } },
      { ...frame, brand_new: {} },
    ),
  ).toEqual([
    {
      type: "receipt",
      page,
      receipt: { ...lane, status: "delivered", user: "77", mids: ["m_o1"], until: 1_790_000_000_000 },
    },
    { type: "receipt", page, receipt: { ...lane, status: "read", user: "77", mids: [], until: 1_790_000_000_000 } },
    { type: "unhandled", kind: "read" },
    { type: "unhandled", kind: "deleted" },
    { type: "unhandled", kind: "message_edit" },
    { type: "unhandled", kind: "message" },
    { type: "unhandled", kind: "reaction" },
    { type: "unhandled", kind: "referral" },
    { type: "roles", roles: ["primary_receiver"], page },
    { type: "unhandled", kind: "other" },
  ]);
});

test("all entries and webhook events are read; standby is overheard, and changes are only counted", () => {
  const message = (mid: string) => ({ ...frame, message: { mid, text: mid } });
  const webhook = {
    object: "page",
    entry: [
      { id: "2001", time: 1, messaging: [message("m_1"), message("m_2")] },
      { id: "2001", time: 1, standby: [message("m_3")] },
      { id: "2001", time: 1, changes: [{ field: "feed", value: {} }] },
      { id: 2001, messaging: [message("m_4")] },
      { id: "9999", messaging: [message("m_5")] },
    ],
  };
  const inbound = toInboundEvents(webhook, (pageId) => (pageId === "2001" ? page : undefined), now);
  expect(contents(inbound)).toEqual([
    { type: "text", text: "m_1" },
    { type: "text", text: "m_2" },
    { type: "overheard", by: "person", text: "m_3" },
    { type: "unhandled", kind: "changes" },
    { type: "text", text: "m_4" },
    { type: "unknown_page", pageId: "9999" },
  ]);
});

test("nothing that could be written as JSON makes it throw", () => {
  for (const webhook of [
    null,
    [],
    "page",
    { entry: "x" },
    { entry: [null, 1, "x", [], { messaging: {} }, { id: "2001", messaging: [null, 1, [], { message: [] }] }] },
    { entry: [{ id: "2001", messaging: [{ ...frame, message: { mid: 1, text: 2, attachments: "x" } }] }] },
    {
      entry: [
        {
          id: "2001",
          messaging: [
            { ...frame, postback: "x" },
            { sender: null, message: { text: "x" } },
          ],
        },
      ],
    },
    JSON.parse('{"entry":[{"id":"2001","messaging":[{"__proto__":{"sender":{"id":"1"}},"message":{"text":"x"}}]}]}'),
  ]) {
    const inbound = toInboundEvents(webhook, () => page, now);
    expect(inbound.filter((each) => each.type === "event")).toEqual([]);
  }
});

test("an event without a message id has the same id in every redelivery, and another event has another id", () => {
  const ids = [
    { ...frame, postback: { title: "Yes", payload: "GET_STARTED" } },
    { ...frame, postback: { payload: "GET_STARTED", title: "Yes" } },
    { ...frame, timestamp: 1789999999001, postback: { title: "Yes", payload: "GET_STARTED" } },
  ].flatMap((webhookEvent) => read(webhookEvent).map((each) => (each.type === "event" ? each.event.id : "")));
  expect(ids[0]).toBe(ids[1]);
  expect(ids[2]).not.toBe(ids[0]);
});

test("the id of a conversation depends on connector, app, page and person, and stays short", () => {
  const ids = [
    conversationIdOf(page, "77"),
    conversationIdOf(page, "78"),
    conversationIdOf({ ...page, pageId: "2002" }, "77"),
    conversationIdOf({ ...page, appId: "1002" }, "77"),
    conversationIdOf(page, "7".repeat(500)),
  ];
  expect(new Set(ids).size).toBe(5);
  expect(Math.max(...ids.map((id) => id.length))).toBeLessThanOrEqual(120);
});
