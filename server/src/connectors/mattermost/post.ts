import type { MessagePart } from "#channel/kit/parts/parts.ts";
import type { StoredFile } from "#channel/message/message.ts";

/** A post of texts, pictures and buttons. `file`: of the server's own store, which is uploaded. A button's `tap` is a choice, or a token that stands for one. */
export type PartsPost = { readonly parts: readonly MessagePart[]; readonly file?: StoredFile };

/** A post in Mattermost's own words: `message` is Markdown, `props` hold attachments or blocks. */
export type MattermostMessage = {
  readonly message: string;
  readonly props?: Readonly<Record<string, unknown>>;
};

export type MattermostPayload = PartsPost | MattermostMessage;

/** In the props of each of our posts: the id of its delivery, which Mattermost says back with it. */
export const deliveryProp = "causerie_delivery";
