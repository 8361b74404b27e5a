import { type JsonObject, asId, asList, asObject, asText } from "#channel/kit/json-with-ids.ts";
import type { FacebookPage } from "#connectors/messenger/facebook-pages.ts";
import { type Payloads, readAction, type TapAction, tokenPrefix } from "#connectors/messenger/payload.ts";
import type { FindPage } from "./to-inbound.ts";

/**
 * Looks up the tokens in a webhook's payloads, so that translating it stays a plain function.
 *
 * @returns the pages, which now also read those tokens. An unknown token reads like another app's payload.
 * @throws when the store cannot be read; Meta then sends the webhook again.
 */
export async function resolveTokens(webhook: JsonObject, findPage: FindPage): Promise<FindPage> {
  const actions = new Map<string, TapAction>();
  for (const entry of asList(webhook["entry"]).map(asObject)) {
    const page = findPage(asId(entry["id"]) ?? "");
    if (page === undefined) continue;
    for (const payload of asList(entry["messaging"]).flatMap((item) => tokensIn(asObject(item)))) {
      const value = await page.readToken(payload.slice(tokenPrefix.length));
      if (value !== undefined) actions.set(keyOf(page, payload), readAction(value));
    }
  }
  if (actions.size === 0) return findPage;
  return (pageId) => {
    const page = findPage(pageId);
    return page === undefined ? undefined : { ...page, payloads: withActions(page, actions) };
  };
}

function tokensIn(item: JsonObject): string[] {
  const carriers = [asObject(item["postback"]), asObject(asObject(item["message"])["quick_reply"])];
  const payloads = carriers.map((carrier) => asText(carrier["payload"]) ?? "");
  return payloads.filter((payload) => payload.startsWith(tokenPrefix));
}

function withActions(page: FacebookPage, actions: ReadonlyMap<string, TapAction>): Payloads {
  return { ...page.payloads, read: (payload) => actions.get(keyOf(page, payload)) ?? page.payloads.read(payload) };
}

/** The same token on another page is another connector's. */
function keyOf({ connectorId }: FacebookPage, payload: string): string {
  return `${connectorId} ${payload}`;
}
