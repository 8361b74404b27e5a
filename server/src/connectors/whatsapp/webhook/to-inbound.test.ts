import { expect, test } from "vitest";
import type { BusinessNumber } from "#connectors/whatsapp/numbers.ts";
import { toInbound } from "./to-inbound.ts";

const number = { phoneNumberId: "200", agentPauseMs: 60_000 } as BusinessNumber;
const findNumber = (id: string): BusinessNumber | undefined => (id === "200" ? number : undefined);

function read(value: object, field = "messages", phoneNumberId = "200") {
  const change = { field, value: { metadata: { phone_number_id: phoneNumberId }, ...value } };
  const webhook = { object: "whatsapp_business_account", entry: [{ id: "3001", changes: [change] }] };
  return toInbound(webhook, findNumber, 5).map((each) => {
    if (!("number" in each)) return each;
    const { number: of, ...rest } = each;
    expect(of).toBe(number);
    return rest;
  });
}

const contacts = [{ profile: { name: "Ana" }, wa_id: "33612345678", user_id: "FR.1" }];
const who = { id: "FR.1", phone: "33612345678", name: "Ana" };
const from = { from: "33612345678", from_user_id: "FR.1", id: "wamid.1", timestamp: "1790000000" };
const contentOf = (message: object) => {
  const [first] = read({ contacts, messages: [{ ...from, ...message }] });
  return first?.type === "event" ? first.content : first;
};

test("a message names the person by Meta's id and by their number, and the moment in milliseconds", () => {
  expect(read({ contacts, messages: [{ ...from, type: "text", text: { body: "hello" } }] })).toEqual([
    {
      type: "event",
      who,
      at: 1_790_000_000_000,
      key: "message:wamid.1",
      messageId: "wamid.1",
      content: { type: "text", text: "hello" },
    },
  ]);
});

test("who hides their number is known by the id, and who has no id yet by the number", () => {
  const message = { id: "wamid.1", timestamp: "1790000000", type: "text", text: { body: "hello" } };
  const hidden = [{ profile: { name: "Ana" }, user_id: "FR.1" }];
  expect(read({ contacts: hidden, messages: [{ ...message, from_user_id: "FR.1" }] })).toMatchObject([
    { who: { id: "FR.1", name: "Ana" } },
  ]);
  expect(read({ contacts: hidden, messages: [message] })).toMatchObject([{ who: { id: "FR.1" } }]);
  const old = [{ profile: { name: "Ana" }, wa_id: "33612345678" }];
  expect(read({ contacts: old, messages: [{ ...message, from: "33612345678" }] })).toMatchObject([
    { who: { phone: "33612345678" } },
  ]);
  expect(read({ messages: [message] })).toMatchObject([{ type: "unhandled", kind: "message_of_nobody" }]);
});

test.each<[message: object, content: object]>([
  [
    { type: "image", image: { id: "9", mime_type: "image/jpeg", caption: "Look" } },
    { type: "attachment", attachments: [{ kind: "image", id: "9", mediaType: "image/jpeg" }], text: "Look" },
  ],
  [
    { type: "audio", audio: { id: "9", mime_type: "audio/ogg; codecs=opus", voice: true } },
    { type: "attachment", attachments: [{ kind: "audio", id: "9", mediaType: "audio/ogg" }] },
  ],
  [
    { type: "document", document: { id: "9", mime_type: "application/pdf", filename: "../a\u202e.pdf" } },
    { type: "attachment", attachments: [{ kind: "file", id: "9", mediaType: "application/pdf", name: "a.pdf" }] },
  ],
  [
    { type: "location", location: { latitude: 43.3, longitude: 5.4, name: "Office", address: "12 rue" } },
    { type: "location", latitude: 43.3, longitude: 5.4, title: "Office, 12 rue" },
  ],
  [
    { type: "interactive", interactive: { type: "button_reply", button_reply: { id: "x", title: "Yes" } } },
    { type: "tap", id: "x", title: "Yes" },
  ],
  [
    {
      type: "interactive",
      interactive: { type: "list_reply", list_reply: { id: "x", title: "Yes", description: "d" } },
    },
    { type: "tap", id: "x", title: "Yes" },
  ],
  [
    { type: "button", button: { payload: "fares", text: "Fares" } },
    { type: "tap", id: "fares", title: "Fares" },
  ],
  [
    {
      type: "interactive",
      interactive: { type: "nfm_reply", nfm_reply: { name: "flow", response_json: '{"flow_token":"t","zone":"A"}' } },
    },
    { type: "channel_event", name: "flow", data: { name: "flow", answers: { flow_token: "t", zone: "A" } } },
  ],
  [
    { type: "reaction", reaction: { message_id: "wamid.0", emoji: "👍" } },
    { type: "reaction", messageId: "wamid.0", emoji: "👍", added: true },
  ],
  [
    { type: "reaction", reaction: { message_id: "wamid.0" } },
    { type: "reaction", messageId: "wamid.0", emoji: "", added: false },
  ],
  [
    { type: "order", order: { catalog_id: "c", product_items: [] } },
    { type: "channel_event", name: "order", data: { catalog_id: "c", product_items: [] } },
  ],
  [
    { type: "contacts", origin: "contact_request", contacts: [{ phones: [{ phone: "+33612345678" }] }] },
    { type: "text", text: "+33612345678", personal: "phone" },
  ],
  [
    { type: "contacts", contacts: [{ phones: [] }] },
    { type: "channel_event", name: "contacts", data: { contacts: [{ phones: [] }] } },
  ],
  [{ type: "request_welcome" }, { type: "start" }],
  [
    { type: "revoke", revoke: { original_message_id: "wamid.0" } },
    { type: "deleted", messageId: "wamid.0" },
  ],
  [
    { type: "edit", edit: { original_message_id: "wamid.0", message: { type: "text", text: { body: "new" } } } },
    { type: "edited", messageId: "wamid.0", text: "new" },
  ],
  [
    { type: "unsupported", errors: [{ code: 131051 }] },
    { type: "attachment", attachments: [{ kind: "unsupported" }] },
  ],
  [
    { type: "text", text: { body: "yes" }, context: { id: "wamid.0" } },
    { type: "text", text: "yes", replyTo: "wamid.0" },
  ],
])("%j is read", (message, content) => {
  expect(contentOf(message)).toEqual(content);
});

