import type { StoredFile } from "./message/message.ts";

/** Somebody of the site's team who answers in the bot's place, as visitors see them. */
export type TeamMember = { id: string; name: string; picture?: string };

/**
 * What the team does with a conversation at the desk.
 *
 * - `take`: it is `by`'s from now on. `from`: id of the member who may have it until now; where another one has it, nothing happens.
 * - `say`: what `by` says to the person. Whoever says something has the conversation, unless another one has it: then it is not said.
 * - `send`: the same of a file. `alt`: what it shows, for those who cannot see it.
 * - `wait`: nobody has it, and it waits for somebody of the team. `text`: what the person is told, by nobody in particular.
 * - `notice`: the person reads this, by nobody in particular, while it waits for the team.
 * - `close`: it is over, and the next thing the person says is the bot's again. `rating`: how the person is asked what they think of the
 *   team's help, if `by` has the conversation.
 */
export type TeamAct =
  | { type: "take"; by: TeamMember; from?: string }
  | { type: "say"; by: TeamMember; text: string }
  | { type: "send"; by: TeamMember; file: StoredFile; alt: string }
  | { type: "wait"; by: TeamMember; text?: string }
  | { type: "notice"; text: string }
  | { type: "close"; by: TeamMember; rating?: string };

/** Name of the question by which the team's help is rated, for statistics and for stories that hear `feedback`. */
export const teamQuestion = "team";
