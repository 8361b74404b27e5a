import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { join } from "node:path";
import { build } from "vite";
import { listen } from "#support/listen.ts";
import { readBody } from "#support/widget/http-exchange.ts";
import { toHtml } from "./harness-html.ts";
import { readFrameworkFile, readFrameworkManifests, readThirdParty, thirdPartyAddresses } from "./framework.ts";
import type { SharePointPackage } from "./package-file.ts";
import type { PageOptions } from "./page/platform.ts";

/** What SharePoint Online enforces on its pages since March 2026, without the hosts of Microsoft. */
const policy = "script-src 'unsafe-eval' 'self'; report-uri /csp";

export type HarnessSite = AsyncDisposable & {
  /** Of the site in SharePoint that the pages belong to. */
  siteUrl: string;
  /** The reports of what the policy has blocked. */
  reports: string[];
  /** The tenant property, as `Set-PnPStorageEntity` sets it. */
  setTenantProperty(key: string, value: string | undefined): void;
  /** What was asked of SharePoint's own API. */
  apiRequests: string[];
};

type Exchange = { request: IncomingMessage; response: ServerResponse; url: URL };

/**
 * A page as SharePoint Online serves it: its policy, its framework, the package's scripts, and the little of its API that the
 * package asks.
 */
export async function startHarnessSite(packages: readonly SharePointPackage[]): Promise<HarnessSite> {
  const reports: string[] = [];
  const apiRequests: string[] = [];
  const properties = new Map<string, string>();
  const manifests = [...readFrameworkManifests(), ...packages.flatMap((one) => one.manifests)];
  const script = await bundlePage();

  const server = createServer((request, response) => void answer(request, response));
  // A name and a number are two sites for a browser, as SharePoint and a chat server are.
  const address = new URL(await listen(server));
  address.hostname = "localhost";
  const siteUrl = new URL("/sites/intranet", address).href;

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? "/", address);
    const exchange = { request, response, url };
    const [, first = "", second = "", third = ""] = url.pathname.split("/").map(decodeURIComponent);
    if (first === "csp") return keepReport(exchange);
    if (url.pathname.includes("/_api/")) return answerApi(exchange);
    if (first === "sites") return send(exchange, "text/html; charset=utf-8", page(url), policy);
    if (url.pathname === "/harness.js") return send(exchange, "text/javascript", script);
    if (first === "framework") return send(exchange, typeOf(third), readFrameworkFile(second, third));
    if (first === "third") return send(exchange, "text/javascript", readThirdParty(second));
    if (first === "package") return send(exchange, "text/javascript", packages[Number(second)]?.scripts.get(third));
    send(exchange, "text/plain", undefined);
  }

  async function keepReport({ request, response }: Exchange): Promise<void> {
    reports.push(JSON.stringify(await readBody(request)));
    response.writeHead(204).end();
  }

  /** https://learn.microsoft.com/sharepoint/dev/spfx/tenant-properties: a key without a value answers with null. */
  function answerApi(exchange: Exchange): void {
    apiRequests.push(exchange.url.pathname);
    const [, key = ""] = /GetStorageEntity\('(.*)'\)$/.exec(decodeURIComponent(exchange.url.pathname)) ?? [];
    const value = properties.get(key);
    send(exchange, "application/json", JSON.stringify(value === undefined ? { "odata.null": true } : { Value: value }));
  }

  function page({ searchParams }: URL): string {
    const options: PageOptions = {
      locale: searchParams.get("locale") ?? "en-US",
      isRightToLeft: searchParams.has("rtl"),
      siteUrl,
    };
    const settings = JSON.stringify({ components: { manifests, thirdParty: thirdPartyAddresses }, options });
    return toHtml(options, settings.replaceAll("<", "\\u003c"));
  }

  return {
    siteUrl,
    reports,
    apiRequests,
    setTenantProperty(key, value) {
      if (value === undefined) properties.delete(key);
      else properties.set(key, value);
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function send(
  { response }: Exchange,
  type: string,
  body: string | Buffer | undefined,
  contentSecurityPolicy?: string,
): void {
  response.writeHead(body === undefined ? 404 : 200, {
    "content-type": type,
    ...(contentSecurityPolicy !== undefined && { "content-security-policy": contentSecurityPolicy }),
  });
  response.end(body);
}

const typeOf = (file: string): string => (file.endsWith(".woff") ? "font/woff" : "text/javascript");

/** What runs in the page of the harness itself: the stand-in for SharePoint's loader, and what drives its life cycle. */
async function bundlePage(): Promise<string> {
  const results = await build({
    root: import.meta.dirname,
    configFile: false,
    logLevel: "error",
    publicDir: false,
    build: {
      write: false,
      minify: false,
      modulePreload: false,
      rollupOptions: { input: join(import.meta.dirname, "page", "main.ts"), output: { format: "iife" } },
    },
  });
  const output = [results].flat().flatMap((result) => ("output" in result ? result.output : []));
  return output.find((part) => part.type === "chunk")?.code ?? "";
}
