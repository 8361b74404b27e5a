import { randomBytes } from "node:crypto";
import type { ConnectorHost } from "#channel/host/connector-host.ts";
import { direct } from "#channel/address.ts";
import type { LogEvent } from "#channel/log.ts";
import type { SessionClaims } from "#connectors/web/session.ts";
import { firstConversationOf, type SignedIn, toIdentity } from "./person.ts";

/** Events at the end of an anonymous conversation in which words of the visitor are looked for. */
const lookedAt = 100;
/** Further conversations that are looked at, those that were active last. */
const mostOthers = 20;

/**
 * The conversation of a person who signs in. One that they had begun before becomes theirs as it is, so that a form that they were asked to
 * sign in for goes on. Who has one already and has said nothing here gets that one. Of several the one goes on that was begun last; the others stay theirs, e.g. for an export.
 * @param before an anonymous session, which the person has proved by its token.
 * @throws RequestError of `host.accept`
 */
export async function joinConversation(
  host: Pick<ConnectorHost, "accept" | "conversations" | "findConversation" | "joinPerson" | "log" | "now">,
  connectorId: string,
  person: SignedIn,
  before: SessionClaims | undefined,
): Promise<string> {
  const { userId } = person;
  const own = await host.findConversation(userId);
  if (before !== undefined) {
    const begun = await findBegun(host, before, own === undefined ? () => true : hasWords);
    if (begun !== undefined) {
      // What stories remember of both is one memory before the conversation is the person's.
      if (own !== undefined) await host.joinPerson(userId, before.visitorId);
      await host.accept({
        id: `signed-in-${randomBytes(12).toString("base64url")}`,
        connectorId,
        conversationId: begun,
        address: direct(userId),
        from: toIdentity(person),
        at: host.now(),
        inOrder: true,
        content: { type: "identity_change", previous: before.visitorId },
      });
      return (await host.findConversation(userId)) ?? begun;
    }
  }
  return own ?? firstConversationOf(userId);
}

/** A conversation of the anonymous visitor in which there is such an event: the session's first one, else another. All of theirs move along. */
async function findBegun(
  { conversations, log }: Pick<ConnectorHost, "conversations" | "log">,
  { conversationId, visitorId }: SessionClaims,
  isMeant: (event: LogEvent) => boolean,
): Promise<string | undefined> {
  const others = (await conversations.of(visitorId, mostOthers)).map(({ id }) => id);
  for (const id of new Set([conversationId, ...others])) if ((await log.tail(id, lookedAt)).some(isMeant)) return id;
  return undefined;
}

function hasWords(event: LogEvent): boolean {
  return event.type === "visitor" && !["start", "referral", "feedback", "end"].includes(event.content.type);
}
