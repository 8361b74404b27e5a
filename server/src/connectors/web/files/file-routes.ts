import { pipeline } from "node:stream/promises";
import type { FileLink } from "@causerie/protocol";
import type { Request, RequestHandler, Response, Router } from "express";
import { RequestError } from "#app/errors.ts";
import { fileNameParameter } from "#channel/kit/file-name-parameter.ts";
import { mediaTypes } from "#channel/media-types.ts";
import { sendJson } from "#http/responses.ts";
import type { SessionClaims } from "#connectors/web/session.ts";
import type { WebContext } from "#connectors/web/web-context.ts";
import { linkIsOver, parseFileId } from "./file-links.ts";
import { readRange } from "./read-range.ts";
import { findFile, type KeptFile } from "./sent-files.ts";

/**
 * Links to the files of a conversation, and the files behind them. A link needs no token, because `<img>` sends none; it is over after
 * some minutes, and at once when the file is deleted.
 */
export function addFileRoutes(
  router: Router,
  web: WebContext,
  { claimsOf, limitReads }: { claimsOf: (response: Response) => SessionClaims; limitReads: RequestHandler },
): void {
  const { host, fileLinks: links } = web;

  router.post("/v1/conversations/:id/files/:fileId/link", limitReads, async (request, response) => {
    const { conversationId } = claimsOf(response);
    const position = parseFileId(String(request.params["fileId"]));
    const found = position === undefined ? undefined : await findFile(host.log, { conversationId, ...position });
    if (position === undefined || found === undefined)
      throw new RequestError("not_found", "there is no such file in this conversation");
    sendJson(response, 200, links.sign({ conversationId, ...position }) satisfies FileLink);
  });

  router.get("/v1/files/:link", async (request, response) => {
    const position = await links.open(request.params["link"]);
    await web.limits.reads(position.conversationId);
    const file = await findFile(host.log, position);
    if (file === undefined) throw linkIsOver();
    await serve(web, file, request, response);
  });
}

async function serve({ host }: WebContext, file: KeptFile, request: Request, response: Response): Promise<void> {
  const blob = await host.blobs.get(file.blob);
  if (blob === undefined) throw linkIsOver();
  const range = readRange(request.get("range"), blob.bytes);
  const { start, end } = range === "unsatisfiable" || range === undefined ? { start: 0, end: blob.bytes - 1 } : range;
  for (const [name, value] of Object.entries(headersOf(file, request.query["download"] !== undefined)))
    response.setHeader(name, value);
  if (range === "unsatisfiable") {
    response.writeHead(416, { "Content-Range": `bytes */${blob.bytes}` }).end();
    return;
  }
  const partial = range === undefined ? {} : { "Content-Range": `bytes ${start}-${end}/${blob.bytes}` };
  response.writeHead(range === undefined ? 200 : 206, { ...partial, "Content-Length": end - start + 1 });
  try {
    await pipeline(blob.content({ start, end }), response);
  } catch (error) {
    // The head has gone out: the peer sees that the file broke off. One that has gone away is nobody's fault.
    if (!response.destroyed) response.destroy();
    if (error instanceof Error && "code" in error && error.code === "ERR_STREAM_PREMATURE_CLOSE") return;
    throw error;
  }
}

/**
 * What a visitor has sent, or a story has made, is never a part of a site: a browser shows what it can show without running anything, and saves the rest. PDF has
 * no `sandbox`, under which Chromium shows none; it is not a page of ours all the same, since nothing in it may load or be framed.
 */
function headersOf({ name, mediaType }: KeptFile, isSaved: boolean): Record<string, string> {
  const isShown = !isSaved && mediaTypes[mediaType]?.isShown === true;
  const sandbox = mediaType === "application/pdf" ? "" : "sandbox; ";
  return {
    "Content-Type": mediaType,
    "Content-Disposition": `${isShown ? "inline" : "attachment"}; ${fileNameParameter(name)}`,
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": `${sandbox}default-src 'none'; frame-ancestors 'none'`,
    // The page that shows it is of another site.
    "Cross-Origin-Resource-Policy": "cross-origin",
    "Cache-Control": "private, no-store",
    "Referrer-Policy": "no-referrer",
    "Accept-Ranges": "bytes",
  };
}
