import { setTimeout as sleep } from "node:timers/promises";
import { brotliCompressSync, gzipSync } from "node:zlib";
import type { LinkPreviewAnswer, Problem } from "@causerie/protocol";
import type { LinkPreviewOptions } from "@causerie/server/connectors/web/link-previews/options.ts";
import type { BotMessage } from "@causerie/server/channel/message/message.ts";
import type { Author } from "@causerie/server/channel/log.ts";
import { expect, onTestFinished, test } from "vitest";
import {
  type Answer,
  bytes,
  type ForeignSites,
  page,
  redirect,
  startForeignSites,
} from "#support/web/foreign-sites.ts";
import { RestClient, type RestResponse } from "#support/web/rest-client.ts";
import { pngOf, redPixel } from "#support/web/upload-client.ts";
import { startWebHost, type WebHost } from "#support/web/web-host.ts";

/** What a link is, without the visitor's browser or the machines behind the server learning of it. */

const any: LinkPreviewOptions = { hosts: "any", http: true };

async function start(pages: Record<string, Answer> = {}, options: Partial<LinkPreviewOptions> = {}) {
  const sites = await startForeignSites(pages);
  onTestFinished(async () => await sites[Symbol.asyncDispose]());
  const host = await startWebHost({
    connectors: [{ linkPreviews: { ...any, ...options } }],
    network: sites.network,
  });
  onTestFinished(async () => await host[Symbol.asyncDispose]());
  const ada = await RestClient.start(`${host.url}/web`);
  return { sites, host, ada };
}

type Asked = RestResponse<LinkPreviewAnswer & Partial<Problem>>;

/** The bot says a text, and the page of the visitor asks what its link is. */
async function ask(host: WebHost, ada: RestClient, text: string, author: Author = { role: "bot" }): Promise<Asked> {
  const messageId = crypto.randomUUID();
  const message: BotMessage = { type: "text", text, buttons: [], quickReplies: [] };
  const [event] = host.log.append(ada.session.conversationId, { type: "message", messageId, author, message });
  return await ada.get(`/previews/${event?.seq}`);
}

async function previewOf(host: WebHost, ada: RestClient, text: string): Promise<LinkPreviewAnswer["preview"]> {
  return (await ask(host, ada, text)).body.preview;
}

/** Why the one link of a text has no preview. */
async function reasonOf(pages: Record<string, Answer>, link: string, change?: (sites: ForeignSites) => void) {
  const { sites, host, ada } = await start(pages);
  change?.(sites);
  expect((await ask(host, ada, link)).body).toEqual({});
  return Object.keys(host.metrics()).flatMap((name) => /^web_link_previews_total (.*)$/.exec(name)?.[1] ?? []);
}

const good = page('<title>Today</title><meta name="description" content="What is new.">');

test("a message with a link is marked, and its preview says what the page says of itself", async () => {
  const head = `<title>Plain</title><meta property="og:title" content="Ferries &amp; buses">
    <meta property="og:description" content="  All\n departures  "><meta property="og:site_name" content="Harbour">
    <meta property="og:image" content="/pier.png#top">`;
  const { sites, host, ada } = await start({
    "harbour.example/ferries?day=1": page(head),
    "harbour.example/pier.png": bytes("text/plain", redPixel),
  });
  const { body } = await ask(host, ada, "See [the plan](http://harbour.example/ferries?day=1#noon), or call.");
  expect(body.preview).toEqual({
    host: "harbour.example",
    title: "Ferries & buses",
    description: "All departures",
    siteName: "Harbour",
    image: { url: expect.stringMatching(/\/web\/v1\/previews\/ey/), expiresInMs: 600_000 },
  });
  const { events } = (await ada.snapshot()).body;
  expect(events[0]).toMatchObject({
    message: { preview: { id: "1", url: "http://harbour.example/ferries?day=1#noon" } },
  });
  expect((await ada.events()).body.events[0]).toEqual(events[0]);
  expect(sites.asked).toEqual(["harbour.example /ferries?day=1", "harbour.example /pier.png"]);
});

