import * as v from "valibot";
import { clientId } from "./client-id.ts";
import { limits } from "./limits.ts";
import { problemSchema } from "./problem.ts";

/**
 * How a visitor's file comes to the server, in pieces that a broken line, a reload or another process may come between. The
 * meaning of the routes, of `Upload-Offset` and of `Upload-Length` is that of the tus protocol 1.0.0 (https://tus.io/protocols/resumable-upload),
 * on which the IETF's draft "Resumable Uploads for HTTP" (draft-ietf-httpbis-resumable-upload) is built. All routes are below
 * `…/v1/conversations/:id`, with the token of the session:
 *
 * - `GET /uploads`: {@link UploadRules}; `unsupported` where the operator has not switched uploads on.
 * - `POST /uploads` with {@link UploadRequest}: 201 and {@link Upload}. The same `clientId` again gives the same upload, as it is now.
 * - `PATCH /uploads/:uploadId` with the header `Upload-Offset` and a body of the type `application/offset+octet-stream`, of at most
 *   `chunkBytes`: 204 and the new `Upload-Offset`. `offset_mismatch` (409) where the upload goes on at another offset, which the header
 *   `Upload-Offset` and `offset` of the problem tell. Of a piece that broke off a part may be kept: ask with HEAD.
 * - `HEAD /uploads/:uploadId`: 200 with `Upload-Offset` and `Upload-Length`; 404 once it has expired, was dropped, or is another's.
 * - `DELETE /uploads/:uploadId`: 204. What a message has of it stays with the message.
 *
 * The first and the last piece are answered when the bytes were looked at: `file_refused` (422) says in `reason` why the file is not taken. A
 * complete upload becomes part of the conversation by a message of the type `files`; until then nobody can read it. While the operator's
 * scanner has not said that it is clean, that message is answered with `unavailable` and `retryAfterMs`: send it again.
 */
export const uploadRequestSchema = v.object({
  clientId,
  /** As the visitor's machine calls it. The server cleans it: it is shown and offered for saving, and never a path. */
  name: v.pipe(v.string(), v.maxLength(limits.fileNameLength)),
  /** E.g. `image/png`. Must be one of `accept`; the bytes must be of that type. */
  mediaType: v.pipe(v.string(), v.maxLength(100)),
  /** Of the whole file. */
  bytes: v.pipe(v.number(), v.safeInteger(), v.minValue(1)),
});
export type UploadRequest = v.InferOutput<typeof uploadRequestSchema>;

/** `offset`: how many bytes the server has. `expiresInMs`: it goes unless it is sent or goes on before. */
export const uploadSchema = v.object({
  uploadId: v.string(),
  offset: v.number(),
  /** Bytes of one piece at most. A piece of less than `minChunkBytes` is taken as the last one only. */
  chunkBytes: v.number(),
  minChunkBytes: v.number(),
  expiresInMs: v.number(),
});
export type Upload = v.InferOutput<typeof uploadSchema>;

/** What this chat takes. */
export const uploadRulesSchema = v.object({
  /** Media types, for `accept` of an `<input type="file">`, too. */
  accept: v.array(v.string()),
  /** Of one file. */
  maxBytes: v.number(),
  /** Files in one message. */
  maxFiles: v.number(),
});
export type UploadRules = v.InferOutput<typeof uploadRulesSchema>;

/**
 * Why a file is not taken, with `file_refused`. `type`: its media type is none of `accept`. `content`: its bytes are not of that type, or
 * hold what a browser would run. `scanner`: the operator's scanner has refused it.
 */
export const fileRefusals = ["type", "content", "scanner"] as const;
export type FileRefusal = (typeof fileRefusals)[number];

/** A {@link Problem} with the code `file_refused`. */
export const fileProblemSchema = v.object({ ...problemSchema.entries, reason: v.picklist(fileRefusals) });

/**
 * `POST /files/:fileId/link`: an address from which the file can be read without a token, by `<img>` or `<a>`, until it expires. Do not
 * keep it; ask again. Pictures, sounds, films and PDF are shown; with `?download=1` added, and all other files, a browser saves them.
 */
export const fileLinkSchema = v.object({ url: v.string(), expiresInMs: v.number() });
export type FileLink = v.InferOutput<typeof fileLinkSchema>;
