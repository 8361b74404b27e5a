import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import * as v from "valibot";
import { RequestError } from "#app/errors.ts";
import { fileNameParameter } from "#channel/kit/file-name-parameter.ts";
import { type DeskRoute, route } from "#desk/http/route.ts";
import { isTimeZone } from "#desk/inbox/queues/open-hours.ts";
import { noSuchConversation } from "#desk/inbox/team-event.ts";
import { htmlFormat, textFormat } from "#desk/inbox/transcript/transcript-format.ts";
import { transcriptLanguages } from "#desk/inbox/transcript/transcript-words.ts";
import { writeTranscript } from "#desk/inbox/transcript/write-transcript.ts";
import { toRow } from "#desk/inbox/view/to-row.ts";
import type { InboxParts } from "./inbox-parts.ts";
import { idOf } from "./inbox-routes.ts";

const wishSchema = v.object({
  format: v.optional(v.picklist(["html", "text"])),
  notes: v.optional(v.picklist(["yes", "no"])),
  language: v.optional(v.picklist(transcriptLanguages)),
  timeZone: v.optional(v.pipe(v.string(), v.maxLength(60))),
});

/** A conversation as a file to keep. Who has saved it stands in the audit log, since it leaves the server. */
export function transcriptRoute(parts: InboxParts): DeskRoute {
  const { cases, channelNames, records, now } = parts;
  return route({
    method: "get",
    path: "/inbox/:conversation/transcript",
    summary: "The whole conversation as a file, HTML or text; with internal notes only where `notes` is `yes`.",
    scope: "conversations.read",
    query: wishSchema,
    stream: true,
    async handle({ actor, params, query, response }) {
      const { format = "text", notes = "no", language = "en", timeZone = "UTC" } = query;
      if (!isTimeZone(timeZone))
        throw new RequestError("invalid_request", "timeZone must be a name such as Europe/Paris");
      const conversationId = idOf(params);
      const [row] = await cases.rows([conversationId]);
      if (row === undefined) throw noSuchConversation();
      const written = format === "html" ? htmlFormat : textFormat;
      await records.write(
        [],
        [
          {
            by: actor.id,
            byName: actor.name,
            act: "conversation.export",
            target: `conversation ${conversationId}`,
            detail: { format, notes },
          },
        ],
        now(),
      );
      const content = writeTranscript(parts, toRow(row, channelNames, now()), {
        format: written,
        language,
        timeZone,
        notes: notes === "yes" ? await cases.notes(conversationId) : [],
        now: now(),
      });
      const day = new Date(now()).toISOString().slice(0, 10);
      response.setHeader("Content-Type", written.mediaType);
      response.setHeader("Content-Disposition", `attachment; ${fileNameParameter(`chat-${day}.${written.extension}`)}`);
      response.setHeader("Content-Security-Policy", "default-src 'none'; sandbox");
      response.setHeader("X-Content-Type-Options", "nosniff");
      response.setHeader("Cache-Control", "private, no-store");
      // Who has gone away needs the rest no more.
      await pipeline(Readable.from(content), response).catch(() => response.destroy());
    },
  });
}