test("the picture comes from this server, as its bytes are and without rights", async () => {
  const { host, ada } = await start({
    "harbour.example/": page('<title>A</title><meta property="og:image" content="http://cdn.example/a">'),
    "cdn.example/a": bytes("text/html", redPixel),
  });
  const image = (await previewOf(host, ada, "http://harbour.example/"))?.image;
  const served = await fetch(image?.url ?? "");
  expect(Object.fromEntries(served.headers)).toMatchObject({
    "content-type": "image/png",
    "content-length": String(redPixel.length),
    "x-content-type-options": "nosniff",
    "content-security-policy": "sandbox; default-src 'none'; frame-ancestors 'none'",
    "cross-origin-resource-policy": "cross-origin",
    "cache-control": "private, max-age=600",
    "referrer-policy": "no-referrer",
  });
  expect(Buffer.from(await served.arrayBuffer()).equals(redPixel)).toBe(true);
  const forged = `${host.url}/web/v1/previews/${Buffer.from("http://cdn.example/a").toString("base64url")}`;
  expect((await fetch(forged)).status).toBe(404);
});

test.each([
  ["an SVG", bytes("image/png", '<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>')],
  ["a page", bytes("image/png", "<html>")],
  ["more than 2 MB", bytes("image/png", pngOf(2_000_001))],
  ["a picture of a billion pixels", bytes("image/png", hugePng())],
  ["a bomb", bytes("image/png", gzipSync(pngOf(50_000_000)), { "content-encoding": "gzip" })],
  ["a way into the own network", redirect("http://10.0.0.1/a.png")],
])("a picture that is %s is left out", async (_, answer) => {
  const head = '<title>A</title><meta property="og:image" content="http://cdn.example/a">';
  const { host, ada } = await start({ "harbour.example/": page(head), "cdn.example/a": answer });
  expect(await previewOf(host, ada, "http://harbour.example/")).toEqual({ host: "harbour.example", title: "A" });
});

function hugePng(): Buffer {
  const png = Buffer.from(redPixel);
  png.writeUInt32BE(40_000, 16);
  png.writeUInt32BE(25_000, 20);
  return png;
}

test("a site is told who asks, and nothing of whom for", async () => {
  const { sites, host, ada } = await start({ "harbour.example/": good });
  await ask(host, ada, "http://harbour.example/");
  expect(sites.headers).toEqual({
    host: "harbour.example",
    "user-agent": "Causerie-LinkPreview/1.0",
    accept: "text/html, application/xhtml+xml",
    "accept-encoding": "gzip, br",
    connection: "close",
  });
});

test.each([
  ["127.0.0.1"],
  ["10.20.30.40"],
  ["169.254.169.254"],
  ["::1"],
  ["::ffff:10.0.0.1"],
  ["64:ff9b::a00:1"],
  ["2002:a00:1::"],
  ["fd12::1"],
])("a name that leads to %s is never called, beside a public address neither", async (address) => {
  const { sites, host, ada } = await start({ "harbour.example/": good, "both.example/": good });
  sites.addresses.set("harbour.example", [[address]]).set("both.example", [["93.184.215.14", address]]);
  expect(await previewOf(host, ada, "http://harbour.example/")).toBeUndefined();
  expect(await previewOf(host, ada, "http://both.example/")).toBeUndefined();
  expect(host.metrics()["web_link_previews_total private"]).toBe(2);
  expect(sites.asked).toEqual([]);
});

test("a name is looked up once, and the connection goes to what was found then", async () => {
  const { sites, host, ada } = await start({ "rebinding.example/": good });
  sites.addresses.set("rebinding.example", [["93.184.215.14"], ["127.0.0.1"]]);
  expect(await previewOf(host, ada, "http://rebinding.example/")).toMatchObject({ title: "Today" });
  expect(sites.addresses.get("rebinding.example")).toEqual([["127.0.0.1"]]);
});

test.each([
  ["http://127.0.0.1/"],
  ["http://2130706433/"],
  ["http://0x7f.1/"],
  ["http://[::1]/"],
  ["http://localhost/"],
  ["http://intranet/"],
  ["http://harbour.example:8080/"],
  ["http://harbour.example.:80/"],
  ["http://ada:secret@harbour.example/"],
  ["ftp://harbour.example/"],
  ["`http://harbour.example/`"],
  ["harbour.example"],
])("%s is no link to preview", async (text) => {
  const { sites, host, ada } = await start({ "harbour.example/": good });
  expect((await ask(host, ada, text)).status).toBe(404);
  expect((await ada.snapshot()).body.events[0]).not.toHaveProperty("message.preview");
  expect(sites.asked).toEqual([]);
});

