import { createServer, type Server } from "node:http";
import { createBot, startServer, web } from "@causerie/server";
import type { SignInOptions } from "@causerie/server/connectors/web/sign-in/options.ts";
import { listen } from "#support/listen.ts";
import { disposableFolder } from "#support/disposable-folder.ts";
import { startIssuer, type TestIssuer } from "#support/sign-in/issuer.ts";
import { scriptTag, serveHostSite } from "#support/widget/host-site.ts";
import { ChatPage } from "#e2e/chat-page.ts";
import { expect, test } from "#e2e/fixtures.ts";

type Site = { origin: string; issuer: TestIssuer } & AsyncDisposable;

/** A site whose people sign in: `/token?who=ada` is its own door to the issuer, which a page asks for the person in its storage. */
async function startSite(mode: NonNullable<SignInOptions["mode"]>): Promise<Site> {
  const issuer = await startIssuer();
  const issuers = [{ issuer: issuer.url, audience: "chat" }];
  const folder = disposableFolder();
  const config = {
    bot: createBot({ stories: [], fallback: ({ text, from }) => `${from.profile?.name ?? "Stranger"} said ${text}` }),
    connectors: [web({ origins: "any", signIn: { mode, issuers } })],
    data: folder.path,
    host: "127.0.0.1",
    port: 0,
    maxLoopDelayMs: 0,
    logLevel: "silent" as const,
  };
  const server = await startServer(config, { variables: {} });
  const scripted = scriptTag.replace("<script", `<script data-endpoint="${server.url}/web" data-open`);
  const pages = serveHostSite({
    "/": {
      head: `<script>
        window.Causerie = [["config", { getToken }]];
        async function getToken() {
          const who = localStorage.getItem("who");
          if (who === "broken") throw new Error("the session of the site is over");
          return who === null ? undefined : await (await fetch("/token?who=" + who)).text();
        }
      </script>`,
      body: `<h1>Harbour</h1>${scripted}`,
    },
  });
  const tokens = new Map<string, string>();
  const site: Server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? "/", "http://localhost");
    if (pathname !== "/token") return pages(request, response);
    const who = searchParams.get("who") ?? "";
    void (async () => {
      const token = tokens.get(who) ?? (await issuer.sign({ sub: who, name: who }));
      tokens.set(who, token);
      response.end(token);
    })();
  });
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

test("who signs in takes the conversation along, and goes on with it in another browser", async ({ page, browser }) => {
  await using site = await startSite("optional");
  const chat = new ChatPage(page);
  await page.goto(site.origin);
  await chat.say("where is my bag");
  await expect(chat.said("Stranger said where is my bag")).toBeVisible();
  await page.evaluate(() => localStorage.setItem("who", "Ada"));
  // Signing in mostly leaves the page and comes back.
  await page.reload();
  await expect(chat.said("Stranger said where is my bag")).toBeVisible();
  await chat.say("it is blue");
  await expect(chat.said("Ada said it is blue")).toBeVisible();

  const elsewhere = await browser.newContext();
  const second = await elsewhere.newPage();
  const there = new ChatPage(second);
  await second.goto(site.origin);
  await expect(there.input).toBeVisible();
  await second.evaluate(() => localStorage.setItem("who", "Ada"));
  await second.reload();
  await expect(there.said("Ada said it is blue")).toBeVisible();
  await there.say("found it");
  await expect(there.said("Ada said found it")).toBeVisible();
  await expect(chat.said("Ada said found it")).toBeVisible();

  // Another person at the first screen, without a reload; and then nobody.
  await page.evaluate(() => localStorage.setItem("who", "Bob"));
  await chat.say("hello");
  await expect(chat.said("Bob said hello")).toBeVisible();
  await expect(chat.said("blue")).toHaveCount(0);
  await page.evaluate(() => localStorage.removeItem("who"));
  await page.reload();
  await expect(chat.input).toBeVisible();
  await chat.say("anybody");
  await expect(chat.said("Stranger said anybody")).toBeVisible();
  await expect(chat.said("Bob said")).toHaveCount(0);
  await expect(chat.said("where is my bag")).toHaveCount(0);
  const kept = await page.evaluate(async () => {
    const databases = await indexedDB.databases();
    const all = await Promise.all(
      databases.map(
        ({ name = "" }) =>
          new Promise<string>((resolve) => {
            const opening = indexedDB.open(name);
            opening.addEventListener("success", () => {
              const { result } = opening;
              const read = result.transaction("values").objectStore("values").getAll();
              read.addEventListener("success", () => {
                result.close();
                resolve(JSON.stringify(read.result));
              });
            });
          }),
      ),
    );
    return all.join("") + JSON.stringify([Object.entries(localStorage), Object.entries(sessionStorage)]);
  });
  expect(kept).toContain("session");
  for (const secret of ["blue", "found it", "Ada", "Bob"]) expect(kept).not.toContain(secret);
  await elsewhere.close();
});

test("where signing in is required the chat says so, and that it failed, in a status; signed in, it goes on", async ({
  page,
}) => {
  await using site = await startSite("required");
  const chat = new ChatPage(page);
  await page.goto(site.origin);
  const notice = page.getByRole("status").filter({ hasText: /sign/i });
  await expect(notice).toHaveText("Sign in to use this chat.");
  await chat.say("hello");
  await page.evaluate(() => localStorage.setItem("who", "broken"));
  await expect(notice).toHaveText("Signing in failed. Trying again…", { timeout: 20_000 });
  await page.evaluate(() => localStorage.setItem("who", "Ada"));
  await expect(chat.said("Ada said hello")).toBeVisible({ timeout: 20_000 });
  await expect(notice).toHaveCount(0);
});
