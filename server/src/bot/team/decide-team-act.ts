import type { Author } from "#channel/log.ts";
import type { Rating, StoredFile } from "#channel/message/message.ts";
import { type TeamAct, type TeamMember, teamQuestion } from "#channel/team-act.ts";
import type { Handover } from "#conversation/conversation.ts";
import type { Sentences } from "#bot/sentences/sentences.ts";

/**
 * What an act of the team makes of a conversation. `refused`: another member has it, or nobody waits for the team any more; then nothing
 * changes, and nothing is said. `says`: what the person reads.
 */
export type TeamDecision =
  | { type: "refused"; why: "other_agent" | "not_waiting" }
  | { type: "done"; handover: Handover | undefined; says?: TeamWords };

/** What is said, and by whom: a text, a question that is answered by stars, or a file. */
export type TeamWords = { author: Author } & (
  | { text: string; rating?: Rating; file?: never }
  | { file: StoredFile; alt: string; rating?: never }
);

/**
 * Now, and the end of a handover that begins now. The sentences: `joined` introduces a member, `ratingComment` asks for words beside
 * stars.
 */
export type TeamMoment = { now: number; until: number } & Pick<Sentences, "joined" | "ratingComment">;

/**
 * The state of the conversation decides, because its events have one order: two members who act at once are seen here one after the
 * other, however they got in. A repeated act finds its own work done.
 */
export function decideTeamAct(act: TeamAct, handover: Handover | undefined, moment: TeamMoment): TeamDecision {
  const current = handover !== undefined && handover.until > moment.now ? handover : undefined;
  const holder = current?.by === "desk" ? current.agent : undefined;
  switch (act.type) {
    case "take": {
      if (isAnother(holder, act.by) && holder?.id !== act.from) return { type: "refused", why: "other_agent" };
      if (holder?.id === act.by.id) return { type: "done", handover: current };
      const text = moment.joined(act.by.name);
      return { type: "done", handover: heldBy(act.by, moment), says: { author: { role: "system" }, text } };
    }
    case "say":
    case "send":
      if (isAnother(holder, act.by)) return { type: "refused", why: "other_agent" };
      return {
        type: "done",
        handover: heldBy(act.by, moment),
        says: {
          author: { role: "agent", ...act.by },
          ...(act.type === "say" ? { text: act.text } : { file: act.file, alt: act.alt }),
        },
      };
    case "wait":
      if (isAnother(holder, act.by)) return { type: "refused", why: "other_agent" };
      return {
        type: "done",
        handover: { until: moment.until, by: "desk", at: moment.now },
        ...(act.text === undefined ? {} : { says: { author: { role: "system" }, text: act.text } }),
      };
    case "notice":
      if (current === undefined || holder !== undefined) return { type: "refused", why: "not_waiting" };
      return { type: "done", handover: current, says: { author: { role: "system" }, text: act.text } };
    case "close":
      if (isAnother(holder, act.by)) return { type: "refused", why: "other_agent" };
      // Whom nobody has helped has nothing to rate, and who is asked twice is annoyed: a second close finds no holder.
      if (act.rating === undefined || holder === undefined) return { type: "done", handover: undefined };
      return {
        type: "done",
        handover: undefined,
        says: {
          author: { role: "bot" },
          text: act.rating,
          rating: { question: teamQuestion, scale: "stars", comment: moment.ratingComment },
        },
      };
  }
}

function isAnother(holder: TeamMember | undefined, { id }: TeamMember): boolean {
  return holder !== undefined && holder.id !== id;
}

function heldBy(agent: TeamMember, { now, until }: TeamMoment): Handover {
  return { until, by: "desk", at: now, agent };
}
