import { invalidParameter } from "#api/graph-errors.ts";
import { keepUpload, resolveMedia, saveAttachment } from "#api/media.ts";
import { isUploadedFile } from "#api/multipart.ts";
import { child, objectAt, refuseOtherKeys } from "#parse/param.ts";
import { parseAttachment } from "#parse/parse-attachment.ts";
import { parseUpload } from "#parse/parse-upload.ts";
import { pageOf } from "#api/route.ts";
import type { Route, RouteCall, RouteResult } from "#api/route.ts";

/** Keeps a file for later messages: one that is fetched by its address, or one whose bytes are in the body. */
export const messageAttachmentsRoute: Route = { method: "POST", edge: "/message_attachments", handle: upload };

async function upload(call: RouteCall): Promise<RouteResult> {
  const { core, body } = call;
  const page = pageOf(call);
  const now = core.clock.now();
  const message = objectAt(body["message"], "message");
  refuseOtherKeys(message, "message", ["attachment"]);
  const path = child("message", "attachment");
  const file = body["filedata"];
  if (file !== undefined) {
    if (!isUploadedFile(file)) throw invalidParameter("Param filedata must be a file");
    return { result: { attachment_id: keepUpload(file, parseUpload(message["attachment"], path), page, now) } };
  }
  const { content } = parseAttachment(message["attachment"], path);
  if (content.type !== "media" || content.source.type !== "url")
    throw invalidParameter(`Param ${path} must be an image, video, audio or file with a url`);
  const id = saveAttachment(await resolveMedia(content, page, core), page, now);
  if (id === undefined) throw invalidParameter(`Param ${path} cannot be saved`);
  return { result: { attachment_id: id } };
}
