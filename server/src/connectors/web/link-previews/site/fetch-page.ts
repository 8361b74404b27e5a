import { type PageFacts, readPage } from "#connectors/web/link-previews/page/read-page.ts";
import { readBody } from "./read-body.ts";
import { Refusal } from "./refusal.ts";
import { visit, type Visitor } from "./visit.ts";

/** What is read of a page, at most. */
const mostBytes = 512 * 1_024;
const accepted = "text/html, application/xhtml+xml";

/** What a page says of itself. `url`: where the redirects ended. @throws Refusal */
export async function fetchPage(
  address: URL,
  visitor: Visitor,
  signal: AbortSignal,
): Promise<{ url: URL; facts: PageFacts }> {
  const { url, response } = await visit(address, accepted, visitor, signal);
  const contentType = response.headers["content-type"] ?? "";
  if (!/^\s*(?:text\/html|application\/xhtml\+xml)\s*(?:;|$)/i.test(contentType)) {
    response.destroy();
    throw new Refusal("type");
  }
  const facts = await readPage(readBody(response, mostBytes, signal), contentType);
  if (facts === undefined) throw new Refusal("empty");
  return { url, facts };
}
