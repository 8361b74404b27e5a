import * as v from "valibot";

const day = v.pipe(v.string(), v.regex(/^\d{4}-\d{2}-\d{2}$/), v.isoDate());
const count = v.number();
const ms = v.optional(v.number());

/** Tables that can be had as CSV. */
export const figureTables = [
  "days",
  "answers",
  "stories",
  "follows",
  "paths",
  "questions",
  "opinions",
  "outcomes",
  "failures",
  "operators",
] as const;
export type FigureTable = (typeof figureTables)[number];

/**
 * Which figures: from the beginning of the day `from` to the end of the day `to`, both as `2026-11-30`, in `zone` (IANA, default UTC); at most 366 days. `connector`: one
 * of them. `channel`: all of one kind, e.g. `messenger`.
 */
export const figuresQuerySchema = v.object({
  from: day,
  to: day,
  zone: v.optional(v.pipe(v.string(), v.maxLength(64))),
  connector: v.optional(v.pipe(v.string(), v.maxLength(200))),
  channel: v.optional(v.pipe(v.string(), v.maxLength(200))),
});
export type FiguresQuery = v.InferOutput<typeof figuresQuerySchema>;

/**
 * How long something took. `p50` and `p90`: milliseconds, to within 5 %; missing where nothing was counted. `buckets`: the same as counts, each up to and
 * with so many milliseconds.
 */
const timesSchema = v.object({
  count,
  p50: ms,
  p90: ms,
  buckets: v.array(v.object({ upTo: v.number(), count })),
});
export type Times = v.InferOutput<typeof timesSchema>;

/**
 * What happened in these days. `conversations` end with half an hour in which nothing is said (a day, where the team has them), so one visitor may have
 * several. `byBotAlone`: those that no person had or was asked for.
 *
 * `follows`: which story follows which; `from` is empty for the first one. `paths`: by the first five stories. `questions`: how often each was asked,
 * and how often the person said nothing more in that conversation (`left`). `opinions`: `question` is empty for thumbs; `answer` is a number of a scale, or `up`,
 * `down`, `neutral`. `operators`: `openMean` and `openMost` are conversations that they had open at the same time.
 *
 * All of it is counted behind the conversations, and some seconds late.
 */
export const figuresSchema = v.object({
  from: v.string(),
  to: v.string(),
  zone: v.string(),
  connectors: v.array(v.object({ id: v.string(), name: v.string(), channel: v.string() })),
  days: v.array(
    v.object({ day: v.string(), conversations: count, byBotAlone: count, visitor: count, bot: count, team: count }),
  ),
  totals: v.object({
    conversations: count,
    byBotAlone: count,
    visitor: count,
    bot: count,
    team: count,
    comments: count,
  }),
  firstAnswer: v.object({ bot: timesSchema, team: timesSchema }),
  stories: v.array(v.object({ story: v.string(), count })),
  follows: v.array(v.object({ from: v.string(), to: v.string(), count })),
  paths: v.array(v.object({ path: v.array(v.string()), count })),
  questions: v.array(v.object({ story: v.string(), step: v.string(), slot: v.string(), asked: count, left: count })),
  opinions: v.array(v.object({ question: v.string(), answer: v.string(), count })),
  outcomes: v.array(v.object({ outcome: v.string(), count })),
  failures: v.array(v.object({ connector: v.string(), cause: v.string(), count })),
  operators: v.array(
    v.object({
      id: v.string(),
      name: v.string(),
      conversations: count,
      answers: count,
      p50: ms,
      p90: ms,
      openMean: v.optional(v.number()),
      openMost: v.optional(v.number()),
    }),
  ),
});
export type Figures = v.InferOutput<typeof figuresSchema>;
