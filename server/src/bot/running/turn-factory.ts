import type { HostedConnector } from "#channel/host/hosted-connector.ts";
import type { EventContent, InboundEvent } from "#channel/event.ts";
import type { Json } from "#channel/json.ts";
import type { ConversationState, StoryState } from "#conversation/conversation.ts";
import type { Lease } from "#conversation/turns.ts";
import { createRotation } from "#i18n/rotation.ts";
import type { Understanding } from "#understanding/understanding.ts";
import type { BotHost, Continuation } from "#bot/bot-host.ts";
import type { AnswerWriter } from "#bot/answering/answer-writer.ts";
import type { Progress } from "#bot/answering/progress-line.ts";
import type { Bot } from "#bot/authoring/create-bot.ts";
import { findNonJson } from "#bot/authoring/find-non-json.ts";
import { nameOf } from "#bot/authoring/intent.ts";
import type { StoryDefinition } from "#bot/authoring/story.ts";
import { dropUndefined } from "#bot/state/drop-undefined.ts";
import { matchLocale } from "#bot/state/locale.ts";
import { leaveForm } from "#bot/forms/leave-form.ts";
import { openPendingState, type PendingState, releaseCaller } from "#bot/state/pending-state.ts";
import type { IdempotentEffects } from "./idempotent-effects.ts";
import { createKeepFile } from "./keep-file.ts";
import { createReadAloud } from "./read-aloud.ts";
import type { Sendable } from "#bot/authoring/sendable.ts";
import type { Rating } from "#channel/message/message.ts";
import type { InterruptionWatch } from "./interruption-watch.ts";
import { nameTurn, type ThrewLate, type TraceStory } from "./story-scope.ts";
import { startStoryTime } from "./story-time.ts";
import type { LeftForm } from "./story-run.ts";
import { SlotRejection, StoryCall, StorySwitch } from "./switch-story.ts";
import type { Turn } from "./turn.ts";

export type TurnFactoryParts = {
  bot: Bot;
  connector: HostedConnector;
  lease: Lease;
  /** As it was before the turn. */
  state: ConversationState;
  /** What the person did. A typed choice counts as a tap. */
  content: EventContent;
  understanding: Understanding;
  pending: PendingState;
  writer: AnswerWriter;
  locale: string;
  effects: IdempotentEffects;
  interruptions: InterruptionWatch;
  history: Turn["history"];
  blobs: BotHost["blobs"];
  /** What a service of the author's has thrown. */
  report: BotHost["report"];
  revised: Turn["revised"];
  onMissing: Turn["onMissing"];
  continuation: Continuation | undefined;
  /** The forms that handlers leave, and the value that one returns to its caller, are noted here. */
  left: LeftForm[];
  returned: { value?: Json };
  now: () => number;
  stopping: AbortSignal;
  threwLate: ThrewLate | undefined;
  traceStory: TraceStory | undefined;
};

/**
 * Makes the turn of each story that runs for one event, each with a time limit of its own. Disposing ends all of these
 * limits.
 */
export class TurnFactory implements Disposable {
  readonly #parts: TurnFactoryParts;
  readonly #limits = new DisposableStack();
  readonly #scratch: Record<string, unknown> = {};
  #pending: PendingState;
  #locale: string;

  constructor(parts: TurnFactoryParts) {
    this.#parts = parts;
    this.#pending = parts.pending;
    this.#locale = parts.locale;
  }

  get pending(): PendingState {
    return this.#pending;
  }

  get locale(): string {
    return this.#locale;
  }

