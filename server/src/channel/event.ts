import type { Address, Identity } from "./address.ts";
import type { Json } from "./json.ts";
import type { TeamAct } from "./team-act.ts";

/**
 * What comes in, in words that belong to no channel.
 *
 * - *connector*: one configured way in and out, e.g. one Facebook page. *Channel*: its kind, e.g. `messenger`.
 * - *conversation*: one person on one connector; its events have one order.
 * - *event*: something that person did. *Turn*: one event and the bot's answer to it.
 * @module
 */
export type InboundEvent = {
  /** The same in every redelivery of this event; unique within its conversation. */
  id: string;
  connectorId: string;
  conversationId: string;
  /** Where the answer goes. */
  address: Address;
  /** Who did it, where the channel tells more of them than the address does. */
  from?: Identity;
  /**
   * When the person acted: milliseconds since 1970. Events that wait are answered in this order, because a platform repeats
   * what it could not deliver, and then later events come first.
   */
  at: number;
  /** Events come in as the person acts, so they are answered as they come in: `at` is our own clock's. It is not stored. */
  inOrder?: true;
  /** BCP 47 tag, where the channel knows it. */
  locale?: string;
  /** What the page around the chat says of itself, such as the product it shows. Anybody can send anything here. */
  context?: Readonly<Record<string, Json>>;
  content: EventContent;
  /**
   * Where on the network it came from, not in clear, where the channel knows: what comes from one place shares what is
   * shared. It is not stored.
   */
  network?: string;
};

/** What happened, by kind: what the person did, or what was done to the conversation. */
export type EventContent =
  /**
   * `replyTo`: the message that it answers, named as its channel names it. `personal`: the channel says that the text is such a thing of
   * the person's, e.g. because they chose it from their account. `replaces`: the id of the person's last event, in place of which this is
   * said. They have written it anew, or want another answer. `meant`: what the channel itself has understood, as a voice assistant does.
   */
  | { type: "text"; text: string; replyTo?: string; personal?: "email" | "phone"; replaces?: string; meant?: Meant }
  /**
   * A tap on a button or quick reply that carries a link; `label` is what the person saw. `unproved`: the button may be
   * another program's. If no story has its link, the label counts as what the person said. `messageId`: of the panel in which
   * it was. `replaces`: as of a text.
   */
  | { type: "postback"; link: string; label: string; unproved?: true; messageId?: string; replaces?: string }
  /** The conversation was opened for the first time. */
  | { type: "start" }
  /**
   * The person came by a campaign or deep link, or by an advertisement. `ref`: empty where the channel gives none. `source`:
   * as the channel calls it, e.g. `ADS`.
   */
  | { type: "referral"; ref: string; source?: string; adId?: string }
  | { type: "attachment"; attachments: InboundAttachment[]; text?: string; transcribed?: true; replyTo?: string }
  /** A place the person shared: degrees (WGS 84). */
  | { type: "location"; latitude: number; longitude: number; title?: string }
  /**
   * The person agreed to something outside the conversation, e.g. by a plugin; `ref` says what, and may be a link. `status`: what
   * they agreed to is stopped, or goes on again. `token`: for later messages, until `expiresAt` (milliseconds since 1970).
   * `userRef`: what a site of yours called the person before they wrote.
   */
  | {
      type: "optin";
      ref: string;
      status?: "stopped" | "resumed";
      token?: string;
      expiresAt?: number;
      userRef?: string;
    }
  /**
   * What the person thinks of a message, named as its channel names it: `none` takes an earlier opinion back. With a form:
   * `question` is its id there, `score` the number that was given, and `comment` what the person wrote besides.
   */
  | {
      type: "feedback";
      value: "up" | "down" | "none" | "neutral";
      messageId?: string;
      question?: string;
      score?: number;
      comment?: string;
    }
  /**
   * The person connected their account of a site of yours, or disconnected it. `code`: what that site gave the channel, a
   * secret: the story reads it, and it is gone from the log once the event was answered.
   */
  | { type: "account_linking"; status: "linked" | "unlinked"; code?: string }
  /** What only one channel knows, as it tells it: `name` is the channel's own, e.g. `order`. */
  | { type: "channel_event"; name: string; data: Json }
  /** The person changed what they had said in `messageId`, named as its channel names it. */
  | { type: "edited"; messageId: string; text: string }
  /**
   * The person took a message back. `placeholder`: this stands in the log where the message stood, and its turn, if it still waited, says
   * nothing: the event by which it was taken back tells the stories.
   */
  | { type: "deleted"; messageId: string; placeholder?: true }
  /** The person put an emoji under a message, or took it away (`added: false`). */
  | { type: "reaction"; messageId: string; emoji: string; added: boolean }
  /** The channel gave the person another id; `previous` is the one that the conversation was held under. */
  | { type: "identity_change"; previous: string }
  /**
   * The person came from another channel by a link of `turn.continueIn`, and is known on both now. `channel`, `connectorId`: where
   * they came from. `isNew`: they were not known on both before.
   */
  | { type: "channel_linked"; channel: string; connectorId: string; isNew: boolean }
  /** The person ended the conversation. */
  | { type: "end" }
  /**
   * The conversation was handed to a person (`agent`) or back to this bot. `summary`: what those who gave it say about it, as the
   * channel passes it on.
   */
  | { type: "handover"; to: "bot" | "agent"; summary?: string }
  /** Another program, or the people behind it, would like to have the conversation. `by`: its name at the channel. */
  | { type: "handover_request"; by: string; summary?: string }
  /**
   * Said while others have the conversation, by the person or by those who answer: stories find it in `turn.history`, and nobody
   * answers it. `author`: the channel's name of the program in which an agent wrote. `pauseMs`: for so long the bot leaves the
   * conversation to the agent.
   */
  | {
      type: "overheard";
      by: "person" | "agent";
      text: string;
      attachments?: InboundAttachment[];
      author?: string;
      pauseMs?: number;
    }
  /** Not the person's doing: somebody of the site's team has read all that stands before it. `name`: as the person may see it. */
  | { type: "team_read"; name?: string }
  /** Not the person's doing: somebody of the site's team does something with the conversation, at the desk. No story runs for it. */
  | { type: "team"; act: TeamAct }
  /**
   * Not the person's doing: the bot's program speaks first, by this link. `anyTime`: with what the channel takes at any time; of
   * the rest the channel itself says whether it is too late.
   */
  | { type: "notification"; link: string; anyTime?: true };

