/**
 * What a channel can do, as data: the host paces and streams by it, the contract suite checks what is rendered against
 * it, and `causerie check` prints it. All lengths are UTF-16 units unless `unit` says otherwise.
 */
export type Capabilities = {
  /** `sync`: the answer travels in the response to the request; after `deadlineMs` nobody reads it any more. */
  readonly reply: { readonly type: "async" } | { readonly type: "sync"; readonly deadlineMs: number };
  /** Whether the bot may speak first. `window`: within `ms` after the person's last act. */
  readonly proactive: { readonly type: "always" | "never" } | { readonly type: "window"; readonly ms: number };
  readonly text: { readonly max: number; readonly unit?: "chars" | "bytes"; readonly formats: readonly TextFormat[] };
  /** Choices that stay with a message. */
  readonly buttons?: ChoiceLimits;
  /** Choices under the newest message only. */
  readonly quickReplies?: ChoiceLimits;
  readonly list?: { readonly rows: number; readonly title: number; readonly description: number };
  readonly carousel?: { readonly cards: number };
  /** Kinds of files that can be sent, and the largest size in bytes. */
  readonly media?: Partial<Readonly<Record<"image" | "video" | "audio" | "file", { readonly maxBytes: number }>>>;
  readonly typing: boolean;
  /** How a text is shown while it is written: as it grows, by editing the message, or paragraph by paragraph. */
  readonly stream: "native" | "edit" | "paragraphs";
  /** Shows ratings in a way of its own. Other channels get them as quick replies. */
  readonly ratings?: boolean;
  /** People can change their last message, and ask for another answer to it. */
  readonly revisions?: boolean;
  readonly groups: boolean;
  /**
   * After the channel has handed a conversation to another app it delivers what the person says to that app only: whatever
   * comes in after that means that the bot has the conversation again.
   */
  readonly deliversOnlyInControl?: boolean;
  readonly interface: "text" | "voice";
  /** What the platform allows. The outbox keeps to it, so that no message is refused for it. */
  readonly rate?: {
    /** Messages of this connector in a second. */
    readonly perSecond?: number;
    /** Milliseconds between two messages to one person. */
    readonly perRecipientMs?: number;
  };
};

/** How a channel marks bold, links and lists; `plain`: not at all. */
export type TextFormat = "plain" | "markdown" | "mrkdwn" | "html";

/** `count` choices at most, labels of at most `label`, and what a tap brings back of at most `value` units. */
export type ChoiceLimits = { readonly count: number; readonly label: number; readonly value?: number };

/** Whether the bot may speak first to somebody who last did something at `actedAt` (undefined: never). */
export function maySpeakFirst(
  { proactive }: Pick<Capabilities, "proactive">,
  actedAt: number | undefined,
  now: number,
): boolean {
  switch (proactive.type) {
    case "always":
      return true;
    case "never":
      return false;
    case "window":
      return actedAt !== undefined && now - actedAt < proactive.ms;
  }
}
