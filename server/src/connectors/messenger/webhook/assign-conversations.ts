import type { InboundEvent } from "#channel/event.ts";
import { isPsid, userRefPrefix } from "#connectors/messenger/user-ref.ts";
import type { FacebookPage } from "#connectors/messenger/facebook-pages.ts";
import { conversationIdOf, type Inbound } from "./to-inbound.ts";

/**
 * Where a person's events belong. A conversation that began with a site's checkbox is held under the site's own name for the person
 * until they write: then Meta tells their id, and the conversation goes on under its own name with all that is remembered.
 * @module
 */

/**
 * The same events in the conversations that they belong to.
 * @throws when the store cannot be read; Meta then sends the webhook again.
 */
export async function assignConversations(inbound: readonly Inbound[]): Promise<Inbound[]> {
  const earlier = new Map<string, Promise<unknown>>();
  return await Promise.all(
    inbound.map(async (each) => {
      if (each.type !== "event" && each.type !== "receipt") return each;
      const own = each.type === "event" ? each.event.conversationId : each.receipt.conversationId;
      // One after another for one person: the first of their events may change where the others belong.
      const assigned = (earlier.get(own) ?? Promise.resolve()).then(async () => await assignOne(each));
      earlier.set(own, assigned);
      return await assigned;
    }),
  );
}

type Assignable = Extract<Inbound, { type: "event" | "receipt" }>;

async function assignOne(each: Assignable): Promise<Inbound> {
  if (each.type === "receipt") {
    const { receipt, page } = each;
    const conversationId = await page.conversations.of(receipt.user, receipt.conversationId);
    return { ...each, receipt: { ...receipt, conversationId } };
  }
  return { ...each, event: await assignEvent(each.event, each.page) };
}

async function assignEvent(event: InboundEvent, page: FacebookPage): Promise<InboundEvent> {
  const { conversations } = page;
  const { user } = event.address;
  if (!isPsid(user)) return event;
  const begun = await joinBegun(event, page);
  if (begun !== undefined) return begun;
  return { ...event, conversationId: await conversations.of(user, event.conversationId) };
}

/**
 * The first message of somebody whom a site's checkbox had announced: the conversation that began there is theirs. Undefined for
 * every other event, and where the person has a conversation of their own already: that one goes on.
 */
async function joinBegun(event: InboundEvent, page: FacebookPage): Promise<InboundEvent | undefined> {
  const { address, content, conversationId: own } = event;
  if (content.type !== "optin" || content.userRef === undefined || !event.id.startsWith("prior:")) return undefined;
  const { conversations } = page;
  const previous = `${userRefPrefix}${content.userRef}`;
  const begun = conversationIdOf(page, previous);
  const theirs = await conversations.of(address.user, own);
  // Meta sends the same message again, or another one that names the checkbox, too.
  const isJoined = theirs === begun;
  if (!isJoined) {
    if ((await conversations.begunAs(address.user)) !== undefined) return undefined;
    if ((await conversations.begunAs(previous)) !== begun) return undefined;
  }
  conversations.set(address.user, begun);
  return { ...event, conversationId: begun, content: { type: "identity_change", previous } };
}
