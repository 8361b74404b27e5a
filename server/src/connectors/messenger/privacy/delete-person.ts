import { asId, asList, asObject, asText } from "#channel/kit/json-with-ids.ts";
import type { FacebookPage } from "#connectors/messenger/facebook-pages.ts";
import { type GraphAccess, appToken, callGraph } from "#connectors/meta/graph/graph-call.ts";

const pagesPerCall = 100;
/** More than any app's pages need: Meta's list must not go on for ever. */
const mostCalls = 20;

/**
 * Deletes a person on all pages of the app that this server has. Facebook Login's name of them is another one than a page's,
 * and only Meta knows which belong together. It is also the name under which Meta tells of their comments.
 * @param pages those of the app.
 * @returns on how many pages; undefined when Meta does not say it of all.
 * @throws when the store cannot delete.
 */
export async function deletePerson(
  access: GraphAccess,
  userId: string,
  pages: readonly FacebookPage[],
): Promise<number | undefined> {
  const found: { page: FacebookPage; psid: string }[] = [];
  let after: string | undefined;
  let calls = 0;
  do {
    calls += 1;
    const query = { limit: String(pagesPerCall), ...(after === undefined ? {} : { after }) };
    const answer = await callGraph(access, { path: `${userId}/ids_for_pages`, query, token: appToken(access) });
    if (answer.type !== "answered") return undefined;
    for (const each of asList(answer.body["data"]).map(asObject)) {
      const psid = asId(each["id"]);
      const pageId = asId(asObject(each["page"])["id"]);
      const page = pages.find((known) => known.pageId === pageId);
      if (psid !== undefined && page !== undefined) found.push({ page, psid });
    }
    const paging = asObject(answer.body["paging"]);
    after = paging["next"] === undefined ? undefined : asText(asObject(paging["cursors"])["after"]);
  } while (after !== undefined && calls < mostCalls);
  for (const page of pages) await page.forget(userId);
  for (const { page, psid } of found) await page.forget(psid);
  return after === undefined ? found.length : undefined;
}
