import { qualitySchema } from "@causerie/protocol/desk";
import { RequestError } from "#app/errors.ts";
import { type DeskRoute, route } from "#desk/http/route.ts";
import type { KeptQuality } from "#desk/stories/quality/kept-quality.ts";
import { storyAct } from "./story-parts.ts";

/** How well the bot's examples are understood. */
export function qualityRoutes(quality: KeptQuality): DeskRoute[] {
  return [
    route({
      method: "get",
      path: "/stories/quality",
      summary: "How well the classifier understands examples that it has not learnt, as it was measured last.",
      scope: "stories.read",
      answer: qualitySchema,
      handle: () => quality.read(),
    }),
    route({
      method: "post",
      path: "/stories/quality",
      summary: "Measures it anew. The answer comes at once; the result can be read when it is there.",
      scope: "stories.write",
      status: 202,
      answer: qualitySchema,
      async handle({ actor }) {
        if (!(await quality.read()).canMeasure)
          throw new RequestError("invalid_request", "the stories have too few examples to measure anything");
        quality.start(storyAct(actor, "quality.measure", "examples"));
        return await quality.read();
      },
    }),
  ];
}