test("redirects are followed three times, and each is looked at", async () => {
  const pages = {
    "a.example/": redirect("http://b.example/"),
    "b.example/": redirect("/next", 308),
    "b.example/next": redirect("//c.example/", 301),
    "c.example/": good,
    "d.example/": redirect("http://a.example/"),
    "e.example/": redirect("http://10.0.0.1/"),
    "f.example/": redirect("http://inner.example/"),
    "g.example/": redirect("http://c.example:8080/"),
    "h.example/": redirect("file:///etc/passwd"),
  };
  const { sites, host, ada } = await start(pages);
  sites.addresses.set("inner.example", [["192.168.0.1"]]);
  expect(await previewOf(host, ada, "http://a.example/")).toMatchObject({ host: "c.example", title: "Today" });
  for (const name of ["d", "e", "f", "g", "h"])
    expect(await previewOf(host, ada, `http://${name}.example/`)).toBeUndefined();
  expect(host.metrics()).toMatchObject({
    "web_link_previews_total made": 1,
    "web_link_previews_total redirects": 1,
    "web_link_previews_total not_allowed": 3,
    "web_link_previews_total private": 1,
  });
});

test("only listed hosts are visited, over TLS, also by redirects and for pictures", async () => {
  const head = '<title>A</title><meta property="og:image" content="http://cdn.example/a">';
  const pages = {
    "www.harbour.example/": page(head),
    "www.harbour.example/away": redirect("http://other.example/"),
    "other.example/": good,
    "cdn.example/a": bytes("image/png", redPixel),
  };
  const { sites, host, ada } = await start(pages, { hosts: ["*.harbour.example"] });
  expect(
    await previewOf(host, ada, "http://other.example/ http://harbour.example/ http://www.harbour.example/"),
  ).toEqual({ host: "www.harbour.example", title: "A" });
  expect(await previewOf(host, ada, "http://www.harbour.example/away")).toBeUndefined();
  expect(sites.asked).toEqual(["www.harbour.example /", "www.harbour.example /away"]);
  const strict = await start(pages, { hosts: "any", http: false });
  expect((await ask(strict.host, strict.ada, "http://www.harbour.example/")).status).toBe(404);
});

test("an own site may be in the own network; no other site leads to it, by redirect or picture", async () => {
  const inner = await startForeignSites();
  onTestFinished(async () => await inner[Symbol.asyncDispose]());
  const own = `http://127.0.0.1:${inner.network.detour?.port}`;
  const name = new URL(own).host;
  inner.pages
    .set(`${name}/`, page('<title>Inside</title><meta property="og:image" content="/logo.png">'))
    .set(`${name}/logo.png`, bytes("image/png", redPixel));
  const { host, ada } = await start(
    {
      "evil.example/": redirect(`${own}/`),
      "sly.example/": page(`<title>Sly</title><meta property="og:image" content="${own}/logo.png">`),
    },
    { ownSites: [own] },
  );
  expect(await previewOf(host, ada, "http://evil.example/")).toBeUndefined();
  expect(await previewOf(host, ada, "http://sly.example/")).toEqual({ host: "sly.example", title: "Sly" });
  expect(inner.asked).toEqual([]);
  expect(await previewOf(host, ada, `${own}/`)).toMatchObject({ title: "Inside", image: { url: expect.any(String) } });
});

test("the visitor's own words are never visited, nor a message of somebody else", async () => {
  const { sites, host, ada } = await start({ "harbour.example/": good });
  await ada.send("1", "http://harbour.example/");
  expect((await ada.get("/previews/1")).status).toBe(404);
  expect((await ask(host, ada, "http://harbour.example/", { role: "system" })).status).toBe(404);
  await ask(host, ada, "http://harbour.example/", { role: "agent", name: "Bo" });
  expect(sites.asked).toHaveLength(1);
  const eve = await RestClient.start(`${host.url}/web`);
  expect((await eve.get("/previews/3")).status).toBe(404);
  for (const bad of ["0", "1e3", "-1", "99", "x"]) expect((await ada.get(`/previews/${bad}`)).status).toBe(404);
});

test("a chat without them marks nothing, and says so", async () => {
  await using host = await startWebHost();
  const ada = await RestClient.start(`${host.url}/web`);
  expect((await ask(host, ada, "https://harbour.example/")).body.code).toBe("unsupported");
  expect((await ada.snapshot()).body.events[0]).not.toHaveProperty("message.preview");
});

const long = `<!--${"x".repeat(1_000_000)}-->`;
const endless: Answer = (response) => {
  response.writeHead(200, { "content-type": "text/html" });
  const write = (): void => {
    if (!response.destroyed) response.write(long, () => setImmediate(write));
  };
  write();
};
const slow: Answer = (response) => {
  response.writeHead(200, { "content-type": "text/html" });
  const timer = setInterval(() => response.write(" "), 200);
  response.once("close", () => clearInterval(timer));
};

