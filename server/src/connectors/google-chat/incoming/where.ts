import type { Address, Identity } from "#channel/address.ts";
import type { InboundEvent } from "#channel/event.ts";
import { asObject, asText, type JsonObject } from "#channel/kit/json-with-ids.ts";
import { isLocale } from "#i18n/locale.ts";
import type { Interaction } from "./interaction.ts";

/** What the translation needs to know of the connector. `now`: for what Google gives no time of. */
export type Reading = {
  readonly connectorId: string;
  readonly locale: string | undefined;
  readonly now: number;
};

/** Where something was done, and by whom. Ids are Google's without what stands before them: `AAAA` of `spaces/AAAA`. */
export type Where = {
  readonly from: Identity;
  readonly locale: string | undefined;
  readonly space: string;
  readonly thread: string | undefined;
  readonly isDirect: boolean;
};

/** Undefined: nobody did it, or nobody says where. */
export function whereOf({ user, space, thread, common }: Interaction): Where | undefined {
  const [person, name] = [idIn(user["name"], "users"), idIn(space["name"], "spaces")];
  if (person === undefined || name === undefined) return undefined;
  // A space without threads names one for each message all the same.
  const isThreaded = space["spaceThreadingState"] !== "UNTHREADED_MESSAGES";
  const [, threadId] = /^spaces\/[\w-]+\/threads\/([\w.-]+)$/.exec(asText(thread["name"]) ?? "") ?? [];
  return {
    from: identityOf(person, user, common),
    locale: localeIn(common),
    space: name,
    thread: isThreaded ? threadId : undefined,
    isDirect: isAlone(space),
  };
}

/** `DIRECT_MESSAGE` may be one of two people, too; the older `DM` is one with the app. */
function isAlone(space: JsonObject): boolean {
  const kind = asText(space["spaceType"]);
  if (kind !== undefined && kind !== "DIRECT_MESSAGE") return false;
  return asText(space["type"]) === "DM" || (kind !== undefined && space["singleUserBotDm"] !== false);
}

function idIn(name: unknown, kind: "users" | "spaces"): string | undefined {
  return new RegExp(String.raw`^${kind}/([\w-]{1,100})$`).exec(asText(name) ?? "")?.[1];
}

function identityOf(id: string, user: Interaction["user"], common: Interaction["common"]): Identity {
  const [name, email, picture] = [asText(user["displayName"]), asText(user["email"]), asText(user["avatarUrl"])];
  const timeZone = asText(asObject(common["timeZone"])["id"]);
  const locale = localeIn(common);
  return {
    id,
    // Google names it to apps of the same organisation only.
    aliases: email === undefined ? [] : [{ type: "email", value: email }],
    profile: {
      ...(name === undefined ? {} : { name }),
      ...(locale === undefined ? {} : { locale }),
      ...(timeZone === undefined ? {} : { timeZone }),
      ...(picture === undefined ? {} : { picture }),
    },
  };
}

function localeIn(common: Interaction["common"]): string | undefined {
  const locale = asText(common["userLocale"])?.replaceAll("_", "-");
  return locale !== undefined && isLocale(locale) ? locale : undefined;
}

/** A person has one conversation. In a space each thread is one; a space without threads is one. */
function addressOf({ from, space, thread, isDirect }: Where): { name: string; address: Address } {
  if (isDirect) return { name: from.id, address: { user: from.id, scope: "direct", route: { space } } };
  return {
    name: thread === undefined ? space : `${space}:${thread}`,
    address: { user: space, scope: "group", ...(thread === undefined ? {} : { thread }) },
  };
}

/** The event of a person, without what it says. */
export function toEvent(
  where: Where,
  { id, at, content }: Pick<InboundEvent, "id" | "content"> & { at: string | undefined },
  { connectorId, locale = where.locale, now }: Reading,
): InboundEvent {
  const { name, address } = addressOf(where);
  const time = Date.parse(at ?? "");
  return {
    id,
    connectorId,
    conversationId: `google-chat:${connectorId}:${name}`,
    address,
    from: where.from,
    at: Number.isNaN(time) ? now : time,
    ...(locale === undefined ? {} : { locale }),
    content,
  };
}

/** The person in such an id, and in the ids of deliveries that begin with it. */
export const peopleInLog = /(?<=google-chat:[^\s:]{1,80}:)\d{6,40}(?![\w-])/g;
