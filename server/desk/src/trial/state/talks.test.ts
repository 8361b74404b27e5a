import type { Trial, TrialAct, TrialTurn } from "@causerie/protocol/desk";
import { expect, test } from "vitest";
import { mostTalks, noTalks, reduceTalks, type TalksState } from "./talks.ts";

const say = (text: string): TrialAct => ({ type: "say", text });
const turn = (text: string): TrialTurn => ({
  act: say(text),
  at: 0,
  ms: 1,
  isLate: false,
  bubbles: [],
  messages: [],
  payloads: [],
  losses: [],
  story: "echo",
  outcome: "answered",
  guesses: [],
  entities: [],
  candidates: [],
  kept: { slots: [], suspended: [] },
  problems: [],
  state: {},
});
const trial = (...texts: string[]): Trial => ({ id: "t", at: 0, channel: "web", acts: texts.map(say) });

function talk(...texts: string[]): TalksState {
  const begun = reduceTalks(noTalks, { type: "begun", trial: trial() });
  return reduceTalks(begun, { type: "answered", talk: 1, trial: trial(...texts), turns: texts.map(turn) });
}
const actsOf = ({ talks }: TalksState) => talks.map((each) => each.trial.acts.map((act) => "text" in act && act.text));

test("going back keeps what was before, and the turn itself", () => {
  const state = reduceTalks(talk("a", "b", "c"), { type: "rewound", talk: 1, turn: 1 });
  expect(actsOf(state)).toEqual([["a", "b"]]);
  expect(state.talks[0]?.turns).toHaveLength(2);
});

test("a fork is a second talk from there, and the first one stays", () => {
  const state = reduceTalks(talk("a", "b"), { type: "forked", talk: 1, turn: 0 });
  expect(actsOf(state)).toEqual([["a", "b"], ["a"]]);
  expect(state.shown).toBe(2);
});

test("what is closed makes room for the newest that is left", () => {
  const forked = reduceTalks(talk("a"), { type: "forked", talk: 1, turn: 0 });
  expect(reduceTalks(forked, { type: "closed", talk: 2 }).shown).toBe(1);
  expect(reduceTalks(forked, { type: "closed", talk: 1 })).toMatchObject({ shown: 2, talks: [{ name: 2 }] });
});

test("the oldest talk goes when there are too many", () => {
  let state = talk("a");
  for (let count = 0; count < mostTalks; count += 1)
    state = reduceTalks(state, { type: "forked", talk: state.shown, turn: 0 });
  expect(state.talks).toHaveLength(mostTalks);
  expect(state.talks[0]?.name).toBe(2);
});
