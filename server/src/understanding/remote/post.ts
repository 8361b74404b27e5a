import { UnderstandingError } from "./understanding-error.ts";

/** `maxBytes` of the response. */
export type PostRequest = {
  service: string;
  url: URL;
  authorization?: string | undefined;
  headers?: Readonly<Record<string, string>>;
  body: string | FormData;
  maxBytes: number;
  signal: AbortSignal;
};

/**
 * Posts to a service and reads its response. Redirects are not followed: they would carry what is posted and the credentials to another
 * host.
 * @throws UnderstandingError
 */
export async function post(request: PostRequest): Promise<{ bytes: Buffer; mediaType: string }> {
  const response = await send(request);
  if (!response.ok) throw refusal(request.service, response.status);
  const [mediaType = ""] = (response.headers.get("content-type") ?? "").split(";", 1);
  return { bytes: await readBytes(request, response), mediaType: mediaType.trim().toLowerCase() };
}

async function send({ service, url, authorization, headers = {}, body, signal }: PostRequest): Promise<Response> {
  try {
    return await fetch(url, {
      method: "POST",
      headers: authorization === undefined ? headers : { ...headers, authorization },
      body,
      redirect: "manual",
      signal,
    });
  } catch (cause) {
    throw new UnderstandingError(service, "unreachable", "cannot be reached", { cause });
  }
}

async function readBytes({ service, maxBytes }: PostRequest, response: Response): Promise<Buffer> {
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
  if (size > maxBytes) throw new UnderstandingError(service, "garbage", `answered with more than ${maxBytes / 1e6} MB`);
  return Buffer.concat(chunks);
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
