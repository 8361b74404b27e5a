import { DeliveryError } from "#channel/delivery-error.ts";
import { asText } from "#channel/kit/json-with-ids.ts";
import { callForObject, type MattermostAccess } from "./call-mattermost.ts";

/** The bot at Mattermost. `isBot`: it is a bot account, and no person's. */
export type Me = { readonly id: string; readonly username: string; readonly isBot: boolean };

/** What the server can: `version` is for people, `hasBlocks` says which form buttons have. */
export type ServerFacts = { readonly version: string; readonly hasBlocks: boolean };

/** Milliseconds after which the server is asked again: it may have been upgraded. */
const knownMs = 10 * 60_000;

/** Who the bot is and what its server can, asked once and remembered for a while. */
export class Account {
  readonly #access: MattermostAccess;
  readonly #now: () => number;
  #me: Me | undefined;
  #blocks: { areThere: boolean; until: number } | undefined;

  constructor(access: MattermostAccess, now: () => number) {
    this.#access = access;
    this.#now = now;
  }

  /** @throws DeliveryError */
  async me(signal: AbortSignal): Promise<Me> {
    this.#me ??= await askMe(this.#access, signal);
    return this.#me;
  }

  /** Where the server does not say it, attachments are sent, which every version shows. */
  async hasBlocks(signal: AbortSignal): Promise<boolean> {
    if (this.#blocks === undefined || this.#now() >= this.#blocks.until) {
      const facts = await askFacts(this.#access, signal).catch(ignoreRefusal);
      this.#blocks = { areThere: facts?.hasBlocks === true, until: this.#now() + knownMs };
    }
    return this.#blocks.areThere;
  }
}

function ignoreRefusal(error: unknown): undefined {
  if (!(error instanceof DeliveryError)) throw error;
}

export async function askMe(access: MattermostAccess, signal: AbortSignal): Promise<Me> {
  const me = await callForObject(access, { method: "GET", path: "users/me", signal });
  return { id: asText(me["id"]) ?? "", username: asText(me["username"]) ?? "", isBot: me["is_bot"] === true };
}

export async function askFacts(access: MattermostAccess, signal: AbortSignal): Promise<ServerFacts> {
  const config = await callForObject(access, { method: "GET", path: "config/client?format=old", signal });
  const version = asText(config["Version"]) ?? "";
  return { version, hasBlocks: hasBlocks(version) && config["FeatureFlagMmBlocksEnabled"] !== "false" };
}

/** Blocks are there since 11.10, unless the operator has switched them off. Attachments work everywhere. */
export function hasBlocks(version: string): boolean {
  const [, major, minor] = /^(\d+)\.(\d+)/.exec(version) ?? [];
  return Number(major) > 11 || (Number(major) === 11 && Number(minor) >= 10);
}
