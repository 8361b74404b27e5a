import type { EventContent } from "#channel/event.ts";
import type { ConversationState } from "#conversation/conversation.ts";
import type { Lease } from "#conversation/turns.ts";
import type { Redeemed } from "#identity/redeemed.ts";
import type { BotHost } from "#bot/bot-host.ts";
import { isHandedOver } from "#bot/state/handover.ts";
import { notUnderstood } from "#understanding/chain.ts";
import { readContinuationChoice } from "./continuation-choice.ts";
import type { Understood } from "./understand-event.ts";

/**
 * What the bot has to say because of a ref of `turn.continueIn`. `ask`: it asks whether to go on, and runs no story. `declined`,
 * `refused`: nothing was joined, which is said before the story.
 */
export type Continuing = { type: "ask"; id: string; ref: string; from: string } | { type: "declined" | "refused" };

export type Arrival = { lease: Lease; continuing?: Continuing };

/**
 * Somebody who comes with a ref of `turn.continueIn` is asked whether to become one person with whoever asked for it: a link may
 * have been sent on to a stranger. A ref that is refused is none: the conversation goes on without.
 */
export async function arriveByRef(host: BotHost, lease: Lease): Promise<Arrival> {
  const { continuation } = host;
  const { content } = lease.event;
  if (continuation === undefined || content.type !== "referral" || !continuation.isRef(content.ref)) return { lease };
  const { ref } = content;
  const arrived = await continuation.arrive(ref, lease);
  // The bot is silent: nobody would ask, nor hear the answer.
  if (arrived.outcome === "asked" && isHandedOver(lease.conversation.state, host.now()))
    return { lease: withoutRef(lease) };
  report(host, lease, arrived.outcome);
  if (arrived.outcome !== "asked") return settle(lease, arrived);
  const { id, from } = arrived;
  return { lease: withoutRef(lease), continuing: { type: "ask", id, ref, from } };
}

/** The same once it is known what the event means: with the answer to the question, the two are joined, or not. */
export type Answered = Arrival & { state: ConversationState; understood: Understood };

/**
 * Joins the two when the person says yes, before any story runs: it finds the memory that both share. Only a tap, or words that
 * stand for one, on the question that was asked last counts: a link may bring anybody's words as its ref.
 */
export async function answerContinuation(host: BotHost, given: Answered): Promise<Answered> {
  const { lease, state, understood } = given;
  const { content } = understood;
  const choice = content.type === "postback" ? readContinuationChoice(content.link) : undefined;
  const asked = state.continuation;
  if (host.continuation === undefined || choice === undefined || asked?.id !== choice.ref) return given;
  // Nobody would say what became of it.
  if (isHandedOver(state, host.now())) return given;
  const { continuation: _, ...rest } = state;
  if (!choice.wanted) {
    report(host, lease, "declined");
    return understoodAs({ lease: withoutRef(lease), continuing: { type: "declined" } }, rest);
  }
  const redeemed = await host.continuation.redeem(asked.ref, lease);
  report(host, lease, redeemed.outcome);
  return understoodAs(settle(lease, redeemed), rest);
}

function understoodAs(arrival: Arrival, state: ConversationState): Answered {
  const { conversation, event } = arrival.lease;
  const understood = { content: event.content, understanding: notUnderstood };
  return { ...arrival, state: { ...state, user: conversation.state.user ?? {} }, understood };
}

function settle(lease: Lease, redeemed: Redeemed): Arrival {
  if (!("person" in redeemed)) return { lease: withoutRef(lease), continuing: { type: "refused" } };
  const { connectorId, address, state } = lease.conversation;
  const { outcome, from, person } = redeemed;
  const others = person.members.filter((side) => side.connectorId !== connectorId || side.userId !== address.user);
  const linkedTo = [...new Set(others.map((side) => side.connectorId))];
  const conversation = { ...lease.conversation, state: { ...state, user: person.memory }, linkedTo };
  const content = { type: "channel_linked" as const, ...from, isNew: outcome === "linked" };
  return { lease: withContent({ ...lease, conversation }, content) };
}

/** As somebody who comes by a link that says nothing. */
function withoutRef(lease: Lease): Lease {
  const { content } = lease.event;
  return withContent(lease, content.type === "referral" ? { ...content, ref: "" } : { type: "referral", ref: "" });
}

function withContent(lease: Lease, content: EventContent): Lease {
  return { ...lease, event: { ...lease.event, content } };
}

function report(host: BotHost, { conversation }: Lease, outcome: Redeemed["outcome"] | "asked" | "declined"): void {
  const { id: conversationId, connectorId } = conversation;
  host.report({ type: "continued", conversationId, connectorId, outcome });
}
