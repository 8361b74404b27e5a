import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from "node:http";
import { createServer as createSecureServer } from "node:https";
import { createSecureContext } from "node:tls";
import { listen } from "#support/listen.ts";

import type { Network } from "@causerie/server/connectors/web/link-previews/site/network.ts";
import type { Certificate } from "./certificate.ts";

/** What is done with a request to one of the sites. */
export type Answer = (response: ServerResponse, request: IncomingMessage) => void;

/** Sites of the internet, all of them on one port of this machine, which the server under test reaches by a detour. */
export type ForeignSites = AsyncDisposable & {
  /** Every name leads to a public address unless `addresses` says otherwise. */
  network: Network;
  /** By host and path, e.g. `news.example/today`. */
  pages: Map<string, Answer>;
  /** What a name leads to: the next of its lists for each look-up; the last one stays. */
  addresses: Map<string, string[][]>;
  /** `host path` of each request, in order. */
  asked: string[];
  /** Headers of the newest request. */
  headers: IncomingHttpHeaders;
  /** Requests at this moment, and the most that there were at once, in all and of one host. */
  open: { now: number; most: number; ofHost: Map<string, number>; mostOfHost: number };
};

/** An address of the internet. Nothing is ever sent there. */
const publicAddress = "93.184.215.14";

/** @param certificates by host: then all of the sites are there by TLS only. */
export async function startForeignSites(
  pages: Record<string, Answer> = {},
  certificates?: Readonly<Record<string, Certificate>>,
): Promise<ForeignSites> {
  const open: ForeignSites["open"] = { now: 0, most: 0, ofHost: new Map(), mostOfHost: 0 };
  const receive = (request: IncomingMessage, response: ServerResponse): void => {
    const { host = "" } = request.headers;
    sites.asked.push(`${host} ${request.url}`);
    sites.headers = request.headers;
    const count = (by: number): void => {
      open.now += by;
      open.most = Math.max(open.most, open.now);
      open.ofHost.set(host, (open.ofHost.get(host) ?? 0) + by);
      open.mostOfHost = Math.max(open.mostOfHost, open.ofHost.get(host) ?? 0);
    };
    count(1);
    response.once("close", () => count(-1));
    const answer = sites.pages.get(`${host}${request.url}`);
    if (answer === undefined) response.writeHead(404).end();
    else answer(response, request);
  };
  const server =
    certificates === undefined
      ? createServer(receive)
      : createSecureServer(
          { SNICallback: (host, done) => done(null, createSecureContext(certificates[host])) },
          receive,
        );
  const { port } = new URL(await listen(server));
  const sites: ForeignSites = {
    network: {
      async resolve(hostname) {
        const lists = sites.addresses.get(hostname) ?? [[publicAddress]];
        const list = (lists.length > 1 ? lists.shift() : lists[0]) ?? [];
        return list.map((address) => ({ address, family: address.includes(":") ? 6 : 4 }));
      },
      detour: { address: "127.0.0.1", port: Number(port) },
    },
    pages: new Map(Object.entries(pages)),
    addresses: new Map(),
    asked: [],
    headers: {},
    open,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return sites;
}

/** A page with this in its head. */
export function page(head: string, headers: Record<string, string> = {}): Answer {
  return (response) =>
    response.writeHead(200, { "content-type": "text/html", ...headers }).end(`<html><head>${head}</head><body>body`);
}

export function bytes(type: string, content: Uint8Array | string, headers: Record<string, string> = {}): Answer {
  return (response) => response.writeHead(200, { "content-type": type, ...headers }).end(content);
}

export function redirect(location: string, status = 302): Answer {
  return (response) => response.writeHead(status, { location }).end();
}
