import type { Connector } from "#channel/connector.ts";
import type { EventContent } from "#channel/event.ts";
import type { Json } from "#channel/json.ts";
import type { Lease, Turns } from "#conversation/turns.ts";
import type { Interruptions } from "#conversation/interruptions.ts";
import { createRotation } from "#i18n/rotation.ts";
import type { Understanding } from "#understanding/understanding.ts";
import type { AnswerWriter } from "./answer-writer.ts";
import type { Bot } from "./create-bot.ts";
import { findNonJson } from "./find-non-json.ts";
import { nameOf } from "./intent.ts";
import { chooseLocale } from "./locale.ts";
import type { StoryDefinition } from "./story.ts";
import { StorySwitch } from "./switch-story.ts";
import { TimeLimit } from "./time-limit.ts";
import type { Turn } from "./turn.ts";
import type { TurnDraft } from "./turn-draft.ts";

export type OpenTurnParts = {
  bot: Bot;
  connector: Connector;
  lease: Lease;
  /** What the person did, a typed choice counting as a tap. */
  content: EventContent;
  understanding: Understanding;
  draft: TurnDraft;
  writer: AnswerWriter;
  locale: string;
  turns: Pick<Turns, "noted" | "note">;
  interruptions: Interruptions;
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
  #locale: string;

  constructor(parts: OpenTurnParts) {
    this.#parts = parts;
    this.#locale = parts.locale;
  }

  get locale(): string {
    return this.#locale;
  }

  /** @param story undefined: the fallback, which is not broken off when the person writes again. */
  turnFor(story: StoryDefinition | undefined): Turn {
    const { bot, stopping, interruptions, lease } = this.#parts;
    const limit = this.#limits.use(new TimeLimit(bot.storyTimeout, stopping));
    this.#limits.use(
      interruptions.watch(lease.conversation.id, (why) => {
        if (why === "stopped" || story?.whenSuperseded === "abort") limit.breakOff(why);
      }),
    );
    return this.#turnUnder(limit.signal);
  }

  [Symbol.dispose](): void {
    this.#limits.dispose();
  }

  #turnUnder(signal: AbortSignal): Turn {
    const { connector, lease, content, understanding, draft, writer, bot, history, missing, now } = this.#parts;
    const { conversation, event } = lease;
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
        // eslint-disable-next-line typescript/only-throw-error -- it is no error; see StorySwitch
        throw new StorySwitch(link);
      },
      expect: ({ intents }) => ifOpen(() => (draft.expected = intents.map(nameOf))),
      once: (name, effect) => this.#once(name, effect),
      handover: ({ forMs = bot.handover.expiresAfter } = {}) =>
        ifOpen(() => (draft.handover = { until: Math.min(now() + forMs, Number.MAX_SAFE_INTEGER) })),
      endHandover: () => ifOpen(() => (draft.handover = undefined)),
      setLocale: (wish) =>
        ifOpen(() => {
          draft.spoken = wish;
          this.#locale = chooseLocale(bot.locales, wish, this.#locale);
        }),
      history,
    };
  }

  async #once<Value extends Json | void>(
    name: string,
    effect: (key: string) => Promise<Value> | Value,
  ): Promise<Value> {
    const { turns, lease } = this.#parts;
    const noted = await turns.noted(lease);
    if (Object.hasOwn(noted, name)) return fromNote(noted[name]) as Value;
    const value = await effect(`${lease.conversation.id}/${lease.seq}/${name}`);
    if (findNonJson(value) !== undefined)
      throw new TypeError(`turn.once("${name}"): what the effect returns must be plain JSON, to be remembered`);
    await turns.note(lease, name, toNote(value));
    return value;
  }
}

/** JSON has no undefined; a note has a value or not. */
function toNote(value: Json | void): Json {
  return value === undefined ? {} : { value };
}

function fromNote(note: Json | undefined): Json | undefined {
  return typeof note === "object" && note !== null && "value" in note ? note["value"] : undefined;
}

/** What the person said, in words. */
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
