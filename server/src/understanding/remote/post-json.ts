import { post, type PostRequest } from "./post.ts";
import { UnderstandingError } from "./understanding-error.ts";

/** Responses of these services have a few kilobytes. */
const maxBytes = 1_000_000;

export type Post = Pick<PostRequest, "service" | "url" | "authorization" | "signal"> & { body: object };

/**
 * Posts JSON and reads the JSON of the response, up to 1 MB. Redirects are not followed: they would carry the text and the
 * credentials to another host.
 * @throws UnderstandingError
 */
export async function postJson({ body, ...request }: Post): Promise<unknown> {
  const headers = { accept: "application/json", "content-type": "application/json" };
  const { bytes } = await post({ ...request, headers, body: JSON.stringify(body), maxBytes });
  return parseResponse(request.service, bytes);
}

/** @throws UnderstandingError `garbage` */
export function parseResponse(service: string, bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes)) as unknown;
  } catch (error) {
    if (error instanceof SyntaxError) throw new UnderstandingError(service, "garbage", "answered without JSON");
    throw error;
  }
}
