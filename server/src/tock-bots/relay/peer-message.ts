import * as v from "valibot";
import { unavailableReasons } from "#tock-bots/bot-unavailable.ts";
import { configurationSchema, responseSchema } from "#tock-bots/wire.ts";

/**
 * What processes of one server say to each other about a bot. Any of it may be lost, and a newer version may say what this one does
 * not know.
 * @module
 */

const text = v.string();
const index = v.pipe(v.number(), v.integer(), v.minValue(0));

/** A letter has at most so many parts. */
export const mostParts = 4_000;

/** `stories`: a digest of what the bot has declared. No `sockets`: the process has none any more. */
const here = v.object({
  type: v.literal("here"),
  from: text,
  sockets: v.array(v.object({ id: text, isDoubtful: v.boolean() })),
  stories: v.optional(text),
});
/** One of `count` parts of a letter. */
const part = v.object({
  type: v.literal("part"),
  from: text,
  to: text,
  id: text,
  index,
  count: v.pipe(index, v.minValue(1), v.maxValue(mostParts)),
  text,
});
/** The letter has arrived as a whole. */
const got = v.object({ type: v.literal("got"), from: text, to: text, id: text });
/** Asks who has sockets. */
const who = v.object({ type: v.literal("who"), from: text });

const peerMessageSchema = v.variant("type", [here, part, got, who]);

export type PeerMessage = v.InferOutput<typeof peerMessageSchema>;
export type Here = v.InferOutput<typeof here>;
export type Part = v.InferOutput<typeof part>;

/** `attempt`: names one asking of one socket. `index`: replies are read in their order. */
const letterSchema = v.variant("type", [
  v.object({ type: v.literal("ask"), attempt: text, socket: text, person: text, requestId: text, text }),
  /** Nobody waits for the answer any more. */
  v.object({ type: v.literal("leave"), attempt: text }),
  /** The bot has been asked. */
  v.object({ type: v.literal("sent"), attempt: text, index }),
  v.object({ type: v.literal("answer"), attempt: text, index, response: responseSchema }),
  v.object({ type: v.literal("failed"), attempt: text, index, reason: v.picklist(unavailableReasons), what: text }),
  v.object({ type: v.literal("ask_stories") }),
  v.object({ type: v.literal("stories"), configuration: configurationSchema }),
]);

/** What goes from one process to another, as a whole or not at all. */
export type Letter = v.InferOutput<typeof letterSchema>;
export type Ask = Extract<Letter, { type: "ask" }>;
export type Reply = Extract<Letter, { index: number }>;

/** Undefined for what this version does not know. */
export function readPeerMessage(message: unknown): PeerMessage | undefined {
  const read = v.safeParse(peerMessageSchema, message);
  return read.success ? read.output : undefined;
}

/** Undefined for what this version does not know. */
export function readLetter(letter: string): Letter | undefined {
  try {
    const read = v.safeParse(letterSchema, JSON.parse(letter));
    return read.success ? read.output : undefined;
  } catch {
    return undefined;
  }
}
