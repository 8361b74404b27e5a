import { RequestError } from "#app/errors.ts";
import type { InboundEvent } from "#channel/event.ts";
import type { ConnectorHost } from "#channel/host/connector-host.ts";
import { repromptOf, type SayingOptions, sayTurn } from "#channel/kit/speech/say-turn.ts";
import { speechWordsFor } from "#channel/kit/speech/speech-words.ts";
import type { SynchronousTurns } from "#channel/kit/speech/synchronous-turns.ts";
import type { BotMessage } from "#channel/message/message.ts";
import { type CallMessage, readCallMessages } from "./call-message.ts";
import type { Call } from "./call.ts";

/** How often in a row the bot asks again when nobody says anything. Then it hangs up: the caller has gone, or hears nothing. */
const mostSilences = 2;

/** Events of the log that are looked at for the last answer. */
const lookBack = 40;

export type CallParts<Verbs> = {
  id: string;
  channel: string;
  host: Pick<ConnectorHost, "accept" | "log" | "logger" | "now">;
  turns: SynchronousTurns;
  bounds: Omit<SayingOptions, "locale" | "keys">;
  isVerbs: (value: unknown) => value is Verbs;
};

/** What is said, and what then becomes of the call. `labels`: what the caller may say, to help a recogniser. */
export type CallAnswer<Verbs> = {
  words: string;
  labels: string[];
  verbs: Verbs[];
  dial: string | undefined;
  hangsUp: boolean;
  next: { turn: number; silences: number };
};

/** Answers what happened in a call. A call is a conversation; the caller's number is the person, where it is known. */
export async function answerCall<Verbs>(
  call: Exclude<Call, { type: "ended" }>,
  signal: AbortSignal,
  parts: CallParts<Verbs>,
): Promise<CallAnswer<Verbs>> {
  if (call.type === "silent") return await answerSilence(call, parts);
  const content = call.type === "begins" ? ({ type: "start" } as const) : call.content;
  const { messages, outcome } = await parts.turns.answer(toEvent(call, String(call.turn), content, parts), signal);
  const words = speechWordsFor(call.locale);
  const late = outcome === "late" ? words.late : "";
  const prompt = messages.length === 0 && late === "" && call.type === "begins" ? words.prompt : "";
  return sayAnswer(messages, [prompt, late], { ...call, silences: 0 }, parts);
}

/** The caller has hung up, or the platform has ended the call. */
export async function endCall<Verbs>(call: Call, parts: CallParts<Verbs>): Promise<void> {
  try {
    await parts.host.accept(toEvent(call, "end", { type: "end" }, parts));
  } catch (error) {
    // The platform reports the end of a call in several ways.
    if (!(error instanceof RequestError) || error.code !== "client_id_reused") throw error;
  }
}

async function answerSilence<Verbs>(call: Call, parts: CallParts<Verbs>): Promise<CallAnswer<Verbs>> {
  const words = speechWordsFor(call.locale);
  if (call.silences >= mostSilences) {
    await endCall(call, parts);
    return {
      words: words.goodbye,
      labels: [],
      verbs: [],
      dial: undefined,
      hangsUp: true,
      next: { turn: call.turn, silences: 0 },
    };
  }
  const turn = sayTurn(await lastMessages(call, parts), { ...parts.bounds, locale: call.locale, keys: true });
  const again = repromptOf(turn);
  return {
    words: [words.silence, again === "" ? words.prompt : again].join(" "),
    labels: turn.labels,
    verbs: [],
    dial: undefined,
    hangsUp: false,
    next: { turn: call.turn, silences: call.silences + 1 },
  };
}

/** What the bot has said last in this call. */
async function lastMessages<Verbs>(call: Call, { id, host }: CallParts<Verbs>): Promise<BotMessage[]> {
  const events = await host.log.tail(conversationOf(call, id), lookBack);
  const from = events.findLastIndex(({ type }) => type === "visitor");
  return events
    .slice(from + 1)
    .flatMap((event) => (event.type === "message" || event.type === "message.final" ? [event.message] : []));
}

function sayAnswer<Verbs>(
  messages: readonly BotMessage[],
  besides: readonly string[],
  { locale, turn, silences }: Call,
  { id, channel, host, bounds, isVerbs }: CallParts<Verbs>,
): CallAnswer<Verbs> {
  const speech = sayTurn(messages, { ...bounds, locale, keys: true });
  if (speech.cut > 0)
    host.logger.warn(
      { connector: id, letters: speech.cut },
      "an answer is longer than the platform takes: its end is not said",
    );
  const own = messages.flatMap((message): CallMessage<Verbs>[] => readCallMessages(message, channel, isVerbs).messages);
  return {
    words: [speech.words, ...besides, speech.question].filter((part) => part !== "").join("\n"),
    labels: speech.labels,
    verbs: own.flatMap(({ verbs }) => (verbs === undefined ? [] : [verbs])),
    dial: own.findLast(({ dial }) => dial !== undefined)?.dial,
    hangsUp: own.findLast(({ hangUp }) => hangUp !== undefined)?.hangUp ?? false,
    next: { turn: turn + 1, silences },
  };
}

function conversationOf({ callId }: Call, id: string): string {
  return `${id}:${callId}`;
}

/** The same turn again is the same event: the platform repeats a request that was not answered. */
function toEvent<Verbs>(
  call: Call,
  name: string,
  content: InboundEvent["content"],
  { id, host }: CallParts<Verbs>,
): InboundEvent {
  const { callId, caller = callId, locale } = call;
  return {
    id: `${callId}:${name}`,
    connectorId: id,
    conversationId: conversationOf(call, id),
    address: { user: caller, thread: callId, scope: "call" },
    at: host.now(),
    inOrder: true,
    locale,
    content,
  };
}
