import type { Json } from "./json.ts";

/**
 * Where a person can be reached on a connector. It is stored with the conversation, and answers go there.
 *
 * Only the connector writes it, from a request whose sender it has proved. A client never sends it back: who may choose
 * the route would choose where the bot's tokens go.
 */
export type Address = {
  /** The person, as the channel knows them. With `scope: "group"`: whom the group's messages are sent to. */
  readonly user: string;
  /** One of several topics with the same person or group, e.g. a thread of Slack or Mattermost. */
  readonly thread?: string;
  /** One person, several persons who read the same messages, or a telephone call. */
  readonly scope: "direct" | "group" | "call";
  /** What the channel needs besides, e.g. `{ serviceUrl }` of Teams. The newest inbound event's route is the one used. */
  readonly route?: Readonly<Record<string, string>>;
};

/** Another name of the same person on the same channel, e.g. their telephone number beside an id that may change. */
export type Alias = { readonly type: string; readonly value: string };

/**
 * Who did something, where the channel tells more than an id. Names and pictures are for the screen, never for the
 * server's log. It is stored with the event, and a story reads it as `turn.from`.
 */
export type Identity = {
  readonly id: string;
  /**
   * The person is found by any of these, too. A connector that names the conversation which `host.findConversation` gives
   * keeps it when the id changes.
   */
  readonly aliases: readonly Alias[];
  readonly profile?: PersonProfile;
  /** What an issuer said of a signed-in person, as far as the operator lets stories see it. */
  readonly claims?: Readonly<Record<string, Json>>;
};

/**
 * What a channel knows of a person. `locale`: BCP 47. `timeZone`: a name, or an offset such as `+05:30`. `picture`: an address, which may end
 * after a while.
 */
export type PersonProfile = {
  readonly name?: string;
  readonly firstName?: string;
  readonly locale?: string;
  readonly timeZone?: string;
  readonly picture?: string;
};

/** The address of one person who speaks for themselves. */
export function direct(user: string): Address {
  return { user, scope: "direct" };
}
