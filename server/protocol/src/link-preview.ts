import * as v from "valibot";

/** A text with a link that can be previewed: `…/conversations/:id/previews/:id` says what its page is. */
export const linkMarkSchema = v.object({ id: v.string(), url: v.string() });
export type LinkMark = v.InferOutput<typeof linkMarkSchema>;

/** What a page says of itself, in plain text. `host`: where its redirects ended. */
export const linkPreviewSchema = v.object({
  host: v.string(),
  title: v.string(),
  description: v.optional(v.string()),
  siteName: v.optional(v.string()),
  /** A picture at this server, by a link that is over after this time. */
  image: v.optional(v.object({ url: v.string(), expiresInMs: v.number() })),
});
export type LinkPreview = v.InferOutput<typeof linkPreviewSchema>;

/** Without `preview` there is none: the page is gone, private, of another kind, or silent. */
export const linkPreviewAnswerSchema = v.object({ preview: v.optional(linkPreviewSchema) });
export type LinkPreviewAnswer = v.InferOutput<typeof linkPreviewAnswerSchema>;
