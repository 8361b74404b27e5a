import type { Address } from "#channel/address.ts";
import type { InboundEvent } from "#channel/event.ts";

/** What the translation needs to know. `bot`: ours, as Mattermost knows it. `now`: for what has no time of its own. */
export type Reading = {
  readonly connectorId: string;
  readonly locale: string | undefined;
  readonly bot: { readonly id: string; readonly username: string };
  readonly now: number;
};

/** Where something was said. `root`: the post that begins the thread in which it stands. `post`: which one it is. */
export type Where = {
  readonly user: string;
  readonly channel: string;
  readonly isDirect: boolean;
  readonly root?: string | undefined;
  readonly post: string;
};

/**
 * A person has one conversation, whether they write in a thread of it or not: they answer the bot in either. In a channel each thread is one, and
 * what begins a thread is in it.
 */
export function addressOf({ user, channel, isDirect, root, post }: Where): { conversation: string; address: Address } {
  if (!isDirect) {
    const thread = root ?? post;
    return { conversation: `channel:${channel}:${thread}`, address: { user: channel, scope: "group", thread } };
  }
  return {
    conversation: user,
    address: { user, scope: "direct", ...(root === undefined ? {} : { thread: root }), route: { channel } },
  };
}

/** The event of a person, without what it says. */
export function toEvent(
  where: Where,
  { id, at, content }: Pick<InboundEvent, "id" | "content"> & { at: unknown },
  { connectorId, locale, now }: Omit<Reading, "bot">,
): InboundEvent {
  const { conversation, address } = addressOf(where);
  return {
    id,
    connectorId,
    conversationId: `mattermost:${connectorId}:${conversation}`,
    address,
    from: { id: where.user, aliases: [] },
    at: typeof at === "number" && Number.isSafeInteger(at) && at > 0 ? at : now,
    ...(locale === undefined ? {} : { locale }),
    content,
  };
}

/** The person in such an id, and in the ids of deliveries that begin with it. */
export const peopleInLog = /(?<=mattermost:[^\s:]{1,80}:)[a-z0-9]{26}/g;
