import type { Address, Identity } from "#channel/address.ts";
import type { InboundEvent } from "#channel/event.ts";
import { asList, asObject, asText, type JsonObject } from "#channel/kit/json-with-ids.ts";
import { isLocale } from "#i18n/locale.ts";

/** What the translation needs to know of the connector. `now`: for what Teams gives no time of. */
export type Reading = {
  readonly connectorId: string;
  readonly locale: string | undefined;
  readonly now: number;
};

/**
 * Where something was done, and by whom. `conversation`: Teams' id of it, without the message that begins a thread. `thread`: that message, in a channel.
 */
export type Where = {
  readonly from: Identity;
  readonly locale: string | undefined;
  readonly serviceUrl: string;
  readonly conversation: string;
  readonly thread: string | undefined;
  readonly isDirect: boolean;
};

/** Undefined: nobody did it, or nobody says where. */
export function whereOf(activity: JsonObject): Where | undefined {
  const [conversation, from] = [asObject(activity["conversation"]), asObject(activity["from"])];
  const [whole, serviceUrl] = [asText(conversation["id"]), asText(activity["serviceUrl"])];
  const user = asText(from["id"]);
  if (whole === undefined || serviceUrl === undefined || user === undefined) return undefined;
  const [, id = whole, thread] = /^(.+?);messageid=(\d{1,20})$/.exec(whole) ?? [];
  const kind = asText(conversation["conversationType"]);
  return {
    from: identityOf(user, from, activity),
    locale: localeOf(activity),
    serviceUrl,
    conversation: id,
    thread,
    // Conversations with one person have an id that begins with "a:"; a group's begins with "19:".
    isDirect: kind === undefined ? id.startsWith("a:") : kind === "personal",
  };
}

function identityOf(id: string, from: JsonObject, activity: JsonObject): Identity {
  const [account, name] = [asText(from["aadObjectId"]), asText(from["name"])];
  const client = asList(activity["entities"])
    .map(asObject)
    .find((entity) => entity["type"] === "clientInfo");
  const timeZone = asText(client?.["timezone"]);
  const locale = localeOf(activity);
  return {
    id,
    // The account in Entra ID is one for all bots; `id` is of this bot only.
    aliases: account === undefined ? [] : [{ type: "aad", value: account }],
    profile: {
      ...(name === undefined ? {} : { name }),
      ...(locale === undefined ? {} : { locale }),
      ...(timeZone === undefined ? {} : { timeZone }),
    },
  };
}

function localeOf(activity: JsonObject): string | undefined {
  const locale = asText(activity["locale"]);
  return locale !== undefined && isLocale(locale) ? locale : undefined;
}

/** A person has one conversation. In a channel each thread is one, and what begins a thread is in it; a group chat is one. */
function addressOf({ from, serviceUrl, conversation, thread, isDirect }: Where): { name: string; address: Address } {
  if (isDirect)
    return {
      name: from.id,
      address: { user: from.id, scope: "direct", route: { serviceUrl, conversation } },
    };
  return {
    name: thread === undefined ? conversation : `${conversation}:${thread}`,
    address: {
      user: conversation,
      scope: "group",
      ...(thread === undefined ? {} : { thread }),
      route: { serviceUrl },
    },
  };
}

/** The event of a person, without what it says. */
export function toEvent(
  where: Where,
  { id, at, content }: Pick<InboundEvent, "id" | "content"> & { at: unknown },
  { connectorId, locale = where.locale, now }: Reading,
): InboundEvent {
  const { name, address } = addressOf(where);
  const time = Date.parse(asText(at) ?? "");
  return {
    id,
    connectorId,
    conversationId: `teams:${connectorId}:${name}`,
    address,
    from: where.from,
    at: Number.isNaN(time) ? now : time,
    ...(locale === undefined ? {} : { locale }),
    content,
  };
}

/** The person in such an id, and in the ids of deliveries that begin with it. */
export const peopleInLog = /(?<=teams:[^\s:]{1,80}:)29:[\w-]{2,200}/g;
