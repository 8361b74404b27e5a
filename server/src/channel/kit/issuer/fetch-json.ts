/** More than the keys of any issuer. */
const mostBytes = 512 * 1024;
const longestMs = 5_000;

/**
 * Fetches a small public document. A redirect is not followed: the operator has named the address.
 * @throws Error in words that quote nothing of the answer.
 */
export async function fetchJson(url: string, fetch: typeof globalThis.fetch): Promise<unknown> {
  const signal = AbortSignal.timeout(longestMs);
  const response = await fetch(url, { headers: { accept: "application/json" }, redirect: "error", signal });
  if (!response.ok || response.body === null) throw new Error(`${url} answered ${response.status}`);
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of response.body) {
    chunks.push(chunk);
    bytes += chunk.length;
    if (bytes > mostBytes) throw new Error(`${url} answered with more than ${mostBytes} bytes`);
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString("utf8"));
  } catch {
    throw new Error(`${url} did not answer with JSON`);
  }
}
