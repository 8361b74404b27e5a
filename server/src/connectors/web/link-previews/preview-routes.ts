import type { LinkPreviewAnswer } from "@causerie/protocol";
import type { RequestHandler, Response, Router } from "express";
import { RequestError } from "#app/errors.ts";
import { sendJson } from "#http/responses.ts";
import type { SessionClaims } from "#connectors/web/session.ts";
import type { WebContext } from "#connectors/web/web-context.ts";
import type { LinkPreviews } from "./link-previews.ts";
import { pictureMs } from "./picture-links.ts";

/**
 * Previews are asked for by the place of their message in the log: whoever may read the message may have them, and nobody can name an address.
 * Pictures need no token, because `<img>` sends none; their links are made here, and are over after some minutes.
 */
export function addPreviewRoutes(
  router: Router,
  web: WebContext,
  { claimsOf, limitReads }: { claimsOf: (response: Response) => SessionClaims; limitReads: RequestHandler },
): void {
  const required = (): LinkPreviews => {
    if (web.linkPreviews !== undefined) return web.linkPreviews;
    throw new RequestError("unsupported", "this connector has no `linkPreviews` in its configuration");
  };

  router.get("/v1/conversations/:id/previews/:previewId", limitReads, async (request, response) => {
    const previews = required();
    const { conversationId } = claimsOf(response);
    const seq = /^[1-9]\d{0,14}$/.test(String(request.params["previewId"]))
      ? Number(request.params["previewId"])
      : undefined;
    const [event] = seq === undefined ? [] : await web.host.log.read(conversationId, seq - 1, 1);
    const link = event?.seq === seq && event !== undefined ? previews.linkOf(event) : undefined;
    if (link === undefined) throw new RequestError("not_found", "there is no such message with a link to preview");
    const found = await previews.find(link);
    if (found === undefined) return sendJson(response, 200, {} satisfies LinkPreviewAnswer);
    const { picture, ...words } = found;
    const image =
      picture === undefined
        ? {}
        : { image: { url: web.pictureLinks.sign({ conversationId, address: picture }), expiresInMs: pictureMs } };
    sendJson(response, 200, { preview: { ...words, ...image } } satisfies LinkPreviewAnswer);
  });

  router.get("/v1/previews/:link", async (request, response) => {
    const previews = required();
    const position = await web.pictureLinks.open(request.params["link"]);
    if (position === undefined) throw isOver();
    await web.limits.reads(position.conversationId);
    const picture = await previews.picture(new URL(position.address));
    if (picture === undefined) throw isOver();
    response.writeHead(200, {
      "Content-Type": picture.mediaType,
      "Content-Length": picture.bytes.byteLength,
      "Content-Disposition": "inline",
      "X-Content-Type-Options": "nosniff",
      "Content-Security-Policy": "sandbox; default-src 'none'; frame-ancestors 'none'",
      // The page that shows it is of another site.
      "Cross-Origin-Resource-Policy": "cross-origin",
      "Cache-Control": `private, max-age=${pictureMs / 1000}`,
      "Referrer-Policy": "no-referrer",
    });
    response.end(picture.bytes);
  });
}

function isOver(): RequestError {
  return new RequestError("not_found", "this link is over, or there is no such picture any more");
}
