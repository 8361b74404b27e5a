import { once } from "node:events";
import { request as requestHttp, type IncomingMessage, type Server } from "node:http";
import { request as requestHttps } from "node:https";
import { Server as TlsServer } from "node:tls";
import { text } from "node:stream/consumers";
import type { CallOwn } from "#channel/connector-definition.ts";

/** Milliseconds. Whatever stands before a router answers at once, or keeps the platform waiting, too. */
const longestMs = 10_000;

/**
 * Calls a path of an HTTP server of this process over a connection of its own, past all that an application has put before our
 * router, and not past its proxies.
 * @param publicUrl an application may serve several names: it is called by the public one.
 */
export function createOwnCall(server: Server, paths: readonly string[], publicUrl: string): CallOwn {
  return async ({ headers, body }) => {
    for (const path of paths) {
      const answer = await post(server, path, { ...headers, host: new URL(publicUrl).host }, body);
      // Under this path there is another program, or nothing.
      if (answer !== undefined && answer.status !== 404) return answer;
    }
    return undefined;
  };
}

async function post(
  server: Server,
  path: string,
  headers: Record<string, string>,
  body: string,
): Promise<{ status: number; body: string } | undefined> {
  const at = addressOf(server);
  if (at === undefined) return undefined;
  const open = server instanceof TlsServer ? requestHttps : requestHttp;
  const request = open({
    ...at,
    path,
    method: "POST",
    headers: { ...headers, "content-length": String(Buffer.byteLength(body)) },
    agent: false,
    signal: AbortSignal.timeout(longestMs),
    // The certificate is of the public name, and the other end is this process.
    ...(server instanceof TlsServer ? { rejectUnauthorized: false } : {}),
  });
  try {
    request.end(body);
    const [response] = (await once(request, "response")) as [IncomingMessage];
    return { status: response.statusCode ?? 0, body: await text(response) };
  } catch {
    return undefined;
  }
}

function addressOf(server: Server): { host: string; port: number } | { socketPath: string } | undefined {
  const address = server.address();
  if (address === null) return undefined;
  if (typeof address === "string") return { socketPath: address };
  const everywhere = new Map([
    ["0.0.0.0", "127.0.0.1"],
    ["::", "::1"],
  ]);
  return { host: everywhere.get(address.address) ?? address.address, port: address.port };
}
