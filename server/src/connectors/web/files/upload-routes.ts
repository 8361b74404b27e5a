import { describeIssues, type Upload, uploadRequestSchema } from "@causerie/protocol";
import type { Request, Response, Router } from "express";
import * as v from "valibot";
import { RequestError } from "#app/errors.ts";
import { chunkBytes, minChunkBytes, type UploadState } from "#channel/host/uploads.ts";
import { jsonBody } from "#http/json-api.ts";
import { sendJson } from "#http/responses.ts";
import type { SessionClaims } from "#connectors/web/session.ts";
import type { WebContext } from "#connectors/web/web-context.ts";
import type { VisitorFiles } from "./visitor-files.ts";

const pieceType = "application/offset+octet-stream";

/** The routes of `upload.ts` of the protocol. Whose conversation it is was looked at before. */
export function addUploadRoutes(
  router: Router,
  web: WebContext,
  claimsOf: (response: Response) => SessionClaims,
): void {
  const all = "/v1/conversations/:id/uploads";
  const one = `${all}/:uploadId`;
  const idOf = ({ params }: Request): string => String(params["uploadId"]);

  /** Without them there is nothing to limit. */
  const open = async (response: Response): Promise<{ files: VisitorFiles; claims: SessionClaims }> => {
    if (web.files === undefined) throw filesAreOff();
    const claims = claimsOf(response);
    await web.limits.uploads(claims.visitorId);
    return { files: web.files, claims };
  };

  router.get(all, async (_request, response) => {
    const { files } = await open(response);
    sendJson(response, 200, files.rules);
  });
  router.post(all, jsonBody, async (request: Request, response: Response) => {
    const { files, claims } = await open(response);
    const body = v.safeParse(uploadRequestSchema, request.body);
    if (!body.success) throw new RequestError("invalid_request", describeIssues(body.issues));
    sendJson(response, 201, toUpload(await files.begin(claims, body.output)));
  });
  router.patch(one, async (request, response) => {
    const { files, claims } = await open(response);
    const offset = readOffset(request);
    refuseOtherBodies(request);
    // The connection stays whole when the piece is refused in its midst, so that the peer gets the answer.
    const content = request.iterator({ destroyOnReturn: false }) as AsyncIterable<Uint8Array>;
    try {
      const state = await files.uploads.append(claims.conversationId, idOf(request), offset, content);
      response.writeHead(204, { "Upload-Offset": state.received }).end();
    } catch (error) {
      if (error instanceof RequestError && error.offset !== undefined)
        response.setHeader("Upload-Offset", error.offset);
      throw error;
    } finally {
      request.resume();
    }
  });
  router.head(one, async (request, response) => {
    const { files, claims } = await open(response);
    const { received, bytes } = await files.uploads.find(claims.conversationId, idOf(request));
    response.writeHead(200, { "Upload-Offset": received, "Upload-Length": bytes }).end();
  });
  router.delete(one, async (request, response) => {
    const { files, claims } = await open(response);
    await files.uploads.drop(claims.conversationId, idOf(request));
    response.status(204).end();
  });
}

/** Wherever files are asked for and none are taken. */
export function filesAreOff(): RequestError {
  return new RequestError("unsupported", "this chat takes no files");
}

function toUpload({ id, received, expiresInMs }: UploadState): Upload {
  return { uploadId: id, offset: received, chunkBytes, minChunkBytes, expiresInMs };
}

function readOffset(request: Request): number {
  const given = request.get("upload-offset") ?? "";
  if (!/^\d{1,15}$/.test(given))
    throw new RequestError("invalid_request", "send the header Upload-Offset, a whole number");
  return Number(given);
}

/** A compressed body may be of any size when unpacked, and one without a length has no end. */
function refuseOtherBodies(request: Request): void {
  const isCompressed = (request.get("content-encoding") ?? "identity") !== "identity";
  if (isCompressed || typeof request.is(pieceType) !== "string")
    throw new RequestError("unsupported_media_type", `send a piece as ${pieceType}, not compressed`);
  const length = request.get("content-length");
  if (length === undefined) throw new RequestError("invalid_request", "send the header Content-Length");
  if (Number(length) > chunkBytes) throw new RequestError("too_large", `a piece may have at most ${chunkBytes} bytes`);
}
