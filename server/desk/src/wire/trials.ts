import {
  type Trial,
  trialAnswerSchema,
  type TrialChannel,
  trialComparisonSchema,
  trialTestSchema,
} from "@causerie/protocol/desk";
import { call } from "./call.ts";

/** Talks with the bot that no visitor has. All of it throws CallError. */
export const trials = {
  run: (body: Trial) => call("POST", "/trials", trialAnswerSchema, { body }),
  compare: (trial: Trial, other: TrialChannel) =>
    call("POST", "/trials/differences", trialComparisonSchema, { body: { trial, other } }),
  testOf: async (body: Trial) => (await call("POST", "/trials/test", trialTestSchema, { body })).source,
};
