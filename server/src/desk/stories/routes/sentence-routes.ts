import {
  type CorpusEntry,
  corpusSchema,
  sentenceDecisionSchema,
  unknownSentencesSchema,
} from "@causerie/protocol/desk";
import * as v from "valibot";
import { RequestError } from "#app/errors.ts";
import { type DeskRoute, route } from "#desk/http/route.ts";
import { type Decision, readDecisions } from "#desk/stories/sentences/decisions.ts";
import { groupSentences } from "#desk/stories/sentences/group-sentences.ts";
import { normalize } from "#understanding/text/normalize.ts";
import { storyAct, type StoryParts } from "./story-parts.ts";

/** Sentences of one look: they are counted in this process. */
const mostRead = 3_000;
const mostShown = 200;
const mostDecisions = 20_000;
const dayMs = 86_400_000;

const filterSchema = v.object({
  channel: v.optional(v.string()),
  language: v.optional(v.string()),
  days: v.optional(v.pipe(v.string(), v.toNumber(), v.integer(), v.minValue(1), v.maxValue(400))),
});

/** What visitors wrote and no story understood, and the examples that come of it. */
export function sentenceRoutes(parts: StoryParts): DeskRoute[] {
  const { records, sentences, bot, now } = parts;
  const keep = async (id: string, decision: Decision, entry: ReturnType<typeof storyAct>): Promise<void> => {
    await records.write([{ type: "put", kind: "sentence", id, body: decision }], [entry], now());
  };
  return [
    route({
      method: "get",
      path: "/stories/sentences",
      summary: "What visitors wrote and no story understood, or only by a guess; the most frequent first.",
      scope: "stories.read",
      query: filterSchema,
      answer: unknownSentencesSchema,
      async handle({ query: { channel, language, days = 30 } }) {
        await parts.writeSentences();
        const filter = {
          since: now() - days * dayMs,
          ...(channel === undefined ? {} : { connectorId: channel }),
          ...(language === undefined ? {} : { language }),
        };
        const [written, decisions] = await Promise.all([sentences.read(filter, mostRead), readDecisions(records)]);
        const groups = groupSentences(written, (id) => decisions.has(id));
        return {
          sentences: groups.slice(0, mostShown),
          isComplete: written.length < mostRead && groups.length <= mostShown,
          languages: [...new Set([...bot.locales, ...written.map((each) => each.language)])],
          channels: [...parts.channels()],
          intents: intentsOf(parts),
        };
      },
    }),
    route({
      method: "put",
      path: "/stories/sentences/:id",
      summary: "Decides about a sentence: it becomes an example of what it means, or nothing.",
      scope: "stories.write",
      body: sentenceDecisionSchema,
      async handle({ actor, params, body }) {
        const id = params["id"] ?? "";
        if (!/^[0-9a-f]{32}$/.test(id)) throw new RequestError("invalid_request", "there is no such sentence");
        const decisions = await readDecisions(records);
        if (decisions.size >= mostDecisions && !decisions.has(id))
          throw new RequestError("invalid_request", `${mostDecisions} sentences are decided on; that is the most`);
        const made = { by: actor.name, at: now() };
        if (body.type === "dismissed")
          return await keep(id, { ...body, ...made }, storyAct(actor, "sentence.dismiss", id));
        const { intent } = body;
        if (!intentsOf(parts).includes(intent))
          throw new RequestError("invalid_request", `the bot has no intent "${intent}"`);
        await keep(id, { ...body, ...made }, storyAct(actor, "sentence.assign", id, { intent }));
      },
    }),
    route({
      method: "delete",
      path: "/stories/sentences/:id",
      summary: "Takes a decision about a sentence back: it is in the list again.",
      scope: "stories.write",
      async handle({ actor, params }) {
        const id = params["id"] ?? "";
        await records.write([{ type: "remove", kind: "sentence", id }], [storyAct(actor, "sentence.undo", id)], now());
      },
    }),
    route({
      method: "get",
      path: "/stories/corpus",
      summary: "The examples that the team has added; `causerie desk corpus` writes them into files.",
      scope: "stories.read",
      answer: corpusSchema,
      handle: async () => ({ entries: toEntries(await readDecisions(records), parts) }),
    }),
  ];
}

/** What a sentence can mean: what begins a story, and what the bot has learnt besides. */
function intentsOf({ bot }: StoryParts): string[] {
  return [...new Set([...bot.starters.keys(), ...bot.examples.map(({ intent }) => intent)])].toSorted();
}

function toEntries(decisions: ReadonlyMap<string, Decision>, parts: StoryParts): CorpusEntry[] {
  const known = new Set(intentsOf(parts));
  const learnt = new Set(parts.bot.examples.map(({ intent, text }) => JSON.stringify([intent, normalize(text)])));
  return [...decisions]
    .flatMap(([id, decision]) => {
      if (decision.type !== "example") return [];
      const { intent, language, text, by, at } = decision;
      const isLearnt = learnt.has(JSON.stringify([intent, normalize(text)]));
      return [{ id, intent, language, text, by, at, isLearnt, isKnown: known.has(intent) }];
    })
    .toSorted((a, b) => b.at - a.at);
}
