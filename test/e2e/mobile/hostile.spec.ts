import { createServer } from "node:http";
import type { Page } from "@playwright/test";
import { ChatPage } from "#e2e/chat-page.ts";
import { listen } from "#support/listen.ts";
import { AppShell } from "./app-shell.ts";
import { everyKind, expect, test } from "./mobile-site.ts";

/** What tries to speak to the page in place of the app. */

const hostile: unknown[] = [
  undefined,
  null,
  0,
  "",
  "{",
  "[]",
  [],
  {},
  () => 1,
  { type: "chat:context", theme: "dark" },
  { version: 2, type: "chat:context", theme: "dark" },
  { version: "1", type: "chat:context", theme: "dark" },
  { version: 1 },
  { version: 1, type: "constructor" },
  { version: 1, type: ["chat:signOut"], id: "a" },
  { version: 1, type: "chat:signOut" },
  { version: 1, type: "chat:signOut", id: 1 },
  { version: 1, type: "chat:signOut", id: "a".repeat(101) },
  { version: 1, type: "chat:token", id: "none", token: "a" },
  { version: 1, type: "chat:token", id: "__proto__", token: "a" },
  { version: 1, type: "chat:token", token: "a" },
  { version: 1, type: "chat:token", id: "a", token: "" },
  { version: 1, type: "chat:token", id: "a", token: "a".repeat(16_385) },
  { version: 1, type: "chat:ready" },
  { version: 1, type: "chat:openLink", url: "https://evil.example" },
  `{"version":1,"type":"chat:signOut","id":"${"a".repeat(40_000)}"}`,
  '{"__proto__":{"version":1,"type":"chat:signOut","id":"a"}}',
];

/** A page of another site. */
async function startSiteOfOthers(body: string): Promise<{ url: string } & AsyncDisposable> {
  const server = createServer((_request, response) => {
    response.writeHead(200, { "content-type": "text/html" }).end(`<!doctype html><title>Other</title>${body}`);
  });
  // Another host by name than that of the page.
  const url = (await listen(server)).replace("localhost", "127.0.0.1");
  return {
    url,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Asks for a token without waiting for it. */
const askForToken = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const element = document.querySelector("causerie-chat") as unknown as { getToken(): Promise<string | undefined> };
    const seen: unknown[] = [];
    Object.assign(window, { seen });
    // It may end after the test, which gives no answer.
    element.getToken().then(
      (token) => seen.push(token),
      () => undefined,
    );
  });
const seenTokens = (page: Page): Promise<unknown[]> =>
  page.evaluate(() => (window as unknown as { seen: unknown[] }).seen);

test("messages that are none change nothing and throw nothing", async ({ page, startSite }) => {
  const app = await AppShell.around(page, "android");
  app.context = { signedIn: true, theme: "light" };
  await page.goto(`${await startSite(everyKind)}/embed/mobile`);
  const chat = new ChatPage(page);
  await chat.say("ferries");
  await expect(chat.said("All are at")).toBeVisible();
  app.token = undefined; // From now on it does not answer.
  const before = app.of("chat:getToken").length;
  await askForToken(page);
  await expect.poll(() => app.of("chat:getToken").length).toBeGreaterThan(before);
  await page.evaluate(
    (messages) => {
      const { CauserieMobile } = window as unknown as { CauserieMobile: { receive(input: unknown): void } };
      for (const message of [...messages, () => 1]) {
        CauserieMobile.receive(message);
        CauserieMobile.receive(JSON.stringify(message));
      }
    },
    hostile.filter((each) => typeof each !== "function"),
  );
  // A field that is wrong costs only itself.
  await app.send({ type: "chat:context", signedIn: true, theme: "purple", heading: 5, accent: { a: 1 }, locale: "-" });
  await expect(page.locator("html")).toHaveAttribute("data-theme", "auto");
  await expect(chat.said("All are at")).toBeVisible();
  expect(app.of("chat:signedOut")).toEqual([]);
  expect(await seenTokens(page)).toEqual([]);
  expect(await page.evaluate(() => "version" in {})).toBe(false);
  for (const { id } of app.of("chat:getToken")) await app.send({ type: "chat:token", id, token: "the app's" });
  await expect.poll(() => seenTokens(page)).toEqual(["the app's"]);
});

test("messages of windows have no effect, whoever posts them", async ({ page, startSite }) => {
  const app = await AppShell.around(page, "react-native");
  app.context = { signedIn: true };
  await page.goto(`${await startSite(everyKind)}/embed/mobile`);
  await expect(new ChatPage(page).said("Hello from the harbour.")).toBeVisible();
  app.token = undefined; // From now on it does not answer.
  const before = app.of("chat:getToken").length;
  await askForToken(page);
  await expect.poll(() => app.of("chat:getToken").length).toBeGreaterThan(before);
  const ids = app.of("chat:getToken").map(({ id }) => id);
  await page.evaluate(async (asked) => {
    for (const id of asked) {
      const text = JSON.stringify({ version: 1, type: "chat:token", id, token: "forged" });
      window.postMessage(text, "*");
      for (const target of [window, document])
        for (const origin of ["", "null", "https://evil.example", location.origin])
          target.dispatchEvent(new MessageEvent("message", { data: text, origin }));
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
  }, ids);
  expect(await seenTokens(page)).toEqual([]);
});

test("no page of another site can frame it", async ({ page, startSite, pageErrors }) => {
  const target = `${await startSite(everyKind)}/embed/mobile`;
  await using other = await startSiteOfOthers(`<iframe src="${target}"></iframe>`);
  const app = await AppShell.around(page, "android");
  await page.goto(other.url);
  await expect.poll(() => page.frames().length).toBe(2);
  await page.waitForLoadState("networkidle");
  expect(await page.frames()[1]?.locator("causerie-chat").count()).toBe(0);
  expect(app.received).toEqual([]);
  expect(pageErrors.splice(0)).toEqual([expect.stringContaining("frame-ancestors 'none'")]);
});

test("no page of another site keeps hold of its window", async ({ page, startSite, context }) => {
  const target = `${await startSite(everyKind)}/embed/mobile`;
  await using other = await startSiteOfOthers(
    `<button onclick="window.opened = window.open('${target}')">Open</button>`,
  );
  await page.goto(other.url);
  const opening = context.waitForEvent("page");
  await page.getByRole("button", { name: "Open" }).click();
  const opened = await opening;
  await expect(new ChatPage(opened).said("Hello from the harbour.")).toBeVisible();
  expect(await opened.evaluate(() => window.opener)).toBeNull();
  expect(await page.evaluate(() => (window as unknown as { opened: Window }).opened.closed)).toBe(true);
});
