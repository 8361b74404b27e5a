import type { MessagePart } from "#channel/kit/parts/parts.ts";
import type { StoredFile } from "#channel/message/message.ts";

/** A message of texts, pictures and buttons. `file`: of the server's own store, which is uploaded. A button's `tap` is what it says in the person's name; empty: what it shows. */
export type PartsMessage = { readonly parts: readonly MessagePart[]; readonly file?: StoredFile };

/** A message in Rocket.Chat's own words (developer.rocket.chat, `chat.postMessage`). */
export type RocketChatMessage = {
  readonly text: string;
  readonly attachments?: readonly Readonly<Record<string, unknown>>[];
};

export type RocketChatPayload = PartsMessage | RocketChatMessage;
