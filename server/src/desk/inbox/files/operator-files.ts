import type { DeskUpload, DeskUploadWish } from "@causerie/protocol/desk";
import { RequestError } from "#app/errors.ts";
import type { UploadBounds, Uploads } from "#channel/host/uploads.ts";
import { mediaTypeOf } from "#channel/media-types.ts";
import type { StoredFile } from "#channel/message/message.ts";
import type { RateLimit } from "#channel/host/limits.ts";
import { noSuchConversation } from "#desk/inbox/team-event.ts";
import { mostBytesOf, type SendingConnector, sentByChannel } from "./sent-by-channel.ts";

export type FileParts = {
  /** Undefined: there is no such conversation. */
  connectorOf(conversationId: string): Promise<SendingConnector | undefined>;
  uploads(connectorId: string, bounds: UploadBounds): Uploads;
  /** Files that one person may begin to send. */
  limit: RateLimit;
};

/** Milliseconds that a file is kept which is neither sent nor goes on. */
const keepMs = 86_400_000;

/** Files that operators send: the same pieces, checks and scanner as of what visitors send. */
export class OperatorFiles {
  readonly #parts: FileParts;

  constructor(parts: FileParts) {
    this.#parts = parts;
  }

  /** @throws RequestError `unsupported`, `file_refused`, `too_large`, `rate_limited`, `client_id_reused` */
  async begin(conversationId: string, personId: string, wish: DeskUploadWish): Promise<DeskUpload> {
    await this.#parts.limit(personId);
    const { uploads, connector } = await this.#open(conversationId);
    const most = mostBytesOf(connector, mediaTypeOf(wish.mediaType, wish.name) ?? "");
    if (most > 0 && wish.bytes > most)
      throw new RequestError("too_large", `this channel takes files of this type up to ${most} bytes`);
    // A visitor has uploads of the same conversation: nobody finds the other's by a name that they have chosen.
    const begun = await uploads.begin(conversationId, { ...wish, clientId: `desk ${personId} ${wish.clientId}` });
    return toUpload(begun, personId);
  }

  /** @throws RequestError `not_found`, `offset_mismatch`, `too_large`, `invalid_request`, `file_refused` */
  async append(
    conversationId: string,
    personId: string,
    upload: string,
    offset: number,
    content: AsyncIterable<Uint8Array>,
  ): Promise<DeskUpload> {
    const { uploads } = await this.#open(conversationId);
    return toUpload(await uploads.append(conversationId, ownId(upload, personId), offset, content), personId);
  }

  async drop(conversationId: string, personId: string, upload: string): Promise<void> {
    const { uploads } = await this.#open(conversationId);
    await uploads.drop(conversationId, ownId(upload, personId));
  }

  /**
   * The file of an upload that is complete. It stays an upload until it expires, so that the same act can be done again.
   * @throws RequestError `not_found`, `invalid_request`, `file_refused`, `unavailable` while nobody knows whether it is clean
   */
  async complete(conversationId: string, personId: string, upload: string): Promise<StoredFile> {
    const { uploads } = await this.#open(conversationId);
    const { attachments } = await uploads.take(conversationId, [{ uploadId: ownId(upload, personId) }]);
    const { blob, name = "file", mediaType = "application/octet-stream", bytes = 0 } = attachments[0] ?? {};
    if (blob === undefined) throw new RequestError("not_found", "the file is gone: upload it again");
    return { blob, name, mediaType, bytes };
  }

  async #open(conversationId: string): Promise<{ uploads: Uploads; connector: SendingConnector }> {
    const connector = await this.#parts.connectorOf(conversationId);
    if (connector === undefined) throw noSuchConversation();
    const sent = sentByChannel(connector);
    if (sent === undefined) throw new RequestError("unsupported", "this channel takes no files");
    const bounds = { ...sent, keepMs, count: () => undefined };
    return { uploads: this.#parts.uploads(connector.id, bounds), connector };
  }
}

/** Its id with whose it is: an id that leaks is of no use to a colleague either. */
function toUpload({ id, bytes, received }: DeskUpload, personId: string): DeskUpload {
  return { id: `${id}.${personId}`, bytes, received };
}

function ownId(upload: string, personId: string): string {
  const end = `.${personId}`;
  if (!upload.endsWith(end)) throw new RequestError("not_found", "there is no such upload: begin it anew");
  return upload.slice(0, -end.length);
}
