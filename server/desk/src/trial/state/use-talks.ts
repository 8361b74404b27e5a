import { type Trial, type TrialAct, type TrialChannel, type TrialTurn, trialLimits } from "@causerie/protocol/desk";
import { useReducer } from "react";
import { useAction } from "#parts/use-action.ts";
import { makeId } from "#state/make-id.ts";
import { trials } from "#wire/trials.ts";
import { find, noTalks, reduceTalks, type TalkView, type TalksState } from "./talks.ts";

/** Who the person of a new talk is. */
export type Settings = { channel: TrialChannel; locale: string; name: string };

export type Talks = {
  state: TalksState;
  shown: TalkView | undefined;
  isRunning: boolean;
  error: ReturnType<typeof useAction>["error"];
  /** A new talk, in which the chat is opened. */
  begin: (settings: Settings) => void;
  act: (act: TrialAct) => void;
  /** The same talk once more, from its beginning: the code of stories runs anew. */
  repeat: () => void;
  /** The same on another channel, and what is different there. */
  moveTo: (channel: TrialChannel) => void;
  rewind: (turn: number) => void;
  fork: (turn: number) => void;
  show: (talk: number) => void;
  close: (talk: number) => void;
  choose: (turn: number | undefined) => void;
};

/** @param onTurn is called with each new turn at the end of a talk. */
export function useTalks(onTurn: (turn: TrialTurn, trial: Trial) => void): Talks {
  const [state, dispatch] = useReducer(reduceTalks, noTalks);
  const { isRunning, error, run } = useAction();
  const shown = find(state, state.shown);

  const perform = (
    talk: number,
    trial: Trial,
    pending: readonly TrialAct[],
    after?: (turns: TrialTurn[]) => Promise<void>,
  ) => {
    void run(async () => {
      dispatch({ type: "acts", talk, acts: pending });
      try {
        const turns = await runToTheEnd(trial);
        // What comes after a late turn was not done.
        const { acts, ...settings } = trial;
        dispatch({ type: "answered", talk, trial: { ...settings, acts: acts.slice(0, turns.length) }, turns });
        const newest = turns.at(-1);
        if (newest !== undefined) onTurn(newest, trial);
        await after?.(turns);
      } catch (error) {
        dispatch({ type: "failed", talk });
        throw error;
      }
    });
  };

  return {
    state,
    shown,
    isRunning,
    error,
    begin({ channel, locale, name }) {
      if (isRunning) return;
      const acts: TrialAct[] = [{ type: "open" }];
      const trial: Trial = {
        id: makeId(),
        at: Date.now(),
        channel,
        ...(locale === "" ? {} : { locale }),
        ...(name === "" ? {} : { name }),
        acts,
      };
      dispatch({ type: "begun", trial: { ...trial, acts: [] } });
      perform(Math.max(0, ...state.talks.map((talk) => talk.name)) + 1, trial, acts);
    },
    act(act) {
      if (shown === undefined || isRunning) return;
      const acts = [...shown.trial.acts, act];
      if (acts.length <= trialLimits.turns) perform(shown.name, { ...shown.trial, acts }, [act]);
    },
    repeat() {
      if (shown !== undefined) perform(shown.name, { ...shown.trial, id: makeId() }, []);
    },
    moveTo(channel) {
      if (shown === undefined) return;
      const { trial } = shown;
      perform(shown.name, { ...trial, channel }, [], async () => {
        const { differences } = await trials.compare(trial, channel);
        dispatch({ type: "compared", talk: shown.name, compared: { from: trial.channel, to: channel, differences } });
      });
    },
    rewind: (turn) => shown !== undefined && dispatch({ type: "rewound", talk: shown.name, turn }),
    fork: (turn) => shown !== undefined && dispatch({ type: "forked", talk: shown.name, turn }),
    show: (talk) => dispatch({ type: "shown", talk }),
    close: (talk) => dispatch({ type: "closed", talk }),
    choose: (turn) => dispatch({ type: "chosen", turn }),
  };
}

/** A long talk that is done anew may take more than one request. Each begins where the last one ended. */
async function runToTheEnd(trial: Trial): Promise<TrialTurn[]> {
  for (;;) {
    const { turns, isWhole } = await trials.run(trial);
    if (isWhole) return turns;
  }
}
