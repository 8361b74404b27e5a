import type { MessagePart } from "#channel/kit/parts/parts.ts";
import type { StoredFile } from "#channel/message/message.ts";

/** A message of texts, pictures and buttons; or a `file` of the server's own store, which is uploaded and has no parts. A button's `tap` is what it says in the person's name; empty: what it shows. */
export type PartsMessage = { readonly parts: readonly MessagePart[]; readonly file?: StoredFile };

/** A message in Rocket.Chat's own words (developer.rocket.chat, `chat.postMessage`). */
export type RocketChatMessage = {
  readonly text: string;
  readonly attachments?: readonly Readonly<Record<string, unknown>>[];
};

export type RocketChatPayload = PartsMessage | RocketChatMessage;