/**
 * What a channel has understood before the bot: it counts where the bot has this intent, else the words do. `slots`: values by the names of
 * the story's slots, in words; they are read as the parameters of a link are.
 */
export type Meant = { intent: string; slots?: Readonly<Record<string, string>> };

/**
 * Something that a person sent along. Of a file `name` is cleaned: it may be shown, and saved under. `mediaType`: what its bytes are; `bytes`: how many; `alt`:
 * what the person says that it shows; `width` and `height`: pixels of a picture. A channel gives what it knows. `kind`: `image`, `audio` … as the channel calls it. `id`: the channel's or the shop's, of a
 * sticker or a product. `blob`: id of the file, where the connector has kept it (`turn.blobs`); many platforms take a `url`
 * back after a while. `scanned`: the operator's scanner has called the file clean, as that of an upload (`host.uploads`); any other is looked at
 * after its event is stored. `unscanned`: id of a file that it has not looked at yet, which stands there in place of `blob` until it is clean:
 * so nobody has the file before.
 */
export type InboundAttachment = {
  kind: string;
  url?: string;
  title?: string;
  id?: string;
  blob?: string;
  scanned?: true;
  unscanned?: string;
  name?: string;
  mediaType?: string;
  bytes?: number;
  alt?: string;
  width?: number;
  height?: number;
  /**
   * Why there is no file although the platform gave an address: it is too large, it is not the platform's, it did not come, or the message
   * has more files than are fetched. `scanner`: the scanner has refused it; `not_scanned`: the scanner gave no answer, so nobody may have it.
   */
  missing?: "too_large" | "refused" | "unreachable" | "too_many" | "scanner" | "not_scanned";
};

/** What came with files. `transcribed`: the text is what a voice note says. */
export type AttachmentContent = Extract<EventContent, { type: "attachment" }>;

/** What was heard is understood like what is typed. */
export function asSpoken(content: EventContent): EventContent {
  if (content.type !== "attachment" || content.transcribed !== true || content.text === undefined) return content;
  return { type: "text", text: content.text };
}

/** Whether the person says or asks for something; all else happens beside the conversation. */
export function isSpeech({ type }: EventContent): boolean {
  return type === "text" || type === "postback" || type === "attachment" || type === "location";
}

/** Whether the bot may have something to say to it. Whatever else comes happens between the person and others. */
export function isForBot(content: EventContent): boolean {
  return (
    content.type !== "overheard" &&
    content.type !== "team_read" &&
    content.type !== "team" &&
    !(content.type === "handover" && content.to === "agent")
  );
}

/** Whether the event came from the address that it names. What the site does only looks it up, and it may be old by then. */
export function comesFromAddress({ type }: EventContent): boolean {
  return type !== "notification" && type !== "team_read" && type !== "team";
}
