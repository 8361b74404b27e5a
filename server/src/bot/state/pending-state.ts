import type { Json } from "#channel/json.ts";
import type { ConversationState, Handover, Question, StoryState } from "#conversation/conversation.ts";

/** The state that a turn changes. It is saved when the turn ends well, and discarded when its story fails. */
export type PendingState = {
  data: Record<string, Json>;
  user: Record<string, Json>;
  rotation: Record<string, number>;
  /** The story that answered last, and what it knows. */
  current: StoryState | undefined;
  /** What that story waits for. */
  question: Question | undefined;
  /** Stories that wait for an answer while another one runs, the newest last. */
  suspended: StoryState[];
  /** Wishes that wait until the one before them is served, as the person wrote them. */
  wishes: string[];
  expected: string[];
  handover: Handover | undefined;
  ratings: NonNullable<ConversationState["ratings"]>;
  /** The person wants to be forgotten: it happens after the answer, and is not kept. */
  forgetsUser: boolean;
  /** The person here and on the other connectors are to be two again. */
  unlinks: boolean;
  /** The language that the person asked for or wrote in. */
  preferredLocale: string | undefined;
};

export function openPendingState(state: ConversationState): PendingState {
  const copy = structuredClone(state);
  const {
    data,
    user = {},
    rotation = {},
    current,
    suspended = [],
    wishes = [],
    handover,
    ratings = {},
    preferredLocale,
  } = copy;
  const open = { question: undefined, expected: [], forgetsUser: false, unlinks: false };
  return { data, user, rotation, current, suspended, wishes, handover, ratings, preferredLocale, ...open };
}

/** Suspends a story that another one has interrupted. A story that begins anew is no longer suspended. */
export function suspendStory(pending: PendingState, interrupted: StoryState | undefined): void {
  const others = pending.suspended.filter(({ story }) => story !== pending.current?.story);
  const isInterrupted = interrupted?.question !== undefined && interrupted.story !== pending.current?.story;
  pending.suspended = isInterrupted
    ? [...others.filter(({ story }) => story !== interrupted.story), interrupted]
    : others;
}

/** The story that has called the current one waits for nothing any more: it counts as interrupted. */
export function releaseCaller(pending: PendingState): void {
  const { caller, ...current } = pending.current ?? { story: "", slots: {} };
  if (caller === undefined) return;
  const { into: _, ...interrupted } = caller;
  pending.current = current;
  suspendStory(pending, interrupted);
}
