import type { InboundEvent } from "#channel/event.ts";
import { asId, asList, asObject, asText, type JsonObject } from "#channel/kit/json-with-ids.ts";
import type { XSettings } from "#connectors/x/options.ts";
import { readMessage } from "./read-message.ts";

export type Reading = Pick<XSettings, "id" | "userId" | "ignoredUsers" | "locale"> & { readonly now: number };

/** `unused`: what nobody answers, by why. */
export type Inbound =
  | { readonly type: "event"; readonly event: InboundEvent }
  | { readonly type: "unused"; readonly kind: string };

/**
 * What an activity says (docs.x.com, "X Activity API"). Direct messages come in the older shape of the Account Activity API inside of it; where X
 * still posts that alone, it is read, too.
 */
export function readActivity(body: JsonObject, reading: Reading): Inbound[] {
  const data = asObject(body["data"]);
  const isOld = asText(body["for_user_id"]) !== undefined;
  const kind = isOld ? "account_activity" : asText(data["event_type"]);
  const account = isOld ? body["for_user_id"] : asObject(data["filter"])["user_id"];
  if (kind === undefined) return [unused("unknown")];
  if (asId(account) !== reading.userId) return [unused("other_account")];
  // A copy of what this account has sent: by this server, or by people of the team in the app.
  if (kind === "dm.sent") return [unused("own")];
  if (!isOld && kind !== "dm.received") return [unused(/^[a-z_.]{1,40}$/.test(kind) ? kind : "unknown")];
  const { direct_message_events: messages, users } = isOld ? body : asObject(data["payload"]);
  const all = asList(messages).map((each) => readOne(asObject(each), asObject(users), reading));
  return all.length === 0 ? [unused("other")] : all;
}

function readOne(message: JsonObject, users: JsonObject, reading: Reading): Inbound {
  if (message["type"] !== "message_create") return unused("other");
  const created = asObject(message["message_create"]);
  const [id, user] = [asId(message["id"]), asId(created["sender_id"])];
  if (!isId(id) || !isId(user)) return unused("other");
  if (user === reading.userId) return unused("own");
  // In a group, too, X names one account; there the bot would answer somebody alone what all have asked.
  if (asId(asObject(created["target"])["recipient_id"]) !== reading.userId) return unused("other_account");
  if (reading.ignoredUsers.includes(user)) return unused("bot");
  const content = readMessage(asObject(created["message_data"]));
  if (content === undefined) return unused("empty");
  const at = Number(asId(message["created_timestamp"]) ?? Number.NaN);
  const name = nameOf(asObject(users[user]));
  return {
    type: "event",
    event: {
      id,
      connectorId: reading.id,
      conversationId: `x:${reading.id}:${user}`,
      address: { user, scope: "direct" },
      from: { id: user, aliases: [], ...(name === undefined ? {} : { profile: { name } }) },
      at: Number.isFinite(at) && at > 0 ? at : reading.now,
      ...(reading.locale === undefined ? {} : { locale: reading.locale }),
      content,
    },
  };
}

/** In the older shape the fields stand there themselves. */
function nameOf(user: JsonObject): string | undefined {
  return asText(asObject(user["data"])["name"]) ?? asText(user["name"]);
}

function unused(kind: string): Inbound {
  return { type: "unused", kind };
}

/** Ids of accounts and messages. */
export function isId(value: string | undefined): value is string {
  return value !== undefined && /^\d{1,20}$/.test(value);
}

/** The person in the id of a conversation, and in the ids of deliveries that begin with it. */
export const peopleInLog = /(?<=x:[^\s:]{1,80}:)\d{3,20}/g;
