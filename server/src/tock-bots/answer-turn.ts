import { randomUUID } from "node:crypto";
import * as v from "valibot";
import { AuthorError } from "#app/errors.ts";
import type { RemoteQuestion } from "#bot/authoring/remote-bot.ts";
import type { Sendable } from "#bot/authoring/sendable.ts";
import type { Turn } from "#bot/running/turn.ts";
import type { Json } from "#channel/json.ts";
import { encodeLink, type LinkParams } from "#channel/message/link.ts";
import type { BotLog } from "./bot-log.ts";
import { entitiesAfter, entitiesForTurn } from "#tock-bots/question/entities.ts";
import { pickTockStory, type TockPosition } from "./pick-tock-story.ts";
import { type BotRequest, toContext } from "#tock-bots/question/request.ts";
import { sayAnswers } from "#tock-bots/answer/say-answers.ts";
import type { TockBotSettings } from "./tock-bot-options.ts";
import { askBot, type Transports } from "#tock-bots/transport/transport.ts";
import type { createTranslator } from "#tock-bots/answer/translate.ts";
import { entitySchema, type I18nText, type TockEntity, type TockStory } from "./wire.ts";

export type TurnParts = {
  settings: TockBotSettings;
  /** What the bot has declared so far. */
  stories: () => readonly TockStory[] | undefined;
  transports: Transports;
  translate: ReturnType<typeof createTranslator>;
  log: BotLog;
};

/** A bot that sends its own stories to each other without end must not do so for ever. */
const mostSwitches = 5;

/** Where the person is in the bot's stories, and what it knows of them. Kept with the conversation, under the bot's name. */
type Memory = { position?: TockPosition | undefined; entities: TockEntity[] };

const memorySchema = v.object({
  position: v.optional(v.object({ storyId: v.string(), step: v.optional(v.string()) })),
  entities: v.array(entitySchema),
});

/** Asks the bot, says what it answers, and keeps what it is to know next time. */
export async function* answerTurn(
  turn: Turn,
  question: RemoteQuestion,
  { settings, stories, transports, translate, log }: TurnParts,
): AsyncGenerator<Sendable, void> {
  const { id, namespace, timeoutMs, emptyEntities } = settings;
  const key = `tockBot:${id}`;
  const memory = readMemory(turn.data[key]);
  const asked = { ...question, ...eventIntent(turn, settings, question) };
  const first = pickTockStory({ stories: stories(), current: memory.position, intent: asked.intent, step: asked.step });
  const shared = { message: messageOf(turn, asked), context: await contextOf(turn, settings) };
  let { intent, position } = first;
  let entities = entitiesForTurn(memory.entities, turn.understanding.entities, { namespace, timeZone: turn.timeZone });
  for (let switches = 0; switches <= mostSwitches; switches += 1) {
    const request = { requestId: randomUUID(), botRequest: toRequest(intent, position, entities, shared) };
    const responses = askBot(request, turn.user.id, {
      bot: id,
      transports,
      silenceMs: timeoutMs,
      log,
      signal: turn.signal,
    });
    const target = yield* sayAnswers(responses, {
      channel: turn.channel,
      words: (label) => wordsOf(label, turn, translate),
      log,
      answered: ({ storyId, step, entities: list }) => {
        entities = entitiesAfter(entities, list, emptyEntities === "keep");
        if (storyId && storyId !== position.storyId) position = { storyId };
        if (step) position = { ...position, step };
      },
    });
    turn.data[key] = { position, entities } as unknown as Json;
    if (target === undefined) return;
    const next = stories()?.find(({ name }) => name === target.storyId);
    // It is none of the bot's own stories, so it is one of this server.
    if (next === undefined) turn.switchTo(encodeLink(target.storyId));
    intent = target.intent ?? next.mainIntent;
    position = { storyId: next.name };
  }
  throw new AuthorError(`the bot "${id}" switches from story to story more than ${mostSwitches} times in one turn`);
}

function readMemory(kept: Json | undefined): Memory {
  const read = v.safeParse(memorySchema, kept);
  if (!read.success) return { entities: [] };
  const { position, entities } = read.output;
  if (position === undefined) return { entities };
  const { storyId, step } = position;
  return { position: step === undefined ? { storyId } : { storyId, step }, entities };
}

function toRequest(
  intent: string,
  { storyId, step }: TockPosition,
  entities: TockEntity[],
  shared: Pick<BotRequest, "message" | "context">,
): BotRequest {
  return { intent, entities, storyId, ...(step === undefined ? {} : { step }), ...shared };
}

/** An event is the intent that the options name for it. */
function eventIntent({ event }: Turn, { events }: TockBotSettings, { intent }: RemoteQuestion): { intent?: string } {
  const named = (events as Readonly<Record<string, string>>)[event.content.type];
  return intent === undefined && named !== undefined ? { intent: named } : {};
}

/** A tap keeps the whole of its link, with Tock's reserved parameters. Words stay words, also when they mean an intent. */
function messageOf(turn: Turn, { intent, step, params }: RemoteQuestion): BotRequest["message"] {
  const { content } = turn.event;
  const isWords = turn.understanding.source !== "link" && turn.understanding.source !== "choice" && turn.text !== "";
  if (isWords || intent === undefined) return { type: "text", text: turn.text };
  const payload = content.type === "postback" ? content.link : encodeLink(intent, params as LinkParams, step);
  return { type: "choice", payload, ...(turn.text === "" ? {} : { text: turn.text }) };
}

async function contextOf(turn: Turn, { id, namespace, history }: TockBotSettings): Promise<BotRequest["context"]> {
  return toContext({
    namespace,
    botId: id,
    channel: turn.channel,
    interface: turn.interface,
    connectorId: turn.connectorId,
    userId: turn.user.id,
    locale: turn.locale,
    timeZone: turn.timeZone,
    profile: await turn.profile(),
    context: turn.context,
    history: history === 0 ? undefined : await turn.history(history),
  });
}

function wordsOf(
  label: I18nText | null | undefined,
  { locale, timeZone }: Turn,
  translate: TurnParts["translate"],
): string | undefined {
  const said = label === null || label === undefined ? "" : translate(label, locale, timeZone);
  return said.trim() === "" ? undefined : said;
}
