import { randomUUID } from "node:crypto";
import type { EventContent } from "#channel/event.ts";
import type { TeamAct } from "#channel/team-act.ts";
import type { Accept } from "#pipeline/inbox/inbox.ts";
import { RequestError } from "#app/errors.ts";

/** Where the events of a conversation belong. */
export type Addresses = {
  addressOf(
    conversationId: string,
  ): Promise<{ connectorId: string; address: Parameters<Accept>[0]["address"] } | undefined>;
};

export type TeamEventParts = { people: Addresses; accept: Accept; now: () => number };

/**
 * Makes something that the team does an event of the conversation, in its order and for good.
 * @param id the same again is the same event. Default: another one each time.
 * @throws RequestError `not_found`
 */
export async function acceptFromTeam(
  { people, accept, now }: TeamEventParts,
  conversationId: string,
  content: Extract<EventContent, { type: "team" | "handover" | "team_read" }>,
  id: string = randomUUID(),
): Promise<void> {
  const found = await people.addressOf(conversationId);
  if (found === undefined) throw noSuchConversation();
  await accept({ ...found, conversationId, id: `desk ${id}`, at: now(), inOrder: true, content });
}

export function team(act: TeamAct): Extract<EventContent, { type: "team" }> {
  return { type: "team", act };
}

/** It may have been deleted by whoever it was about, while somebody was answering. */
export function noSuchConversation(): RequestError {
  return new RequestError(
    "not_found",
    "this conversation is gone: the visitor, or somebody of the team, has deleted it",
  );
}
