import { labelsSchema } from "@causerie/protocol/desk";
import * as v from "valibot";
import { type DeskRoute, route } from "#desk/http/route.ts";
import { listLabels } from "#desk/stories/labels/list-labels.ts";
import type { StoryParts } from "./story-parts.ts";

/** What somebody reads; whoever wants another one asks for its key. */
const mostShown = 200;

const querySchema = v.object({
  key: v.optional(v.pipe(v.string(), v.maxLength(200))),
  only: v.optional(v.literal("problems")),
});

/** The texts of the bot's catalogues: read here, and changed in their files. */
export function labelRoutes({ bot, channelKinds }: StoryParts): DeskRoute[] {
  return [
    route({
      method: "get",
      path: "/stories/labels",
      summary:
        "The texts of the bot's catalogues, in each language and variant, with what is missing or wrong in them.",
      scope: "stories.read",
      query: querySchema,
      answer: labelsSchema,
      async handle({ query: { key = "", only } }) {
        const kinds = channelKinds();
        const all = bot.catalogues.flatMap((catalogue) => listLabels(catalogue, kinds));
        const wanted = key.toLowerCase();
        const found = all.filter(
          (label) => label.key.toLowerCase().includes(wanted) && (only === undefined || label.problems.length > 0),
        );
        return {
          labels: found.slice(0, mostShown),
          locales: [...new Set(bot.catalogues.flatMap(({ locales }) => locales))],
          count: all.length,
          isComplete: found.length <= mostShown,
        };
      },
    }),
  ];
}
