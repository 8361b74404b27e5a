import { createServer } from "node:http";
import { setTimeout as delay } from "node:timers/promises";
import { createBot, startServer, story, web } from "@causerie/server";
import type { CDPSession } from "@playwright/test";
import { disposableFolder } from "#support/disposable-folder.ts";
import { listen } from "#support/listen.ts";
import { startFakePushService } from "#support/web/fake-push-service.ts";
import { waitUntil } from "#support/wait-until.ts";
import { serveHostSite } from "#support/widget/host-site.ts";
import { ChatPage } from "#e2e/chat-page.ts";
import { expect, test } from "#e2e/fixtures.ts";

/** A browser whose tab is closed learns of an answer, by a worker that the site has. */

const bot = createBot({
  stories: [
    story("bag", { keywords: ["bag"] }).handle(async () => {
      await delay(4_000);
      return "Your bag was found.";
    }),
  ],
  fallback: () => "?",
});

test("a closed tab learns of a late answer: the server tells the push service, and the worker shows it", async ({
  context,
  page,
}) => {
  test.setTimeout(90_000);
  await using service = await startFakePushService();
  const push = { subject: "mailto:help@example.com", services: [service.origin] };
  const folder = disposableFolder();
  const connectors = [web({ origins: "any", push })];
  const config = { bot, connectors, data: folder.path, host: "127.0.0.1", port: 0, logLevel: "silent" as const };
  const server = await startServer({ ...config, maxLoopDelayMs: 0 }, { variables: {} });
  const data = `data-endpoint="${server.url}/web" data-features="notifications push" data-push-worker="/causerie/push-worker.js"`;
  const site = createServer(serveHostSite({ "/": { body: `<script src="/causerie.js" async ${data}></script>` } }));
  const origin = await listen(site);

  await context.grantPermissions(["notifications"], { origin });
  // A browser without network has no push service. Ours stands in its place; all else of the browser is real.
  await context.exposeFunction("subscribeAt", (publicKey: string) => service.subscribe("ada", publicKey));
  await context.addInitScript(() => {
    PushManager.prototype.subscribe = async (options) => {
      const bytes = new Uint8Array(options?.applicationServerKey as ArrayBuffer);
      const key = btoa(String.fromCharCode(...bytes))
        .replaceAll("+", "-")
        .replaceAll("/", "_")
        .replaceAll("=", "");
      const { subscribeAt } = window as unknown as { subscribeAt: (key: string) => Promise<object> };
      const subscription = await subscribeAt(key);
      return { toJSON: () => subscription } as unknown as PushSubscription;
    };
  });
  const cdp: CDPSession = await context.newCDPSession(page);
  let registrationId = "";
  cdp.on("ServiceWorker.workerRegistrationUpdated", ({ registrations }) => {
    registrationId = registrations.find(({ isDeleted }) => !isDeleted)?.registrationId ?? registrationId;
  });
  await cdp.send("ServiceWorker.enable");
  await page.goto(origin);
  await page.evaluate(() => localStorage.setItem("causerie:notifications", "yes"));
  const subscribed = page.waitForResponse((response) => response.url().endsWith("/push") && response.status() === 204);
  const chat = new ChatPage(page);
  await chat.open();
  await chat.say("Where is my bag?");
  await expect(chat.said("Where is my bag?")).toContainText("Sent");
  await subscribed;
  await page.goto("about:blank");

  expect(await waitUntil(() => service.pushes.length > 0, 40_000)).toBe(true);
  const payload = service.pushes[0]?.payload;
  expect(payload).toEqual({ causerie: 1, title: "New answer in the chat", url: `${origin}/` });

  await cdp.send("ServiceWorker.deliverPushMessage", { origin, registrationId, data: JSON.stringify(payload) });
  // What another sender pushes to the site's worker is not ours to show.
  await cdp.send("ServiceWorker.deliverPushMessage", { origin, registrationId, data: '{"title":"Other"}' });
  await page.goto(origin);
  const shown = (): Promise<{ title: string; body: string; data: unknown }[]> =>
    page.evaluate(async () => {
      const [registration] = await navigator.serviceWorker.getRegistrations();
      const notifications = (await registration?.getNotifications({ tag: "causerie" })) ?? [];
      return notifications.map(({ title, body, data: given }) => ({ title, body, data: given as unknown }));
    });
  await expect.poll(shown).toEqual([{ title: "New answer in the chat", body: "", data: { url: `${origin}/` } }]);
  site.closeAllConnections();
  site.close();
  await server[Symbol.asyncDispose]();
  folder.remove();
});
