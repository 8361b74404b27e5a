import { readAction, tokenPrefix } from "#connectors/messenger/payload.ts";
import type { SimulatedAnswer } from "./answer.ts";
import { messengerPayloads } from "./channels.ts";
import type { Target } from "./choice-target.ts";

/** What a payload of Messenger means; undefined: it is the author's own. */
export function readPayload(payload: string, tokens: SimulatedAnswer["tokens"]): Target | undefined {
  const value = payload.startsWith(tokenPrefix) ? tokens.get(payload.slice(tokenPrefix.length)) : undefined;
  const tap = value === undefined ? messengerPayloads.read(payload) : readAction(value);
  return tap?.type === "link" ? { type: "link", link: tap.link } : tap;
}
