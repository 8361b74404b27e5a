import { getCACertificates, setDefaultCACertificates } from "node:tls";
import type { BotMessage } from "@causerie/server/channel/message/message.ts";
import type { LinkPreviewAnswer } from "@causerie/protocol";
import { expect, onTestFinished, test } from "vitest";
import { type Certificate, createCertificate } from "#support/web/certificate.ts";
import { type Answer, bytes, page, redirect, startForeignSites } from "#support/web/foreign-sites.ts";
import { RestClient } from "#support/web/rest-client.ts";
import { redPixel } from "#support/web/upload-client.ts";
import { startWebHost } from "#support/web/web-host.ts";

/** Sites with TLS, reached at an address that was looked at: the certificate must be that of the name all the same. */

/** The server trusts these, besides those that it trusts anyway. */
async function start(
  pages: Readonly<Record<string, Answer>>,
  certificates: Readonly<Record<string, Certificate>>,
  trusted = Object.values(certificates),
) {
  const usual = getCACertificates("default");
  setDefaultCACertificates([...usual, ...trusted.map(({ cert }) => cert)]);
  onTestFinished(() => setDefaultCACertificates(usual));
  const sites = await startForeignSites(pages, certificates);
  onTestFinished(async () => await sites[Symbol.asyncDispose]());
  const host = await startWebHost({ connectors: [{ linkPreviews: { hosts: "any" } }], network: sites.network });
  onTestFinished(async () => await host[Symbol.asyncDispose]());
  const ada = await RestClient.start(`${host.url}/web`);
  const previewOf = async (link: string): Promise<LinkPreviewAnswer["preview"]> => {
    const message: BotMessage = { type: "text", text: link, buttons: [], quickReplies: [] };
    const messageId = crypto.randomUUID();
    const [event] = host.log.append(ada.session.conversationId, {
      type: "message",
      messageId,
      author: { role: "bot" },
      message,
    });
    return (await ada.get<LinkPreviewAnswer>(`/previews/${event?.seq}`)).body.preview;
  };
  return { sites, host, previewOf };
}

const good = page("<title>Today</title>");
const of = (host: string): Certificate => createCertificate({ host });
const day = 24 * 3_600_000;

test("a site with TLS is asked by its name and shown with its picture, though it is reached by its address", async () => {
  const { sites, previewOf } = await start(
    {
      "harbour.example/": page('<title>Harbour</title><meta property="og:image" content="https://cdn.example/a.png">'),
      "cdn.example/a.png": bytes("image/png", redPixel),
    },
    { "harbour.example": of("harbour.example"), "cdn.example": of("cdn.example") },
  );
  expect(await previewOf("https://harbour.example/")).toMatchObject({
    host: "harbour.example",
    title: "Harbour",
    image: { url: expect.stringContaining("/web/v1/previews/") as string },
  });
  expect(sites.asked).toEqual(["harbour.example /", "cdn.example /a.png"]);
});

test.each<[string, Certificate, "trusted" | "unknown"]>([
  ["of another name", of("other.example"), "trusted"],
  ["that nobody has signed whom this server trusts", of("harbour.example"), "unknown"],
  [
    "that has ended",
    createCertificate({
      host: "harbour.example",
      from: new Date(Date.now() - 2 * day),
      until: new Date(Date.now() - day),
    }),
    "trusted",
  ],
  [
    "that has not begun",
    createCertificate({
      host: "harbour.example",
      from: new Date(Date.now() + day),
      until: new Date(Date.now() + 2 * day),
    }),
    "trusted",
  ],
])("a site whose certificate is one %s is not asked for anything", async (_, certificate, trust) => {
  const { sites, host, previewOf } = await start(
    { "harbour.example/": good },
    { "harbour.example": certificate },
    trust === "trusted" ? [certificate] : [],
  );
  expect(await previewOf("https://harbour.example/")).toBeUndefined();
  expect(host.metrics()["web_link_previews_total unreachable"]).toBe(1);
  expect(sites.asked).toEqual([]);
});

test("a redirect to a site with a wrong certificate ends there, and a picture of one is left out", async () => {
  const { sites, previewOf } = await start(
    {
      "harbour.example/moved": redirect("https://wrong.example/"),
      "harbour.example/": page(
        '<title>Harbour</title><meta property="og:image" content="https://wrong.example/a.png">',
      ),
      "wrong.example/": good,
      "wrong.example/a.png": bytes("image/png", redPixel),
    },
    { "harbour.example": of("harbour.example"), "wrong.example": of("other.example") },
  );
  expect(await previewOf("https://harbour.example/moved")).toBeUndefined();
  expect(await previewOf("https://harbour.example/")).toEqual({ host: "harbour.example", title: "Harbour" });
  expect(sites.asked).toEqual(["harbour.example /moved", "harbour.example /"]);
});
