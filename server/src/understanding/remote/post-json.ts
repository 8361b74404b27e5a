import { UnderstandingError } from "./understanding-error.ts";

/** Responses of these services have a few kilobytes. */
const maxBytes = 1_000_000;

export type Post = {
  service: string;
  url: URL;
  authorization?: string | undefined;
  body: object;
  signal: AbortSignal;
};

/**
 * Posts JSON and reads the JSON of the response, up to 1 MB. Redirects are not followed: they would carry the text and the
 * credentials to another host.
 * @throws UnderstandingError
 */
export async function postJson(post: Post): Promise<unknown> {
  const response = await send(post);
  if (!response.ok) throw refusal(post.service, response.status);
  const text = await readText(post.service, response);
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    if (error instanceof SyntaxError) throw new UnderstandingError(post.service, "garbage", "answered without JSON");
    throw error;
  }
}

async function send({ service, url, authorization, body, signal }: Post): Promise<Response> {
  const headers = { accept: "application/json", "content-type": "application/json" };
  try {
    return await fetch(url, {
      method: "POST",
      headers: authorization === undefined ? headers : { ...headers, authorization },
      body: JSON.stringify(body),
      redirect: "manual",
      signal,
    });
  } catch (cause) {
    throw new UnderstandingError(service, "unreachable", "cannot be reached", { cause });
  }
}

async function readText(service: string, response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of response.body ?? []) {
      size += chunk.byteLength;
      if (size > maxBytes) break;
      chunks.push(chunk);
    }
  } catch (cause) {
    throw new UnderstandingError(service, "unreachable", "broke off in the middle of its answer", { cause });
  }
  if (size > maxBytes) throw new UnderstandingError(service, "garbage", "answered with more than 1 MB");
  return new TextDecoder().decode(Buffer.concat(chunks));
}

function refusal(service: string, status: number): UnderstandingError {
  return new UnderstandingError(service, "refused", `answered with status ${status}${hint(status)}`, { status });
}

function hint(status: number): string {
  if (status >= 300 && status < 400) return ", a redirect that is not followed: give the address it leads to";
  if (status === 401 || status === 403) return ": check its credentials";
  if (status === 404) return ": check its address";
  if (status === 429) return ": it is asked too often";
  return "";
}
