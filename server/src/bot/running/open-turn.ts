import type { Connector } from "#channel/connector.ts";
import type { EventContent } from "#channel/event.ts";
import type { ConversationState } from "#conversation/conversation.ts";
import type { Lease } from "#conversation/turns.ts";
import { createRotation } from "#i18n/rotation.ts";
import type { Understanding } from "#understanding/understanding.ts";
import type { AnswerWriter } from "#bot/answering/answer-writer.ts";
import type { Bot } from "#bot/authoring/create-bot.ts";
import { findNonJson } from "#bot/authoring/find-non-json.ts";
import { nameOf } from "#bot/authoring/intent.ts";
import type { InterruptionWatch } from "./interruption-watch.ts";
import { matchLocale } from "#bot/state/locale.ts";
import type { Once } from "./once.ts";
import type { StoryDefinition } from "#bot/authoring/story.ts";
import { SlotRejection, StorySwitch } from "./switch-story.ts";
import { startStoryTime, TurnBrokenOff } from "./story-time.ts";
import type { Turn } from "./turn.ts";
import { openDraft, type TurnDraft } from "#bot/state/turn-draft.ts";

export type OpenTurnParts = {
  bot: Bot;
  connector: Connector;
  lease: Lease;
  /** As it was before the turn. */
  state: ConversationState;
  /** What the person did, a typed choice counting as a tap. */
  content: EventContent;
  understanding: Understanding;
  draft: TurnDraft;
  writer: AnswerWriter;
  locale: string;
  once: Once;
  interruptions: InterruptionWatch;
  history: Turn["history"];
  missing: Turn["onMissing"];
  now: () => number;
  stopping: AbortSignal;
};

/** Hands out the turn to one story after another, each under its own clock. Disposing ends all clocks. */
export class TurnDesk implements Disposable {
  readonly #parts: OpenTurnParts;
  readonly #limits = new DisposableStack();
  readonly #scratch: Record<string, unknown> = {};
  #draft: TurnDraft;
  #locale: string;

  constructor(parts: OpenTurnParts) {
    this.#parts = parts;
    this.#draft = parts.draft;
    this.#locale = parts.locale;
  }

  get draft(): TurnDraft {
    return this.#draft;
  }

  get locale(): string {
    return this.#locale;
  }

  /** What the failed story has changed is void; whose the conversation is, and in which language, is not its doing. */
  startOver(): void {
    const { handover, spoken } = this.#parts.draft;
    this.#draft = { ...openDraft(this.#parts.state), handover, spoken };
    // The question it was answering is still open, unless the fallback asks another one.
    this.#draft.question = this.#draft.current?.question;
  }

  /** From here on nobody who was left behind can change what is kept. */
  keepSoFar(): void {
    const isKeepable = findNonJson({ ...this.#draft, current: null, question: null, suspended: null }) === undefined;
    if (isKeepable) this.#draft = structuredClone(this.#draft);
    else this.startOver();
  }

  /** @param story undefined: the fallback, which is not broken off when the person writes again. */
  turnFor(story: StoryDefinition | undefined): Turn {
    const { bot, stopping, interruptions } = this.#parts;
    const limit = this.#limits.use(startStoryTime(bot, stopping));
    this.#limits.use(
      interruptions.onBreak(story?.whenSuperseded === "abort", (why) => limit.abort(new TurnBrokenOff(why))),
    );
    return this.#turnUnder(limit.signal);
  }

  [Symbol.dispose](): void {
    this.#limits.dispose();
  }

  #turnUnder(signal: AbortSignal): Turn {
    const { connector, lease, content, understanding, writer, bot, once, history, missing, now } = this.#parts;
    const { conversation, event } = lease;
    const draft = this.#draft;
    const locale = (): string => this.#locale;
    /** What a handler that was left behind still asks for has no effect. */
    const ifOpen = (change: () => void): void => {
      if (!signal.aborted) change();
    };
    return {
      channel: connector.channel,
      interface: connector.interface ?? "text",
      connectorId: connector.id,
      conversationId: conversation.id,
      user: { id: conversation.userId, data: draft.user },
      get locale() {
        return locale();
      },
      event,
      now: event.at,
      text: textOf(content),
      understanding,
      signal,
      data: draft.data,
      scratch: this.#scratch,
      rotation: createRotation(draft.rotation, conversation.id),
      timeZone: bot.timeZone,
      onMissing: missing,
      send: (message) => writer.send(message, signal),
      waitFor: (link) => ifOpen(() => (draft.question = { link, attempts: 1 })),
      switchTo: (link) => {
        throw new StorySwitch(link);
      },
      askAgain: (slot, why = "was not accepted") => {
        throw new SlotRejection(slot, why);
      },
      endStory: () =>
        ifOpen(() => {
          draft.current = undefined;
          draft.question = undefined;
        }),
      expect: ({ intents }) => ifOpen(() => (draft.expected = intents.map(nameOf))),
      once: (name, effect) => once.run(name, effect, signal),
      handover: ({ forMs = bot.handover.expiresAfter } = {}) =>
        ifOpen(() => (draft.handover = { until: Math.min(now() + forMs, Number.MAX_SAFE_INTEGER) })),
      endHandover: () => ifOpen(() => (draft.handover = undefined)),
      setLocale: (wish) =>
        ifOpen(() => {
          const spoken = matchLocale(bot.locales, wish);
          if (spoken === undefined) return;
          draft.spoken = spoken;
          this.#locale = spoken;
        }),
      history,
    };
  }
}

/** What the person said, in words; empty where they said none. */
function textOf(content: EventContent): string {
  switch (content.type) {
    case "text":
      return content.text;
    case "postback":
      return content.label;
    case "attachment":
      return content.text ?? "";
    case "location":
      return content.title ?? "";
    case "start":
    case "referral":
    case "optin":
    case "feedback":
    case "end":
    case "handover":
    case "notification":
      return "";
  }
}
