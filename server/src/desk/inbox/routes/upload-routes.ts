import { deskUploadSchema, deskUploadWishSchema } from "@causerie/protocol/desk";
import * as v from "valibot";
import { requirePerson } from "#desk/http/actor.ts";
import { type DeskRoute, route } from "#desk/http/route.ts";
import type { InboxParts } from "./inbox-parts.ts";
import { idOf } from "./inbox-routes.ts";

const offsetSchema = v.object({ offset: v.pipe(v.string(), v.regex(/^\d{1,12}$/), v.transform(Number)) });

/** Files that operators are about to send. Each belongs to who has begun it, and to one conversation. */
export function uploadRoutes({ files }: Pick<InboxParts, "files">): DeskRoute[] {
  return [
    route({
      method: "post",
      path: "/inbox/:conversation/uploads",
      summary: "Begins to upload a file for a conversation, or goes on with the one of the same clientId.",
      scope: "conversations.write",
      body: deskUploadWishSchema,
      answer: deskUploadSchema,
      refusals: ["unsupported", "file_refused", "too_large", "client_id_reused"],
      handle: ({ actor, params, body }) => files.begin(idOf(params), requirePerson(actor).id, body),
    }),
    route({
      method: "patch",
      path: "/inbox/:conversation/uploads/:upload",
      summary: "The next piece of a file, as the body of the request: at most a mebibyte, beginning at `offset`.",
      scope: "conversations.write",
      query: offsetSchema,
      answer: deskUploadSchema,
      refusals: ["unsupported", "offset_mismatch", "file_refused", "too_large"],
      async handle({ actor, params, query, request }) {
        const { id } = requirePerson(actor);
        // The connection stays whole when the piece is refused in its midst, so that the peer gets the answer.
        const content = request.iterator({ destroyOnReturn: false }) as AsyncIterable<Uint8Array>;
        try {
          return await files.append(idOf(params), id, params["upload"] ?? "", query.offset, content);
        } finally {
          request.resume();
        }
      },
    }),
    route({
      method: "delete",
      path: "/inbox/:conversation/uploads/:upload",
      summary: "Forgets a file that is not to be sent.",
      scope: "conversations.write",
      refusals: ["unsupported"],
      handle: ({ actor, params }) => files.drop(idOf(params), requirePerson(actor).id, params["upload"] ?? ""),
    }),
  ];
}
