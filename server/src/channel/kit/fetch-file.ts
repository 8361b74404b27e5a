import { lookup as resolve } from "node:dns";
import type { ClientRequest, IncomingMessage } from "node:http";
import { request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import { isIP, type LookupFunction } from "node:net";
import { rejectOnAbort } from "#async/reject-on-abort.ts";
import { agentFor } from "./outgoing-agent.ts";
import { isPrivateAddress } from "./private-address.ts";

/**
 * Fetches a file from an address that somebody else has named, and only from where such a file can be: a server that calls
 * whatever it is told can be made to call the machines behind it.
 * @module
 */
export type FetchRules = {
  /** `cdn.example.com`, or `*.example.com` for all names below it. Redirects lead to these, too, or nowhere. */
  readonly hosts: readonly string[];
  /** A host that the operator has named: it may be in the own network, and may be called without TLS. */
  readonly trustedHost?: string;
  readonly maxBytes: number;
  /** Sent along, e.g. a token of the platform, to the host that the address names and to no other one. */
  readonly headers?: Readonly<Record<string, string>>;
  /** For tests: what a name resolves to. Default: the system's. */
  readonly resolve?: typeof resolve;
};

/** `content` throws FetchError, too, once the file turns out to be too large or to break off. */
export type FetchedFile = { readonly mediaType: string; content(): AsyncIterable<Uint8Array> };

/** Why there is no file. The message names no address: a path may hold a token. */
export class FetchError extends Error {
  override name = "FetchError";
  readonly reason: "too_large" | "refused" | "unreachable";

  constructor(reason: FetchError["reason"], message: string, options?: ErrorOptions) {
    super(message, options);
    this.reason = reason;
  }
}

const mostRedirects = 3;

/** @throws FetchError */
export async function fetchFile(address: string, rules: FetchRules, signal: AbortSignal): Promise<FetchedFile> {
  let url = allowed(address, rules);
  const { origin } = url;
  for (let redirects = 0; redirects <= mostRedirects; redirects += 1) {
    const headers = url.origin === origin ? rules.headers : undefined;
    const response = await ask(url, { ...rules, headers }, signal);
    const { statusCode: status = 0 } = response;
    if (status === 200) return toFile(response, rules);
    response.destroy();
    const { location } = response.headers;
    if (![301, 302, 303, 307, 308].includes(status) || location === undefined)
      throw new FetchError("unreachable", `the file's server answered with ${status}`);
    url = allowed(location, rules, url);
  }
  throw new FetchError("refused", `the file's server redirected more than ${mostRedirects} times`);
}

function allowed(address: string, { hosts, trustedHost }: Pick<FetchRules, "hosts" | "trustedHost">, base?: URL): URL {
  if (!URL.canParse(address, base?.href)) throw new FetchError("refused", "the file's address is no address");
  const url = new URL(address, base);
  const { protocol, hostname, username, password, port } = url;
  if (username !== "" || password !== "") throw new FetchError("refused", "the file's address has a password");
  if (hostname === trustedHost && (protocol === "http:" || protocol === "https:")) return url;
  if (protocol !== "https:" || port !== "" || !hosts.some((host) => isHost(hostname, host)))
    throw new FetchError("refused", "the file is not where the files of the platform are");
  return url;
}

function isHost(hostname: string, host: string): boolean {
  return host.startsWith("*.") ? hostname.endsWith(host.slice(1)) : hostname === host;
}

type Asked = Omit<FetchRules, "headers"> & { headers: FetchRules["headers"] | undefined };

async function ask(url: URL, rules: Asked, signal: AbortSignal): Promise<IncomingMessage> {
  const isTrusted = url.hostname === rules.trustedHost;
  // A name is looked up by `publicOnly`; nothing looks up a number.
  if (!isTrusted && isIP(url.hostname.replaceAll(/[[\]]/g, "")) !== 0)
    throw new FetchError("refused", "the file's address is a number");
  const { promise, resolve: settle, reject } = Promise.withResolvers<IncomingMessage>();
  const open = url.protocol === "https:" ? requestHttps : requestHttp;
  const call: ClientRequest = open(url, {
    agent: agentFor(url),
    signal,
    ...(rules.headers === undefined ? {} : { headers: rules.headers }),
    ...(isTrusted ? {} : { lookup: publicOnly(rules.resolve ?? resolve, url.hostname) }),
  });
  call.once("response", settle).on("error", reject).end();
  try {
    // While a proxy makes its way to the host, Node does not hear of the signal.
    return await rejectOnAbort(promise, signal);
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof FetchError) throw error;
    throw new FetchError("unreachable", "the file's server cannot be reached", { cause: error });
  }
}

/**
 * The connection goes to the address that was looked at: another look-up might be answered in another way. A proxy, which may be in the own
 * network, looks up the host by itself.
 */
function publicOnly(lookup: typeof resolve, host: string): LookupFunction {
  return (hostname, options, callback) => {
    if (hostname !== host) return lookup(hostname, options, callback);
    lookup(hostname, { ...options, all: true }, (error, found) => {
      const first = found?.[0];
      if (error !== null) callback(error, "");
      else if (first === undefined || found.some(({ address }) => isPrivateAddress(address)))
        callback(new FetchError("refused", "the file's server is in a private network"), "");
      else if (options.all === true) callback(null, found);
      else callback(null, first.address, first.family);
    });
  };
}

function toFile(response: IncomingMessage, { maxBytes }: FetchRules): FetchedFile {
  const announced = Number(response.headers["content-length"] ?? 0);
  if (announced > maxBytes) {
    response.destroy();
    throw new FetchError("too_large", `the file has more than ${maxBytes} bytes`);
  }
  return { mediaType: readMediaType(response.headers["content-type"]), content: () => readUpTo(response, maxBytes) };
}

async function* readUpTo(response: IncomingMessage, maxBytes: number): AsyncGenerator<Uint8Array, void> {
  let bytes = 0;
  try {
    for await (const piece of response as AsyncIterable<Uint8Array>) {
      bytes += piece.byteLength;
      if (bytes > maxBytes) throw new FetchError("too_large", `the file has more than ${maxBytes} bytes`);
      yield piece;
    }
  } catch (error) {
    if (error instanceof FetchError) throw error;
    throw new FetchError("unreachable", "the file broke off", { cause: error });
  }
}

/** What the sender says of the file; nobody has looked at its bytes. */
function readMediaType(header = ""): string {
  const [type = ""] = header.split(";", 1);
  return /^[\w.+-]{1,60}\/[\w.+-]{1,60}$/.test(type.trim()) ? type.trim().toLowerCase() : "application/octet-stream";
}
