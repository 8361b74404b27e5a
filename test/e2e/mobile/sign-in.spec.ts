import { createBot, startServer, story, web } from "@causerie/server";
import { ChatPage } from "#e2e/chat-page.ts";
import { expect, test } from "#e2e/fixtures.ts";
import { disposableFolder } from "#support/disposable-folder.ts";
import { startIssuer } from "#support/sign-in/issuer.ts";
import { AppShell } from "./app-shell.ts";

/** The token of whoever is signed in to the app opens their conversation, on a server that takes nobody else. */
const bot = createBot({
  stories: [
    story("hello", { events: ["start"] }).handle((turn) => `Hello ${JSON.stringify(turn.user.claims?.["name"])}.`),
    story("who", { keywords: ["who"] }).handle((turn) => `You are ${JSON.stringify(turn.user.claims?.["name"])}.`),
  ],
  fallback: () => "Sorry?",
});

test("the app's token signs its person in; another person finds nothing of theirs, and they find it on another device", async ({
  page,
  browser,
}) => {
  await using issuer = await startIssuer();
  const data = disposableFolder();
  await using parts = new AsyncDisposableStack();
  parts.defer(() => data.remove());
  const server = parts.use(
    await startServer(
      {
        bot,
        connectors: [
          web({ origins: [], mobileShells: ["ios"], signIn: { issuers: [{ issuer: issuer.url, audience: "chat" }] } }),
        ],
        data: data.path,
        host: "127.0.0.1",
        port: 0,
        logLevel: "silent",
        maxLoopDelayMs: 0,
      },
      { variables: {} },
    ),
  );
  const app = await AppShell.around(page, "ios");
  app.context = { signedIn: true };
  app.token = await issuer.sign({ sub: "ada", name: "Ada" });
  await page.goto(`${server.url}/embed/mobile`);
  const chat = new ChatPage(page);
  await expect(chat.said('Hello "Ada".')).toBeVisible();
  await chat.say("who");
  await expect(chat.said('You are "Ada".')).toBeVisible();

  app.token = await issuer.sign({ sub: "ben", name: "Ben" });
  await page.reload();
  await expect(chat.said('Hello "Ben".')).toBeVisible();
  await expect(chat.said('You are "Ada".')).toHaveCount(0);

  const tablet = await browser.newPage();
  parts.defer(() => tablet.close());
  const other = await AppShell.around(tablet, "ios");
  other.context = { signedIn: true };
  other.token = await issuer.sign({ sub: "ada", name: "Ada" });
  await tablet.goto(`${server.url}/embed/mobile`);
  await expect(new ChatPage(tablet).said('You are "Ada".')).toBeVisible();
});
