import { BoundedMap } from "#collections/bounded-map.ts";
import { DeliveryError } from "#channel/delivery-error.ts";
import { asObject, asText } from "#channel/kit/json-with-ids.ts";
import { callRocketChat, type RocketChatAccess } from "./call-rocketchat.ts";

/** Accounts that are remembered. */
const most = 10_000;

/** What the connector must know of accounts: what the bot is called, and who is a bot, too. Asked once. */
export class People {
  readonly #access: RocketChatAccess;
  readonly #bots = new BoundedMap<string, boolean>(most);
  #username: string | undefined;

  constructor(access: RocketChatAccess) {
    this.#access = access;
  }

  /** @throws DeliveryError */
  async botName(signal: AbortSignal): Promise<string> {
    this.#username ??=
      asText((await callRocketChat(this.#access, { method: "GET", path: "me", signal }))["username"]) ?? "";
    return this.#username;
  }

  /** An account of which Rocket.Chat does not say it counts as a person's. */
  async isBot(user: string, signal: AbortSignal): Promise<boolean> {
    const known = this.#bots.get(user);
    if (known !== undefined) return known;
    const path = `users.info?userId=${encodeURIComponent(user)}`;
    const found = await callRocketChat(this.#access, { method: "GET", path, signal }).catch((error: unknown) => {
      if (!(error instanceof DeliveryError)) throw error;
    });
    const isBot = asObject(found?.["user"])["type"] === "bot";
    // What was not answered is asked again.
    if (found !== undefined) this.#bots.set(user, isBot);
    return isBot;
  }
}