test.each<[string, Answer, string[]]>([
  ["is not there", (response) => response.writeHead(404).end("<title>Gone</title>"), ["status"]],
  ["says nothing", page("<title> </title>"), ["empty"]],
  ["is no page", bytes("application/pdf", "<title>A</title>"), ["type"]],
  ["lies about being a page", bytes("text/html", redPixel), ["empty"]],
  ["has its title behind 1 MB", page(`${long}<title>A</title>`), ["empty"]],
  ["never ends", endless, ["empty"]],
  ["is compressed in an unknown manner", page("<title>A</title>", { "content-encoding": "zstd" }), ["type"]],
  ["is compressed and broken", page("<title>A</title>", { "content-encoding": "gzip" }), ["unreachable"]],
  ["closes at once", (_, request) => request.socket.destroy(), ["unreachable"]],
  ["sends too many headers", page("<title>A</title>", { "x-long": "a".repeat(20_000) }), ["unreachable"]],
  ["drips", slow, ["timeout"]],
  ["never answers", () => {}, ["timeout"]],
])("a page that %s has no preview", async (_, answer, reasons) => {
  const began = performance.now();
  expect(await reasonOf({ "a.example/": answer }, "http://a.example/")).toEqual(reasons);
  expect(performance.now() - began).toBeLessThan(12_000);
});

test("a page of 50 MB in 50 kB costs no more than its head", async () => {
  const bomb = Buffer.from(`<title>Boom</title>${" ".repeat(50_000_000)}`);
  const { host, ada } = await start({
    "gzip.example/": bytes("text/html", gzipSync(bomb), { "content-encoding": "gzip" }),
    "br.example/": bytes("text/html", brotliCompressSync(bomb.subarray(0, 9_000_000)), { "content-encoding": "br" }),
  });
  const before = process.memoryUsage().arrayBuffers;
  for (const name of ["gzip", "br"])
    expect(await previewOf(host, ada, `http://${name}.example/`)).toMatchObject({ title: "Boom" });
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(20_000_000);
});

test("a name that nobody knows leads nowhere", async () => {
  expect(await reasonOf({}, "http://a.example/", (sites) => sites.addresses.set("a.example", [[]]))).toEqual([
    "unreachable",
  ]);
});

test("who asks for the same waits for the same, and what is known is not asked again", async () => {
  const { sites, host, ada } = await start({
    "a.example/": (response, request) => void sleep(300).then(() => good(response, request)),
    "gone.example/": redirect("http://10.0.0.1/"),
  });
  const answers = await Promise.all(
    Array.from({ length: 5 }, async () => await previewOf(host, ada, "http://a.example/#x")),
  );
  expect(new Set(answers.map((answer) => answer?.title))).toEqual(new Set(["Today"]));
  for (const hash of ["", "#1", "#2"]) await previewOf(host, ada, `http://gone.example/${hash}`);
  const eve = await RestClient.start(`${host.url}/web`);
  expect(await previewOf(host, eve, "http://a.example/")).toMatchObject({ title: "Today" });
  expect(sites.asked).toEqual(["a.example /", "gone.example /"]);
});

test("a slow site keeps only its own waiting: few visits at a time, and two of one site", async () => {
  const { sites, host, ada } = await start();
  const late: Answer = (response, request) => void sleep(100).then(() => good(response, request));
  for (let number = 0; number < 20; number += 1)
    sites.pages.set(`www${number}.slow.example/`, slow).set(`quick${number}.test/`, late);
  const numbers = Array.from({ length: 20 }, (_, number) => number);
  const slows = numbers.map(async (number) => await previewOf(host, ada, `http://www${number}.slow.example/`));
  await sleep(300);
  expect(sites.open.now).toBe(2);
  const began = performance.now();
  const quick = await Promise.all(
    numbers.map(async (number) => await previewOf(host, ada, `http://quick${number}.test/`)),
  );
  expect(quick.map((preview) => preview?.title)).toEqual(numbers.map(() => "Today"));
  expect(performance.now() - began).toBeLessThan(4_000);
  expect(sites.open.most).toBe(8);
  await Promise.all(slows);
  // Whose turn did not come is asked again, later.
  const { "web_link_previews_total timeout": timeout = 0, "web_link_previews_total busy": busy = 0 } = host.metrics();
  expect(timeout + busy).toBe(20);
  expect(timeout).toBeLessThanOrEqual(4);
});

test("no address reaches the log", async () => {
  const { host, ada } = await start({ "secret-host.example/secret-path": () => {} });
  await ask(host, ada, "http://secret-host.example/secret-path?secret-token");
  expect(host.logged()).not.toMatch(/secret/);
});
