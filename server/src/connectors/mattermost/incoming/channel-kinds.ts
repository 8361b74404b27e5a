import { BoundedMap } from "#collections/bounded-map.ts";
import { DeliveryError } from "#channel/delivery-error.ts";
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

  /** One that Mattermost does not show, because the bot was removed from it, is none. @throws DeliveryError when Mattermost gives no answer. */
  async isDirect(channel: string, signal: AbortSignal): Promise<boolean> {
    const known = this.#kinds.get(channel) ?? (await this.#ask(channel, signal));
    this.learn(channel, known);
    return known === "D";
  }

  async #ask(channel: string, signal: AbortSignal): Promise<string> {
    const path = `channels/${encodeURIComponent(channel)}`;
    try {
      return asText((await callForObject(this.#access, { method: "GET", path, signal }))["type"]) ?? "";
    } catch (error) {
      if (error instanceof DeliveryError && error.outcome === "refused") return "";
      throw error;
    }
  }
}
