import type { Address } from "#channel/address.ts";
import type { InboundEvent } from "#channel/event.ts";

/** What the translation needs to know. `bot`: our account. `now`: for what has no time. */
export type Reading = {
  readonly connectorId: string;
  readonly locale: string | undefined;
  readonly bot: { readonly id: string; readonly username: string };
  readonly now: number;
};

/** Where something was said. `kind`: alone with the bot, in a room with others, or by a visitor of the live chat. */
export type Where = {
  readonly kind: "direct" | "room" | "visitor";
  readonly user: string;
  readonly room: string;
  /** The message that begins the thread. */
  readonly thread?: string | undefined;
  readonly message: string;
};

/** A person alone has one conversation, and so has a visitor, however many sessions they begin. In a room each thread is one. */
export function addressOf({ kind, user, room, thread, message }: Where): { conversation: string; address: Address } {
  if (kind === "room") {
    const root = thread ?? message;
    return { conversation: `room:${room}:${root}`, address: { user: room, scope: "group", thread: root } };
  }
  return {
    conversation: kind === "visitor" ? `visitor:${user}` : user,
    address: {
      user,
      scope: "direct",
      ...(thread === undefined ? {} : { thread }),
      route: { room },
    },
  };
}

/** The event of a person, without what it says. */
export function toEvent(
  where: Where,
  { id, at, content }: Pick<InboundEvent, "id" | "content"> & { at: unknown },
  { connectorId, locale, now }: Omit<Reading, "bot">,
): InboundEvent {
  const { conversation, address } = addressOf(where);
  const time = typeof at === "string" ? Date.parse(at) : Number.NaN;
  return {
    id,
    connectorId,
    conversationId: `rocketchat:${connectorId}:${conversation}`,
    address,
    from: { id: where.user, aliases: [] },
    at: Number.isFinite(time) && time > 0 ? time : now,
    ...(locale === undefined ? {} : { locale }),
    content,
  };
}

/** Ids of accounts, rooms, messages and visitors. */
export function isId(value: string | undefined): value is string {
  return value !== undefined && /^[A-Za-z0-9._-]{1,120}$/.test(value);
}

/** The person in such an id, and in the ids of deliveries that begin with it. */
export const peopleInLog = /(?<=rocketchat:[^\s:]{1,80}:(?:visitor:)?)(?!room:|visitor:)[A-Za-z0-9._-]{8,120}/g;