  /**
   * Discards what a failed story has changed, except the handover and the language: they do not depend on the story. A form
   * that was left stays left, whatever fails after that.
   */
  discardChanges(): void {
    const { handover, preferredLocale } = this.#parts.pending;
    this.#pending = { ...openPendingState(this.#parts.state), handover, preferredLocale };
    for (const { state } of this.#parts.left) leaveAgain(this.#pending, state.story);
    // The question that it was answering is still open, unless the fallback asks another one.
    this.#pending.question = this.#pending.current?.question;
  }

  /** From now on, code of a story that was left behind cannot change what is kept. */
  freezeChanges(): void {
    const isJson = findNonJson({ ...this.#pending, current: null, question: null, suspended: null }) === undefined;
    if (isJson) this.#pending = structuredClone(this.#pending);
    else this.discardChanges();
  }

  /** @param story undefined: the fallback, which is not broken off when the person writes again. */
  turnFor(story: StoryDefinition | undefined): Turn {
    const { bot, stopping, interruptions } = this.#parts;
    const limit = this.#limits.use(startStoryTime(bot, stopping));
    this.#limits.use(interruptions.breakOff(limit, { whenSuperseded: story?.whenSuperseded === "abort" }));
    return nameTurn(this.#turnUnder(limit.signal, story), {
      story: story?.id ?? "fallback",
      threwLate: this.#parts.threwLate,
      trace: this.#parts.traceStory,
    });
  }

  [Symbol.dispose](): void {
    this.#limits.dispose();
  }

  #turnUnder(signal: AbortSignal, story: StoryDefinition | undefined): Turn {
    const { connector, lease, content, understanding, writer, bot, effects, history, blobs, onMissing, now } =
      this.#parts;
    const { left, returned, continuation } = this.#parts;
    const { conversation, event } = lease;
    const pending = this.#pending;
    const locale = (): string => this.#locale;
    const keepFile = createKeepFile(blobs);
    /** A handler that was left behind has no effect any more. */
    const ifOpen = (change: () => void): void => {
      if (!signal.aborted) change();
    };
    return {
      channel: connector.channel,
      interface: connector.capabilities.interface,
      connectorId: connector.id,
      conversationId: conversation.id,
      user: {
        id: conversation.address.user,
        data: pending.user,
        linkedTo: conversation.linkedTo ?? [],
        claims: event.from?.claims,
      },
      from: whoActed(event),
      scope: conversation.address.scope,
      get locale() {
        return locale();
      },
      // An answer to a rating may have come as a tap or as words.
      event: content.type === "feedback" ? { ...event, content } : event,
      context: event.context ?? {},
      now: event.at,
      text: textOf(content),
      understanding,
      signal,
      data: pending.data,
      scratch: this.#scratch,
      rotation: createRotation(pending.rotation, conversation.id),
      timeZone: bot.timeZone,
      blobs,
      keepFile,
      readAloud: createReadAloud({
        textToSpeech: bot.textToSpeech,
        keepFile,
        report: this.#parts.report,
        conversationId: conversation.id,
        locale,
        signal,
      }),
      revised: this.#parts.revised,
      onMissing,
      messageId: tappedIn(content, writer),
      send: async (message) => {
        const question = ratingIn(message)?.question;
        if (question === undefined) return writer.send(message, signal);
        // Nobody likes to be asked twice. No message has no id.
        if (Object.hasOwn(pending.ratings, question)) return "";
        ifOpen(() => (pending.ratings[question] = {}));
        return writer.send(message, signal);
      },
      update: (messageId, message) => writer.update(messageId, message, signal),
      progress: (label) => (signal.aborted ? leftBehind : writer.progress.begin(label)),
      think: (piece) => ifOpen(() => writer.progress.think(piece)),
      waitFor: (link) => ifOpen(() => (pending.question = { link, attempts: 1 })),
      switchTo: (link) => {
        throw new StorySwitch(link);
      },
      askAgain: (slot, why = "was not accepted") => {
        throw new SlotRejection(slot, why);
      },
      cancelForm: (wanted) => {
        const form = signal.aborted ? undefined : formToCancel(pending, story, wanted?.id);
        if (form === undefined) return undefined;
        leaveForm(pending, form);
        left.push({ state: form, hasReacted: false });
        return { story: form.story, slots: structuredClone(form.slots) };
      },
      callStory: (link, { into }) => {
        throw new StoryCall(link, into);
      },
      returnValue: (value) => ifOpen(() => (returned.value = value)),
      endStory: () =>
        ifOpen(() => {
          releaseCaller(pending);
          pending.current = undefined;
          pending.question = undefined;
        }),
      expect: ({ intents }) => ifOpen(() => (pending.expected = intents.map(nameOf))),
      once: (name, effect) => effects.run(name, effect, signal),
      handover: ({ forMs = bot.handover.expiresAfter, summary, to } = {}) =>
        ifOpen(() => {
          const until = Math.min(now() + forMs, Number.MAX_SAFE_INTEGER);
          pending.handover = dropUndefined({ until, by: "story" as const, summary, to });
        }),
      forgetUser: () => ifOpen(() => (pending.forgetsUser = true)),
      profile: async () => event.from?.profile ?? (await connector.profileOf(conversation.address, signal)),
      continueIn: (channel, { dangerouslyWithoutQuestion = false } = {}) =>
        continuation?.linkTo(channel, conversation, { asks: !dangerouslyWithoutQuestion }),
      unlink: () => ifOpen(() => (pending.unlinks = true)),
      endHandover: () => ifOpen(() => (pending.handover = undefined)),
      setLocale: (wish) =>
        ifOpen(() => {
          const match = matchLocale(bot.locales, wish);
          if (match === undefined) return;
          pending.preferredLocale = match;
          this.#locale = match;
        }),
      history,
    };
  }
}

/** The panel of this conversation in which the person tapped. */
function tappedIn(content: EventContent, writer: AnswerWriter): string | undefined {
  const { messageId } = content.type === "postback" ? content : {};
  return messageId !== undefined && writer.isOwn(messageId) ? messageId : undefined;
}

/** The step of a handler that nobody waits for. */
const leftBehind: Progress = { done: () => undefined, fail: () => undefined, [Symbol.dispose]: () => undefined };

function leaveAgain(pending: PendingState, story: string): void {
  const form = [pending.current, ...pending.suspended].find((each) => each?.story === story);
  if (form !== undefined) leaveForm(pending, form);
}

/** The form that `turn.cancelForm` means. */
function formToCancel(
  { current, suspended }: PendingState,
  story: StoryDefinition | undefined,
  wanted: string | undefined,
): StoryState | undefined {
  if (wanted !== undefined) return [current, ...suspended].find((each) => each?.story === wanted);
  // The fallback has no story of its own: it means the form that waits.
  if (story === undefined && current?.question !== undefined) return current;
  const mine = current !== undefined && current.story === story?.id ? current : undefined;
  // A story without slots that has interrupted a form is not the form itself.
  return mine !== undefined && (story?.slots.length ?? 0) > 0 ? mine : (suspended.at(-1) ?? mine ?? current);
}

/** Aliases stay out of it: they are for finding people. */
function whoActed({ from, address }: InboundEvent): Turn["from"] {
  if (from === undefined) return { id: address.user };
  return { id: from.id, ...(from.profile === undefined ? {} : { profile: from.profile }) };
}

function ratingIn(message: Sendable): Rating | undefined {
  return typeof message === "object" && message !== null && "rating" in message ? message.rating : undefined;
}

/** The words of the person; empty for an event without words. */
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
    case "edited":
    case "overheard":
      return content.text;
    case "account_linking":
    case "channel_linked":
    case "channel_event":
    case "start":
    case "referral":
    case "deleted":
    case "reaction":
    case "identity_change":
    case "optin":
    case "feedback":
    case "end":
    case "handover":
    case "handover_request":
    case "notification":
    case "team_read":
    case "team":
      return "";
  }
}
