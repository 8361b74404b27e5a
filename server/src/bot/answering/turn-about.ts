import type { EventContent } from "#channel/event.ts";
import type { TurnAbout } from "#channel/log.ts";
import { parseLink } from "#channel/message/link.ts";
import type { ConversationState } from "#conversation/conversation.ts";
import { dropUndefined } from "#bot/state/drop-undefined.ts";
import { countedOpinion } from "#bot/state/ratings.ts";
import type { EventAnswer } from "./answer-event.ts";

/**
 * What a turn was about, for the figures of the desk: it goes with the end of the turn that is written anyway. Names of stories, steps and slots, and
 * never what they were filled with.
 */
export function turnAbout(
  { outcome, after }: Pick<EventAnswer, "outcome" | "after">,
  content: EventContent,
  before: ConversationState,
): TurnAbout {
  return dropUndefined<TurnAbout>({
    story: outcome.story,
    step: outcome.step,
    outcome: outcome.outcome,
    asks: askedIn(after),
    opinion: opinionIn(content, before),
    commented: content.type === "feedback" && content.comment !== undefined ? (true as const) : undefined,
    team: after.handover === undefined ? undefined : (true as const),
  });
}

function askedIn({ current }: ConversationState): TurnAbout["asks"] {
  const question = current?.question;
  if (current === undefined || question === undefined) return undefined;
  const { step = current.step } = parseLink(question.link);
  return dropUndefined({ story: current.story, step, slot: question.slot });
}

/** As developers call questions. What comes with an opinion may be anything. */
const questionName = /^[\w.:-]{1,64}$/;

function opinionIn(content: EventContent, { ratings }: ConversationState): TurnAbout["opinion"] {
  const counted = countedOpinion(ratings, content);
  if (counted === undefined || content.type !== "feedback") return undefined;
  const { question } = content;
  const isKnown = question !== undefined && questionName.test(question) && ratings?.[question] !== undefined;
  return dropUndefined({ ...counted, question: isKnown ? question : undefined });
}
