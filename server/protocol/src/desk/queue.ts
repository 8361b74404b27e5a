import * as v from "valibot";
import { deskLimits } from "./limits.ts";
import { languagesSchema, skillsSchema } from "./person.ts";

const id = v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9_-]{0,49}$/));
const name = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(deskLimits.nameLength));
const clock = v.pipe(v.string(), v.regex(/^([01]\d|2[0-3]):[0-5]\d$/));

const answerMinutes = v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(10_080)));

/** From one time of day to another, both in the queue's time zone. `days`: 1 is Monday, 7 is Sunday (ISO 8601). */
export const openHoursSchema = v.object({
  days: v.pipe(v.array(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(7))), v.minLength(1)),
  from: clock,
  to: clock,
});
export type OpenHours = v.InferOutput<typeof openHoursSchema>;

/** By language (BCP 47), with the one that stands for the others under `""`. */
const localized = v.record(v.string(), v.pipe(v.string(), v.maxLength(1_000)));

/**
 * Where conversations wait for somebody of the team. `languages`, `skills`, `connectors`: those that come here unless a story names another
 * queue; none is any. `hours`: when somebody is there; left out is always. `closedText`: what the visitor gets outside of them; the conversation
 * waits all the same. `waitingText`: what the visitor gets when it begins to wait; `{position}` is their place in the queue. `ratingText`: how the visitor is asked to rate the help, when somebody of the team who had the conversation closes it. `overflow`: the queue
 * that it goes to after `overflowMinutes`. `routing`: `push` offers a conversation to one operator after the other, who have `offerSeconds` (30) to
 * take it; `pull`, and left out, is that whoever wants takes it. `firstAnswerMinutes`, `nextAnswerMinutes`: within how many minutes of its hours
 * somebody of the team is to answer for the first time, and later. Of several queues that fit, the first one by `position` is used.
 */
export const queueSchema = v.strictObject({
  id,
  name,
  position: v.number(),
  languages: languagesSchema,
  skills: skillsSchema,
  connectors: v.pipe(v.array(v.string()), v.maxLength(200)),
  timeZone: v.optional(v.string()),
  hours: v.optional(v.pipe(v.array(openHoursSchema), v.maxLength(14))),
  closedText: v.optional(localized),
  waitingText: v.optional(localized),
  ratingText: v.optional(localized),
  routing: v.optional(v.picklist(["pull", "push"])),
  offerSeconds: v.optional(v.pipe(v.number(), v.integer(), v.minValue(5), v.maxValue(600))),
  firstAnswerMinutes: answerMinutes,
  nextAnswerMinutes: answerMinutes,
  overflow: v.optional(id),
  overflowMinutes: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(10_080))),
});
export type Queue = v.InferOutput<typeof queueSchema>;

/**
 * A quick answer. `text` may hold variables: `{visitor.name}`, `{operator.name}`, `{channel.name}`, `{date}`. `channels`: for these
 * kinds of channel alone, in place of the one for all. None: for all.
 */
export const templateSchema = v.strictObject({
  id: v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{1,64}$/)),
  title: name,
  language: v.optional(v.string()),
  channels: v.optional(v.pipe(v.array(v.string()), v.maxLength(deskLimits.words))),
  text: v.pipe(v.string(), v.minLength(1), v.maxLength(deskLimits.templateLength)),
});
export type Template = v.InferOutput<typeof templateSchema>;
