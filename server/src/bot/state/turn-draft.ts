import type { Json } from "#channel/json.ts";
import { parseLink } from "#channel/link.ts";
import type { BotMessage } from "#channel/message.ts";
import type { ConversationState, Question, StoryState } from "#conversation/conversation.ts";

/** What a turn changes. It is saved when the turn ends well, and void when its story fails. */
export type TurnDraft = {
  data: Record<string, Json>;
  user: Record<string, Json>;
  rotation: Record<string, number>;
  /** The story that answered last, and what it knows. */
  current: StoryState | undefined;
  /** What that story waits for. */
  question: Question | undefined;
  /** Stories that wait for an answer while others speak, the newest last. */
  suspended: StoryState[];
  expected: string[];
  handover: { until: number } | undefined;
  /** The language that was asked for or written in. */
  spoken: string | undefined;
};

export function openDraft(state: ConversationState): TurnDraft {
  const { data, user = {}, rotation = {}, current, suspended = [], handover, spoken } = structuredClone(state);
  return { data, user, rotation, current, question: undefined, suspended, expected: [], handover, spoken };
}

/** A conversation that has rested for too long keeps only what concerns the person. */
export function freshened(state: ConversationState, timeout: number, now: number): ConversationState {
  if (state.at === undefined || now - state.at <= timeout) return state;
  const { user, spoken, locale, handover, at, actedAt } = state;
  return dropUndefined({ data: {}, user, spoken, locale, handover, at, actedAt });
}

/** Interrupted subjects that are remembered at a time; older ones are let go. */
const maxSuspended = 3;

/** UTF-16 units of JSON: the words of a question that are longer are not kept to be said again. */
const maxAsked = 16_000;

/** What a turn leaves behind. `last`: the newest message of the answer. */
export function stateAfter(draft: TurnDraft, last: BotMessage | undefined): ConversationState {
  const { data, user, rotation, question, suspended, expected, handover, spoken } = draft;
  const asked =
    question === undefined ? undefined : dropUndefined({ ...question, asked: question.asked ?? short(last) });
  // A fallback may ask, too, when no story is under way.
  const { question: _, ...current } = draft.current ?? { story: parseLink(question?.link ?? "").intent, slots: {} };
  return dropUndefined({
    data,
    user: isEmpty(user) ? undefined : user,
    rotation: isEmpty(rotation) ? undefined : rotation,
    current: current.story === "" ? undefined : dropUndefined({ ...current, question: asked }),
    suspended: suspended.length === 0 ? undefined : suspended.slice(-maxSuspended),
    expected: expected.length === 0 ? undefined : expected,
    handover,
    spoken,
  });
}

function short(message: BotMessage | undefined): BotMessage | undefined {
  return JSON.stringify(message ?? "").length <= maxAsked ? message : undefined;
}

/** Sets a story aside that another one has interrupted; one that is begun anew is no longer waiting. */
export function suspend(draft: TurnDraft, interrupted: StoryState | undefined): void {
  const others = draft.suspended.filter(({ story }) => story !== draft.current?.story);
  const isLeft = interrupted?.question !== undefined && interrupted.story !== draft.current?.story;
  draft.suspended = isLeft ? [...others.filter(({ story }) => story !== interrupted.story), interrupted] : others;
}

function isEmpty(record: object): boolean {
  return Object.keys(record).length === 0;
}

/** JSON has no undefined, and the types of optional fields say so. */
export function dropUndefined<Value extends object>(value: { [Key in keyof Value]: Value[Key] | undefined }): Value {
  return Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined)) as Value;
}
