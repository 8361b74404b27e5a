import { pipeline } from "node:stream/promises";
import type { InboundAttachment } from "#channel/event.ts";
import { cleanFileName } from "#channel/kit/clean-file-name.ts";
import { fileNameParameter } from "#channel/kit/file-name-parameter.ts";
import type { LogEvent } from "#channel/log.ts";
import { RequestError } from "#app/errors.ts";
import { type DeskRoute, route } from "#desk/http/route.ts";
import type { InboxParts } from "./inbox-parts.ts";
import { idOf } from "./inbox-routes.ts";

/** What a browser shows by itself and cannot run. All else is saved. */
const shown = /^(image\/(png|jpeg|gif|webp|avif)|audio\/[\w.+-]+|video\/(mp4|webm|ogg))$/;

/** The files of a conversation, for who may read it. They are named by their event, so nobody reads another conversation's. */
export function fileRoute(parts: Pick<InboxParts, "log" | "blobs">): DeskRoute {
  return route({
    method: "get",
    path: "/inbox/:conversation/files/:seq/:index",
    summary: "The bytes of a file that was sent in a conversation.",
    scope: "conversations.read",
    stream: true,
    async handle({ params, response }) {
      const seq = Number(params["seq"]);
      const index = Number(params["index"]);
      const [event] = Number.isSafeInteger(seq) && seq > 0 ? await parts.log.read(idOf(params), seq - 1, 1) : [];
      const file = event === undefined ? undefined : fileOf(event, index);
      const kept = file === undefined ? undefined : await parts.blobs.get(file.blob);
      if (file === undefined || kept === undefined)
        throw new RequestError("not_found", "this file is not kept any more");
      const mediaType = file.mediaType ?? kept.mediaType;
      const isShown = shown.test(mediaType);
      response.setHeader("Content-Type", isShown ? mediaType : "application/octet-stream");
      response.setHeader("Content-Length", String(kept.bytes));
      response.setHeader("Content-Security-Policy", "default-src 'none'; sandbox");
      response.setHeader("X-Content-Type-Options", "nosniff");
      response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
      response.setHeader("Cache-Control", "private, no-store");
      const name = fileNameParameter(cleanFileName(file.name ?? "file", mediaType));
      response.setHeader("Content-Disposition", `${isShown ? "inline" : "attachment"}; ${name}`);
      // Who has gone away needs the rest no more.
      await pipeline(kept.content(), response).catch(() => response.destroy());
    },
  });
}

function fileOf(
  event: LogEvent,
  index: number,
): (Pick<InboundAttachment, "name" | "mediaType"> & { blob: string }) | undefined {
  if (event.type === "visitor") {
    const { content } = event;
    const file =
      content.type === "attachment" || content.type === "overheard" ? content.attachments?.[index] : undefined;
    return file?.blob === undefined ? undefined : { ...file, blob: file.blob };
  }
  if ((event.type === "message" || event.type === "message.final") && event.message.type === "media" && index === 0)
    return event.message.media.file;
  return undefined;
}
