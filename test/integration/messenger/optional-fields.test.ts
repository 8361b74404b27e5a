import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { EventContent } from "@causerie/server/channel/event.ts";
import { KnownConversations } from "@causerie/server/connectors/messenger/known-conversations.ts";
import type { FacebookPage } from "@causerie/server/connectors/messenger/facebook-pages.ts";
import { createPayloads } from "@causerie/server/connectors/messenger/payload.ts";
import { toInboundEvents } from "@causerie/server/connectors/messenger/webhook/to-inbound.ts";

const page: FacebookPage = {
  appId: "1001",
  pageId: "2001",
  connectorId: "messenger",
  locale: undefined,
  payloads: createPayloads(Buffer.alloc(32, 1)),
  handoverTo: "inbox",
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

/** All that Meta documents of each event, and what of it says enough by itself. */
const events: readonly {
  kind: string;
  fields: Readonly<Record<string, unknown>>;
  enough: readonly string[];
  becomes: readonly EventContent["type"][];
}[] = [
  {
    kind: "message",
    fields: {
      mid: "m_1",
      text: "Red",
      quick_reply: { payload: "RED" },
      reply_to: { mid: "m_0" },
      attachments: [{ type: "fallback", title: "X", url: "https://x.example", payload: null }],
      nlp: {},
      commands: [{ name: "hotels" }],
      referral: { source: "ADS", type: "OPEN_THREAD", ad_id: "1", ref: "r" },
    },
    enough: ["text", "quick_reply", "attachments", "referral"],
    becomes: ["text", "postback", "attachment", "referral"],
  },
  {
    kind: "postback",
    fields: { mid: "m_2", title: "Begin", payload: "GET_STARTED", referral: { ref: "summer" } },
    enough: [],
    becomes: ["text", "postback", "start", "referral"],
  },
  {
    kind: "referral",
    fields: { ref: "summer", source: "ADS", type: "OPEN_THREAD", ad_id: "7", referer_uri: "https://a.example" },
    enough: ["ref", "source", "type", "ad_id", "referer_uri"],
    becomes: ["referral"],
  },
  {
    kind: "optin",
    fields: { ref: "news", type: "one_time_notif_req", payload: "TOPIC", one_time_notif_token: "T" },
    enough: [],
    becomes: ["optin"],
  },
  ...["pass_thread_control", "take_thread_control"].map((kind) => ({
    kind,
    fields: { previous_owner_app_id: "1001", new_owner_app_id: "3003", metadata: "m" },
    enough: [],
    becomes: ["handover"] as const,
  })),
];

/** An event of which Meta has left out some fields, or written null. */
const incomplete = fc.constantFrom(...events).chain(({ kind, fields, enough, becomes }) => {
  const field = fc.constantFrom<"there" | "null" | "missing">("there", "null", "missing");
  const states = fc.record(Object.fromEntries(Object.keys(fields).map((name) => [name, field])));
  return states
    .filter((state) => enough.length === 0 || enough.some((name) => state[name] === "there"))
    .map((state) => {
      const kept = Object.entries(fields).filter(([name]) => state[name] !== "missing");
      const body = Object.fromEntries(kept.map(([name, value]) => [name, state[name] === "null" ? null : value]));
      return { event: { [kind]: body }, becomes };
    });
});
const frame = fc.record({ timestamp: fc.constantFrom(1_790_000_000_000, null, "1790000000") }, { requiredKeys: [] });

test("what Meta leaves out of an event makes nothing of it vanish", () => {
  fc.assert(
    fc.property(incomplete, frame, ({ event, becomes }, more) => {
      const messaging = [{ sender: { id: "77" }, recipient: { id: "2001" }, ...more, ...event }];
      const inbound = toInboundEvents({ object: "page", entry: [{ id: "2001", messaging }] }, () => page, 1);
      const types = inbound.map((each) => (each.type === "event" ? each.event.content.type : each.type));
      expect(types).not.toEqual([]);
      for (const type of types) expect(becomes).toContain(type);
    }),
    { numRuns: 500 },
  );
});