test.each<object>([
  { type: "hologram", hologram: {} },
  { type: "text", text: {} },
  { type: "location", location: { latitude: 400, longitude: 5 } },
  { type: "interactive", interactive: { type: "nfm_reply", nfm_reply: { response_json: "{" } } },
  { type: "text", text: { body: "hello" }, group_id: "g1" },
])("%j is counted, and answered by nobody", (message) => {
  expect(read({ contacts, messages: [{ ...from, ...message }] })).toMatchObject([{ type: "unhandled" }]);
});

test("an advertisement by which somebody came precedes what they say", () => {
  const referral = { source_type: "ad", source_id: "42", headline: "Fares" };
  const message = { ...from, type: "text", text: { body: "hello" }, referral };
  expect(read({ contacts, messages: [message] }).map((each) => ("content" in each ? each.content : each))).toEqual([
    { type: "referral", ref: "", source: "ad", adId: "42" },
    { type: "text", text: "hello" },
  ]);
});

test("events of another number of the account are nobody's here", () => {
  expect(read({ contacts, messages: [{ ...from, type: "text", text: { body: "hello" } }] }, "messages", "999")).toEqual(
    [{ type: "unknown_number", phoneNumberId: "999" }],
  );
});

test("the states of our messages are read, with the delivery and the code of a failure", () => {
  const states = [
    { id: "wamid.o1", status: "sent", biz_opaque_callback_data: "d1" },
    { id: "wamid.o1", status: "failed", errors: [{ code: 131047 }] },
    { id: "wamid.o1", status: "melted" },
  ];
  expect(read({ statuses: states })).toEqual([
    { type: "state", status: "sent", externalId: "wamid.o1", deliveryId: "d1" },
    { type: "state", status: "failed", externalId: "wamid.o1", error: 131047 },
    { type: "unhandled", kind: "status", item: states[2] },
  ]);
});

test("both ways in which Meta says that somebody has another id are one event", () => {
  const system = {
    type: "user_changed_user_id",
    user_id: "FR.2",
    previous_user_id: "FR.1",
    body: "User Ana changed from FR.9 to FR.2",
  };
  const update = { user_id: { previous: "FR.1", current: "FR.2" }, timestamp: 1_790_000_000 };
  const [one] = read({ messages: [{ id: "wamid.s", timestamp: "1790000000", type: "system", system }] });
  const [other] = read({ user_id_update: [update] }, "user_id_update");
  expect(one).toEqual(other);
  expect(one).toEqual({
    type: "identity",
    key: "identity:FR.2",
    who: { id: "FR.2" },
    at: 1_790_000_000_000,
    previous: ["FR.1"],
  });
});

test("a new number is read with the former one, and never from the words, in which the person's name stands", () => {
  const changed = {
    type: "user_changed_number",
    wa_id: "33700000000",
    body: "User x changed from 33699999999 to 33700000000",
  };
  expect(
    read({
      messages: [{ from: "33612345678", id: "wamid.s", timestamp: "1790000000", type: "system", system: changed }],
    }),
  ).toMatchObject([{ type: "identity", who: { phone: "33700000000" }, previous: ["33612345678"] }]);
  expect(
    read({ messages: [{ id: "wamid.s", timestamp: "1790000000", type: "system", system: changed }] }),
  ).toMatchObject([{ type: "unhandled", kind: "system" }]);
});

test("whatever comes, nothing throws", () => {
  for (const webhook of [undefined, null, 1, [], {}, { entry: [null] }, { entry: [{ changes: [1, { field: {} }] }] }])
    expect(() => toInbound(webhook, findNumber, 5)).not.toThrow();
});
