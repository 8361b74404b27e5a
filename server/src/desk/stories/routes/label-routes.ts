import { labelsSchema, savedTextSchema } from "@causerie/protocol/desk";
import * as v from "valibot";
import { RequestError } from "#app/errors.ts";
import type { Json } from "#channel/json.ts";
import { type DeskRoute, route } from "#desk/http/route.ts";
import { checkText } from "#desk/stories/labels/check-text.ts";
import { listLabels, listStrays } from "#desk/stories/labels/list-labels.ts";
import { readTexts, textId } from "#desk/stories/labels/revised-text.ts";
import { storyAct, type StoryParts } from "./story-parts.ts";

/** What somebody reads; whoever wants another one asks for its key. */
const mostShown = 200;

/** More belong into the files, where they are reviewed: all of them are in the memory of each process. */
const mostRevised = 2_000;

const querySchema = v.object({
  key: v.optional(v.pipe(v.string(), v.maxLength(200))),
  only: v.optional(v.picklist(["problems", "revised"])),
});

/** The texts of the bot's catalogues, and what the team writes in their place. */
export function labelRoutes({ bot, channelKinds, records, changedTexts, now }: StoryParts): DeskRoute[] {
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
        const kept = await readTexts(records);
        const all = [
          ...listStrays(bot.catalogues, kept),
          ...bot.catalogues.flatMap((catalogue) => listLabels(catalogue, kinds, kept)),
        ];
        const wanted = key.toLowerCase();
        const found = all.filter(
          (label) =>
            label.key.toLowerCase().includes(wanted) &&
            (only !== "problems" || label.problems.length > 0) &&
            (only !== "revised" || label.said.some(({ variants }) => variants.some(({ revised }) => revised))),
        );
        return {
          labels: found.slice(0, mostShown),
          locales: [...new Set(bot.catalogues.flatMap(({ locales }) => locales))],
          variants: ["text", "voice", ...kinds.flatMap((kind) => [kind, `${kind}.voice`])],
          count: all.length,
          isComplete: found.length <= mostShown,
        };
      },
    }),
    route({
      method: "put",
      path: "/stories/labels",
      summary:
        "Writes a text in place of one of the catalogues, in one language and variant. It is said from the next message on.",
      scope: "stories.write",
      body: savedTextSchema,
      async handle({ actor, body: { text, version } }) {
        checkText(text, bot.catalogues, channelKinds());
        const id = textId(text);
        const others = (await readTexts(records)).filter((each) => each.id !== id);
        if (others.length >= mostRevised)
          throw new RequestError("invalid_request", `${mostRevised} texts are written here; put some into the files`);
        const change = {
          type: "put" as const,
          kind: "text" as const,
          id,
          ...(version === undefined ? {} : { version }),
          body: JSON.parse(JSON.stringify(text)) as Json,
        };
        if (!(await records.write([change], [storyAct(actor, "story-text.save", id)], now())))
          throw new RequestError("conflict", "somebody else has changed this text since; look at it again");
        await changedTexts();
      },
    }),
    route({
      method: "delete",
      path: "/stories/labels/:id",
      summary: "Removes what was written in place of a text. What the catalogue says is said again.",
      scope: "stories.write",
      async handle({ actor, params }) {
        const id = params["id"] ?? "";
        await records.write([{ type: "remove", kind: "text", id }], [storyAct(actor, "story-text.remove", id)], now());
        await changedTexts();
      },
    }),
  ];
}
