import type { Author } from "#channel/log.ts";
import type { StoredFile } from "#channel/message/message.ts";
import type { TeamAct, TeamMember } from "#channel/team-act.ts";
import type { Handover } from "#conversation/conversation.ts";

/**
 * What an act of the team makes of a conversation. `refused`: another member has it, or nobody waits for the team any more; then nothing
 * changes, and nothing is said. `says`: what the person reads.
 */
export type TeamDecision =
  | { type: "refused"; why: "other_agent" | "not_waiting" }
  | { type: "done"; handover: Handover | undefined; says?: TeamWords };

/** What is said, and by whom: a text, or a file. */
export type TeamWords = { author: Author } & ({ text: string; file?: never } | { file: StoredFile; alt: string });

/** Now, and the end of a handover that begins now. `joined`: the sentence with which a member is introduced. */
export type TeamMoment = { now: number; until: number; joined: (name: string) => string };

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
      return { type: "done", handover: undefined };
  }
}

function isAnother(holder: TeamMember | undefined, { id }: TeamMember): boolean {
  return holder !== undefined && holder.id !== id;
}

function heldBy(agent: TeamMember, { now, until }: TeamMoment): Handover {
  return { until, by: "desk", at: now, agent };
}
