import { stream } from "#bot/authoring/messages.ts";
import type { Sendable } from "#bot/authoring/sendable.ts";
import { checkMessage } from "#bot/answering/check-message.ts";
import type { BotMessage } from "#channel/message/message.ts";
import type { BotLog } from "#tock-bots/bot-log.ts";
import { AnswerMetadata, isMetadata, streamKey } from "./answer-metadata.ts";
import { toCustomMessages } from "./to-custom-messages.ts";
import { type Mapped, toDelay, toMessages, type Words } from "./to-messages.ts";
import { readMessage, type TockMessage, type TockResponse, type Unusable } from "#tock-bots/wire.ts";

/** The story that the bot wants to go on with. */
export type StorySwitch = { storyId: string; intent: string | undefined };

export type SayOptions = {
  channel: string;
  words: Words;
  log: BotLog;
  /** Called with each answer, before its messages are said. */
  answered: (response: TockResponse) => void;
};

/** Says what a bot answers, as it comes. @returns the story that it wants to go on with, if it does. */
export async function* sayAnswers(
  responses: AsyncIterable<TockResponse>,
  options: SayOptions,
): AsyncGenerator<Sendable, StorySwitch | undefined> {
  const metadata = new AnswerMetadata(options.log);
  const messages = messagesOf(responses, metadata, options);
  let target: StorySwitch | undefined;
  try {
    for (let next = await messages.next(); next.done !== true; next = await messages.next()) {
      const message = next.value;
      if (isStream(message, "true")) {
        const after: TockMessage[] = [];
        yield stream(pieces(messages, after, options), { metadata: () => metadata.take().metadata ?? {} });
        for (const each of after) {
          target = switchOf(each) ?? target;
          yield* shown(each, metadata, options);
        }
      } else {
        target = switchOf(message) ?? target;
        yield* shown(message, metadata, options);
      }
    }
    metadata.end();
  } finally {
    await messages.return(undefined);
  }
  return target;
}

/** The messages of all answers in one line. What is none is named in the log, and the others are said. */
async function* messagesOf(
  responses: AsyncIterable<TockResponse>,
  metadata: AnswerMetadata,
  { answered, log }: SayOptions,
): AsyncGenerator<TockMessage, undefined> {
  for await (const response of responses) {
    answered(response);
    const messages = response.messages.flatMap((each): TockMessage[] => {
      const message = readMessage(each);
      if (!("why" in message)) return [message];
      log.warn(factsOf(message), "a message of a bot cannot be read; it was left out");
      return [];
    });
    metadata.add(messages);
    yield* messages;
  }
  return undefined;
}

function factsOf({ why, kind }: Unusable): Record<string, string> {
  return kind === undefined ? { why } : { why, kind };
}

/** The text that grows. What is no text waits until it is whole. */
async function* pieces(
  messages: AsyncGenerator<TockMessage, undefined>,
  after: TockMessage[],
  { words, log }: SayOptions,
): AsyncGenerator<string, void> {
  // By hand, because a loop over them would end them for those who read on.
  for (let next = await messages.next(); next.done !== true; next = await messages.next()) {
    const message = next.value;
    if (isStream(message, "false")) return;
    if (message.type !== "sentence") after.push(message);
    else {
      yield message.text.text.trim() === "" ? message.text.text : (words(message.text) ?? "");
      if ((message.suggestions ?? []).length > 0) log.warn({ loss: "suggestions_while_streaming" }, lost);
    }
  }
}

const lost = "a part of a bot's message cannot be shown";

function isStream(message: TockMessage, value: "true" | "false"): boolean {
  return message.type === "event" && message.key === streamKey && message.value === value;
}

function switchOf(message: TockMessage): StorySwitch | undefined {
  if (message.type !== "action" && message.type !== "SWITCH_STORY") return undefined;
  const { switch_story_id: storyId, starter_intent: intent } = message.parameters;
  return storyId === null || storyId === undefined ? undefined : { storyId, intent: intent ?? undefined };
}

function* shown(message: TockMessage, metadata: AnswerMetadata, options: SayOptions): Generator<BotMessage, void> {
  const { log } = options;
  const { messages, losses } = map(message, options);
  for (const loss of losses) log.warn({ loss }, lost);
  for (const each of messages) if (isMessage(each, log)) yield { ...each, ...metadata.take() };
}

/** What is too long or has no form would end the turn, and what the bot has said beside it would be lost. */
function isMessage(message: BotMessage, log: BotLog): boolean {
  try {
    checkMessage(message);
    return true;
  } catch {
    log.warn({ loss: "not_a_message", kind: message.type }, lost);
    return false;
  }
}

function map(message: TockMessage, { channel, words, log }: SayOptions): Mapped {
  switch (message.type) {
    case "sentence":
    case "card":
    case "carousel":
      return toMessages(message, words);
    case "custom": {
      const { messages, losses } = toCustomMessages(message.message, channel);
      const delay = toDelay(message.delay);
      return { messages: messages.map((each, index) => (index === 0 ? { ...each, ...delay } : each)), losses };
    }
    case "event":
      // Metadata is read with its frame, and the end of a stream that has not begun is no loss.
      return { messages: [], losses: isMetadata(message) ? [] : ["event"] };
    case "debug":
      log.info({}, "a bot has sent a message for its developers; it is not shown");
      return { messages: [], losses: [] };
    case "action":
    case "SWITCH_STORY":
      return { messages: [], losses: [] };
  }
}
