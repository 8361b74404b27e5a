import { createBot, startServer, web } from "@causerie/server";
import { disposableFolder } from "#support/disposable-folder.ts";
import { listen } from "#support/listen.ts";
import { startIssuer } from "#support/sign-in/issuer.ts";
import { scriptTag, serveHostSite } from "#support/widget/host-site.ts";
import { createServer } from "node:http";
import { ChatPage } from "#e2e/chat-page.ts";
import { expect, test } from "#e2e/fixtures.ts";

/** The commands of the script tag, which are the methods of the element. */
type Page = { Causerie: Record<string, (...args: unknown[]) => unknown> & { element: HTMLElement }; heard: unknown[] };

async function startSite() {
  const issuer = await startIssuer();
  const folder = disposableFolder();
  const server = await startServer(
    {
      bot: createBot({
        stories: [],
        fallback: ({ text, context, from, event }) =>
          `${from.profile?.name ?? "Stranger"} ${event.content.type} ${text} ${JSON.stringify(context)}`,
      }),
      connectors: [
        web({ origins: "any", signIn: { mode: "optional", issuers: [{ issuer: issuer.url, audience: "chat" }] } }),
      ],
      data: folder.path,
      host: "127.0.0.1",
      port: 0,
      maxLoopDelayMs: 0,
      logLevel: "silent" as const,
    },
    { variables: {} },
  );
  const early = `<script>
    window.heard = [];
    window.Causerie = [["setContext", { product: "tulips" }], ["config", { headers: () => ({ "x-site": "harbour" }) }]];
  </script>`;
  const scripted = scriptTag.replace("<script", `<script data-endpoint="${server.url}/web"`);
  const site = createServer(serveHostSite({ "/": { head: early, body: `<h1>Harbour</h1>${scripted}` } }));
  const origin = await listen(site);
  return {
    origin,
    issuer,
    async [Symbol.asyncDispose]() {
      site.closeAllConnections();
      site.close();
      await server[Symbol.asyncDispose]();
      await issuer[Symbol.asyncDispose]();
      folder.remove();
    },
  };
}

test("what the page knows is known before the chat is loaded, and loads nothing", async ({ page }) => {
  await using site = await startSite();
  const requested: string[] = [];
  const headers: (string | undefined)[] = [];
  page.on("request", (request) => {
    const { pathname } = new URL(request.url());
    requested.push(pathname);
    if (/\/web\/v1\//.test(pathname) && request.method() !== "OPTIONS") headers.push(request.headers()["x-site"]);
  });
  await page.goto(site.origin);
  const chat = new ChatPage(page);
  await expect(chat.launcher).toBeVisible();
  expect(requested.filter((path) => path.includes("chat-"))).toEqual([]);
  await chat.open();
  await chat.say("hello");
  await expect(chat.said(`Stranger text hello {"product":"tulips"}`)).toBeVisible();
  await page.evaluate(() => (globalThis as unknown as Page).Causerie["setContext"]?.({ product: "roses" }));
  await chat.say("again");
  await expect(chat.said(`Stranger text again {"product":"roses"}`)).toBeVisible();
  expect(headers.length).toBeGreaterThan(0);
  expect(new Set(headers)).toEqual(new Set(["harbour"]));
});

test("links, locations, people and listeners by commands; a detached command works, an unknown one is told", async ({
  page,
  pageErrors,
}) => {
  await using site = await startSite();
  await page.goto(site.origin);
  const chat = new ChatPage(page);
  await page.evaluate(async () => {
    const { Causerie, heard } = globalThis as unknown as Page;
    const listener = ({ entry }: { entry: { type: string } }): unknown => heard.push(entry.type);
    const stop = Causerie["on"]?.("message", listener) as () => void;
    Causerie["on"]?.("sent", listener);
    const { open } = Causerie;
    open?.();
    await Causerie["sendLink"]?.({ label: "Seat 12", link: "seat?number=12" });
    await Causerie["sendLocation"]?.({ latitude: 50.6, longitude: 3.06, title: "Lille" });
    stop();
  });
  await expect(chat.said("Stranger postback Seat 12")).toBeVisible();
  await expect(chat.said("Stranger location")).toBeVisible();
  await expect.poll(() => page.evaluate(() => (globalThis as unknown as Page).heard)).toEqual(["visitor", "visitor"]);
  const token = await site.issuer.sign({ sub: "ada", name: "Ada" });
  await page.evaluate((user) => (globalThis as unknown as Page).Causerie["setUser"]?.(user), token);
  await chat.say("it is me");
  await expect(chat.said("Ada text it is me")).toBeVisible();
  // Taken along, not begun anew.
  await expect(chat.said("Stranger postback Seat 12")).toBeVisible();
  await page.evaluate(() => (globalThis as unknown as Page).Causerie["push"]?.(["dance"], ["close"]));
  await expect(chat.launcher).toHaveAttribute("aria-expanded", "false");
  await expect.poll(() => pageErrors.splice(0).join()).toContain(`Causerie has no command "dance"`);
  await page.evaluate(() => (globalThis as unknown as Page).Causerie["destroy"]?.());
  await expect(page.locator("causerie-chat")).toHaveCount(0);
});
