import type { Trial, TrialAct, TrialChannel, TrialComparison, TrialTurn } from "@causerie/protocol/desk";

/** What is different from the channel on which the same was said before. */
export type Compared = { from: TrialChannel; to: TrialChannel; differences: TrialComparison["differences"] };

/** One talk, as the page shows it. `name`: its number on this page. `pending`: acts that are on their way. */
export type TalkView = {
  name: number;
  trial: Trial;
  turns: readonly TrialTurn[];
  pending: readonly TrialAct[];
  compared?: Compared;
};

export type TalksState = {
  talks: readonly TalkView[];
  /** Name of the talk that is shown. */
  shown: number;
  /** Index of the turn that the inspector shows; undefined: the newest. */
  chosen: number | undefined;
};

export type TalksEvent =
  | { type: "begun"; trial: Trial }
  | { type: "acts"; talk: number; acts: readonly TrialAct[] }
  | { type: "answered"; talk: number; trial: Trial; turns: readonly TrialTurn[] }
  | { type: "failed"; talk: number }
  | { type: "compared"; talk: number; compared: Compared }
  | { type: "rewound"; talk: number; turn: number }
  | { type: "forked"; talk: number; turn: number }
  | { type: "shown"; talk: number }
  | { type: "closed"; talk: number }
  | { type: "chosen"; turn: number | undefined };

export const noTalks: TalksState = { talks: [], shown: 0, chosen: undefined };

/** More would be hard to find one's bearings in, and the server keeps no more. */
export const mostTalks = 8;

export function reduceTalks(state: TalksState, event: TalksEvent): TalksState {
  switch (event.type) {
    case "begun":
      return withNew(state, { trial: event.trial, turns: [], pending: [] });
    case "acts":
      return change(state, event.talk, (talk) => ({ ...talk, pending: event.acts }));
    case "answered": {
      const { trial, turns } = event;
      const answered = change(state, event.talk, (talk) => ({
        ...withoutComparison(talk),
        trial,
        turns,
        pending: [],
      }));
      return event.talk === state.shown ? { ...answered, chosen: undefined } : answered;
    }
    case "failed":
      return change(state, event.talk, (talk) => ({ ...talk, pending: [] }));
    case "compared":
      return change(state, event.talk, (talk) => ({ ...talk, compared: event.compared }));
    case "rewound":
      return { ...change(state, event.talk, (talk) => upTo(talk, event.turn)), chosen: undefined };
    case "forked": {
      const from = find(state, event.talk);
      return from === undefined ? state : withNew(state, upTo(from, event.turn));
    }
    case "shown":
      return { ...state, shown: event.talk, chosen: undefined };
    case "closed": {
      const talks = state.talks.filter(({ name }) => name !== event.talk);
      const isShown = state.shown === event.talk;
      return isShown ? { talks, shown: talks.at(-1)?.name ?? 0, chosen: undefined } : { ...state, talks };
    }
    case "chosen":
      return { ...state, chosen: event.turn };
  }
}

export function find({ talks }: TalksState, name: number): TalkView | undefined {
  return talks.find((talk) => talk.name === name);
}

function withNew({ talks }: TalksState, given: Omit<TalkView, "name">): TalksState {
  const name = Math.max(0, ...talks.map((talk) => talk.name)) + 1;
  return { talks: [...talks, { ...given, name }].slice(-mostTalks), shown: name, chosen: undefined };
}

/** The talk as it was after this turn, counted from 0; -1: before the first. */
function upTo(talk: TalkView, turn: number): TalkView {
  const { acts, ...settings } = talk.trial;
  const count = turn + 1;
  return {
    ...withoutComparison(talk),
    trial: { ...settings, acts: acts.slice(0, count) },
    turns: talk.turns.slice(0, count),
    pending: [],
  };
}

function change(state: TalksState, name: number, to: (talk: TalkView) => TalkView): TalksState {
  return { ...state, talks: state.talks.map((talk) => (talk.name === name ? to(talk) : talk)) };
}

function withoutComparison({ name, trial, turns, pending }: TalkView): TalkView {
  return { name, trial, turns, pending };
}
