import type { Address } from "#channel/address.ts";
import type { InboundEvent } from "#channel/event.ts";

/** What the translation needs to know of the connector. `now`: for what Slack gives no time of. */
export type Reading = {
  readonly connectorId: string;
  readonly locale: string | undefined;
  /** Origins of addresses at which Slack takes answers. */
  readonly responseOrigins: readonly string[];
  readonly now: number;
};

/**
 * Where something was said. `message`: Slack's name of it, a time. `thread`: the message that begins its thread. `isPrivate`: only the person saw
 * it, and only they get the answer, by `responseUrl` for as long as Slack takes it there.
 */
export type Where = {
  readonly user: string;
  readonly channel?: string;
  readonly thread?: string | undefined;
  readonly message?: string;
  readonly isPrivate?: boolean;
  readonly responseUrl?: string | undefined;
};

/** A message is named by its channel and its time there. */
export function messageIdOf(channel: string, ts: string): string {
  return `${channel}/${ts}`;
}

/** @returns undefined: it is no name of a message of Slack's. */
export function readMessageId(id: string): { channel: string; ts: string } | undefined {
  const [, channel, ts] = /^([A-Z0-9]{2,30})\/(\d{1,12}\.\d{1,9})$/.exec(id) ?? [];
  return channel === undefined || ts === undefined ? undefined : { channel, ts };
}

/** A conversation with one person. Its id begins with D. */
export function isDirect(channel: string): boolean {
  return channel.startsWith("D");
}

/** People, and bots, too. */
export function isUser(id: string | undefined): id is string {
  return id !== undefined && /^[UW][A-Z0-9]{2,30}$/.test(id);
}

/**
 * A person has one conversation, whether they write in a thread of it or not: they answer the bot in either. In a channel each thread is one, and
 * what begins a thread is in it.
 */
export function addressOf(where: Where): { conversation: string; address: Address } {
  const { user, channel, thread, message, isPrivate = false } = where;
  if (channel !== undefined && !isDirect(channel) && !isPrivate) {
    const root = thread ?? message ?? "";
    return { conversation: `${channel}:${root}`, address: { user: channel, scope: "group", thread: root } };
  }
  const route = routeOf(where);
  return {
    conversation: user,
    address: {
      user,
      scope: "direct",
      ...(thread === undefined || isPrivate ? {} : { thread }),
      ...(route === undefined ? {} : { route }),
    },
  };
}

function routeOf({ channel, isPrivate = false, responseUrl }: Where): Address["route"] {
  if (isPrivate) return responseUrl === undefined ? undefined : { responseUrl };
  return channel === undefined ? undefined : { channel };
}

/** The event of a person, without what it says. */
export function toEvent(
  where: Where,
  { id, at, content }: Pick<InboundEvent, "id" | "content"> & { at: string | undefined },
  { connectorId, locale, now }: Reading,
): InboundEvent {
  const { conversation, address } = addressOf(where);
  return {
    id,
    connectorId,
    conversationId: `slack:${connectorId}:${conversation}`,
    address,
    from: { id: where.user, aliases: [] },
    at: toMilliseconds(at) ?? now,
    ...(locale === undefined ? {} : { locale }),
    content,
  };
}

/** The person in such an id, and in the ids of deliveries that begin with it. */
export const peopleInLog = /(?<=slack:[^\s:]{1,80}:)[UW][A-Z0-9]{2,30}/g;

/** Slack names messages by seconds with six decimals. */
function toMilliseconds(ts: string | undefined): number | undefined {
  const seconds = Number(ts ?? Number.NaN);
  return Number.isFinite(seconds) && seconds > 0 ? Math.trunc(seconds * 1_000) : undefined;
}
