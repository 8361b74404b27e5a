import { BoundedMap } from "#collections/bounded-map.ts";
import type { InboundEvent } from "#channel/event.ts";
import { isPsid, userRefPrefix } from "#connectors/messenger/user-ref.ts";
import type { FacebookPage } from "#connectors/messenger/facebook-pages.ts";
import { conversationIdOf, type Inbound } from "./to-inbound.ts";

/**
 * Where a person's events belong. A conversation that began with a site's checkbox is held under the site's own name for the person
 * until they write: then Meta tells their id, and the conversation goes on under its own name with all that is remembered.
 * @module
 */

/** The newest conversation of a person by the store; undefined: they have none. */
type FindConversation = (user: string) => Promise<string | undefined>;

/** People that a page remembers at a time. Of others the store is asked. */
const mostKnown = 10_000;

/** The conversations of a page's people, so that the store is asked once for each of them. */
export class KnownConversations {
  readonly #find: FindConversation;
  readonly #known = new BoundedMap<string, string>(mostKnown);

  constructor(find: FindConversation) {
    this.#find = find;
  }

  /** @param own the id of the conversation that the person has unless another one became theirs. */
  async of(user: string, own: string): Promise<string> {
    const known = this.#known.get(user);
    if (known !== undefined) return known;
    const found = (await this.#find(user)) ?? own;
    this.#known.set(user, found);
    return found;
  }

  /** The conversation that began before Meta told who the person is. */
  async begunAs(user: string): Promise<string | undefined> {
    return await this.#find(user);
  }

  set(user: string, conversationId: string): void {
    this.#known.set(user, conversationId);
  }

  forget(user: string): void {
    this.#known.delete(user);
  }
}

/**
 * The same events in the conversations that they belong to.
 * @throws when the store cannot be read; Meta then sends the webhook again.
 */
export async function placeEvents(inbound: readonly Inbound[]): Promise<Inbound[]> {
  const places = new Map<string, Promise<unknown>>();
  return await Promise.all(
    inbound.map(async (each) => {
      if (each.type !== "event" && each.type !== "receipt") return each;
      const own = each.type === "event" ? each.event.conversationId : each.receipt.conversationId;
      // One after another for one person: the first of their events may change where the others belong.
      const place = (places.get(own) ?? Promise.resolve()).then(async () => await placeOne(each));
      places.set(own, place);
      return await place;
    }),
  );
}

type Placed = Extract<Inbound, { type: "event" | "receipt" }>;

async function placeOne(each: Placed): Promise<Inbound> {
  if (each.type === "receipt") {
    const { receipt, page } = each;
    const conversationId = await page.conversations.of(receipt.user, receipt.conversationId);
    return { ...each, receipt: { ...receipt, conversationId } };
  }
  return { ...each, event: await placeEvent(each.event, each.page) };
}

async function placeEvent(event: InboundEvent, page: FacebookPage): Promise<InboundEvent> {
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
