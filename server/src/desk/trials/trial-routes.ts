import {
  trialAnswerSchema,
  trialChannelSchema,
  trialComparisonSchema,
  trialSchema,
  trialTestSchema,
} from "@causerie/protocol/desk";
import * as v from "valibot";
import type { RateLimit } from "#channel/host/limits.ts";
import { type DeskRoute, route } from "#desk/http/route.ts";
import type { Trials } from "./trials.ts";

const comparedSchema = v.strictObject({ trial: trialSchema, other: trialChannelSchema });

/** Talks with the bot that no visitor has. @param limit what one person or key may ask for. */
export function trialRoutes(trials: Trials, limit: RateLimit): DeskRoute[] {
  return [
    route({
      method: "post",
      path: "/trials",
      summary:
        "Talks to the bot as somebody on a channel would, and says why it answers as it does. Nothing is stored or sent; the code of stories runs.",
      scope: "stories.read",
      body: trialSchema,
      answer: trialAnswerSchema,
      async handle({ actor, body }) {
        await limit(actor.id);
        return await trials.run(actor.id, body);
      },
    }),
    route({
      method: "post",
      path: "/trials/differences",
      summary: "What is different when the same is said and done on another channel.",
      scope: "stories.read",
      body: comparedSchema,
      answer: trialComparisonSchema,
      async handle({ actor, body: { trial, other } }) {
        await limit(actor.id);
        return await trials.compare(actor.id, trial, other);
      },
    }),
    route({
      method: "post",
      path: "/trials/test",
      summary: "A test that repeats the talk, as a file for vitest.",
      scope: "stories.read",
      body: trialSchema,
      answer: trialTestSchema,
      async handle({ actor, body }) {
        await limit(actor.id);
        return { source: await trials.testOf(actor.id, body) };
      },
    }),
  ];
}
