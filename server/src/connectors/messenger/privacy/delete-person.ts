import { asId, asList, asObject, asText } from "#channel/kit/json-with-ids.ts";
import type { FacebookPage } from "#connectors/messenger/facebook-pages.ts";
import { type GraphAccess, appToken, callGraph } from "#connectors/messenger/admin/graph-call.ts";

/** More pages than an app has: Meta's list must not go on for ever. */
const mostPages = 2000;

/**
 * Deletes a person on all pages of the app that this server has. Facebook Login's name of them is another one than a page's,
 * and only Meta knows which belong together.
 * @returns on how many pages; undefined when Meta does not say.
 * @throws when the store cannot delete.
 */
export async function deletePerson(
  access: GraphAccess,
  userId: string,
  findPage: (pageId: string) => FacebookPage | undefined,
): Promise<number | undefined> {
  const found: { page: FacebookPage; psid: string }[] = [];
  let after: string | undefined;
  do {
    const query = { limit: "100", ...(after === undefined ? {} : { after }) };
    const answer = await callGraph(access, { path: `${userId}/ids_for_pages`, query, token: appToken(access) });
    if (answer.type !== "answered") return undefined;
    for (const each of asList(answer.body["data"]).map(asObject)) {
      const [psid, page] = [asId(each["id"]), findPage(asId(asObject(each["page"])["id"]) ?? "")];
      if (psid !== undefined && page !== undefined) found.push({ page, psid });
    }
    const paging = asObject(answer.body["paging"]);
    after = paging["next"] === undefined ? undefined : asText(asObject(paging["cursors"])["after"]);
  } while (after !== undefined && found.length < mostPages);
  for (const { page, psid } of found) await page.forget(psid);
  return found.length;
}
