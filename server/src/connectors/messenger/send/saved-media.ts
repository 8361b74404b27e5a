import { BoundedMap } from "#collections/bounded-map.ts";
import { limits } from "#connectors/messenger/limits.ts";
import type { SendMessage } from "./send-api.ts";

/** Files whose ids are remembered, in this process. */
const mostIds = 10_000;

/** The ids that Meta has given to files of ours: with one, Meta need not fetch the file again. */
export class SavedMedia {
  readonly #now: () => number;
  readonly #ids = new BoundedMap<string, { id: string; until: number }>(mostIds);

  constructor(now: () => number) {
    this.#now = now;
  }

  /** The message as it is sent: with the id of its file, or with the wish for one. `key`: the file; undefined: it has none. */
  prepare(message: SendMessage): { message: SendMessage; key?: string; isSaved?: boolean } {
    const { attachment } = message;
    if (attachment === undefined || attachment.type === "template" || attachment.payload.url === undefined)
      return { message };
    const { type, payload } = attachment;
    const key = `${type} ${payload.url}`;
    const saved = this.#ids.get(key);
    const isSaved = saved !== undefined && this.#now() < saved.until;
    const source = isSaved ? { attachment_id: saved.id } : { url: payload.url, is_reusable: true };
    return { message: { ...message, attachment: { type, payload: source } }, key, isSaved };
  }

  keep(key: string, id: string): void {
    this.#ids.set(key, { id, until: this.#now() + limits.upload.idMs });
  }

  forget(key: string): void {
    this.#ids.delete(key);
  }
}
