import { BoundedMap } from "#collections/bounded-map.ts";
import { asText } from "#channel/kit/json-with-ids.ts";
import { callForObject, type MattermostAccess } from "#connectors/mattermost/send/call-mattermost.ts";

/** Channels whose kind is remembered. */
const mostChannels = 10_000;

/** Which channels are between the bot and one person. Many events do not say it; a channel is never changed from or to that kind. */
export class ChannelKinds {
  readonly #access: MattermostAccess;
  readonly #kinds = new BoundedMap<string, string>(mostChannels);

  constructor(access: MattermostAccess) {
    this.#access = access;
  }

  learn(channel: string, kind: string): void {
    this.#kinds.set(channel, kind);
  }

  /** @throws DeliveryError when Mattermost does not say it. */
  async isDirect(channel: string, signal: AbortSignal): Promise<boolean> {
    let kind = this.#kinds.get(channel);
    if (kind === undefined) {
      const path = `channels/${encodeURIComponent(channel)}`;
      kind = asText((await callForObject(this.#access, { method: "GET", path, signal }))["type"]) ?? "";
      this.learn(channel, kind);
    }
    return kind === "D";
  }
}
