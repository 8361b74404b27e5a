import { readdirSync, readFileSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import { join } from "node:path";
import type { StandaloneChatElement } from "@causerie/widget/standalone";
import type { Locator, Page } from "@playwright/test";
import { init, parse } from "es-module-lexer";
import { root } from "#support/paths.ts";
import { type FakeChatServer, startFakeChatServer } from "#support/widget/fake-chat-server.ts";
import { serveHostSite } from "#support/widget/host-site.ts";
import { expect, test } from "#e2e/fixtures.ts";
import { said } from "#e2e/sample-messages.ts";

/** The module that another program's bundle carries, as the web part of SharePoint does. */

const dist = join(root, "widget", "dist", "standalone");
const { version } = JSON.parse(readFileSync(join(root, "widget", "package.json"), "utf8")) as { version: string };
const [major = "", minor = ""] = version.split(".");
/** Before 1.0 each minor version may break. */
const ours = `causerie-chat-${major === "0" ? `0-${minor}` : major}`;
const later = "causerie-chat-99";

type Standalone = { defineChatElement: (tag?: string) => string };

/** A page beside which the module lies, and once more as a later release would have it. */
function startServer(): Promise<FakeChatServer> {
  const site = serveHostSite({ "/": { body: "<h1>Harbour</h1><main></main>" } });
  return startFakeChatServer((request: IncomingMessage, response: ServerResponse) => {
    const name = /^\/later\/([\w-]+\.js)$/.exec(request.url ?? "")?.[1];
    if (name === undefined) return site(request, response);
    const code = readFileSync(join(dist, name), "utf8").replaceAll(ours, later);
    response.writeHead(200, { "content-type": "text/javascript" }).end(code);
  });
}

/** Puts a chat into the page. @returns its element. */
async function show(page: Page, folder: string, options: Partial<StandaloneChatElement> = {}): Promise<Locator> {
  const tag = await page.evaluate(
    async ([path, given]) => {
      const { defineChatElement } = (await import(`/${path}/standalone.js`)) as Standalone;
      const tag = defineChatElement();
      const element = document.createElement(tag);
      Object.assign(element, { endpoint: "/web", mode: "inline" }, given);
      document.querySelector("main")?.append(element);
      return tag;
    },
    [folder, options] as const,
  );
  return page.locator(tag).last();
}

test("the module asks for nothing but its own files, and does nothing before it is told to", async ({ page }) => {
  await init;
  const files = readdirSync(dist).filter((file) => file.endsWith(".js"));
  const imports = files.flatMap((file) => parse(readFileSync(join(dist, file), "utf8"))[0].map(({ n }) => n));
  expect(imports.length).toBeGreaterThan(10);
  expect(imports.filter((name) => name === undefined || !files.includes(name.replace("./", "")))).toEqual([]);

  await using server = await startServer();
  await page.goto(new URL("/", server.endpoint).href);
  const changed = await page.evaluate(async (tag) => {
    const before = { names: Object.getOwnPropertyNames(globalThis), html: document.documentElement.outerHTML };
    const path = "/standalone/standalone.js";
    await import(path);
    return {
      names: Object.getOwnPropertyNames(globalThis).filter((name) => !before.names.includes(name)),
      isSame: document.documentElement.outerHTML === before.html,
      isDefined: customElements.get(tag) !== undefined,
    };
  }, ours);
  expect(changed).toEqual({ names: [], isSame: true, isDefined: false });
  await page.close();
});

test("two versions live on one page, each under its own tag, and share the conversation", async ({ page }) => {
  await using server = await startServer();
  await page.goto(new URL("/", server.endpoint).href);
  const first = await show(page, "standalone");
  const second = await show(page, "later");
  expect(await first.evaluate(({ localName }) => localName)).toBe(ours);
  expect(await second.evaluate(({ localName }) => localName)).toBe(later);
  await expect.poll(() => server.readers()).toBeGreaterThan(0);
  server.log().append({ type: "message", messageId: "b1", author: { role: "bot" }, message: said("Ahoy") });
  await expect(first.getByText("Ahoy", { exact: true })).toBeVisible();
  await expect(second.getByText("Ahoy", { exact: true })).toBeVisible();
  await second.getByRole("textbox", { name: "Your message" }).fill("When does the ferry leave?");
  await page.keyboard.press("Enter");
  await expect(second.getByRole("region", { name: "Conversation" })).toContainText("Sent");
  await expect(first.getByText("When does the ferry leave?", { exact: true })).toBeVisible();

  // One of them goes, and the other stays connected.
  await first.evaluate((element) => element.remove());
  server.log().append({ type: "message", messageId: "b2", author: { role: "bot" }, message: said("At nine") });
  await expect(second.getByText("At nine", { exact: true })).toBeVisible();
  await page.close();
});

test("a tag that is there already stays with its first class, and a program may choose its own", async ({ page }) => {
  await using server = await startServer();
  await page.goto(new URL("/", server.endpoint).href);
  const tags = await page.evaluate(async () => {
    const [one, two] = (await Promise.all(
      ["/standalone/standalone.js", "/later/standalone.js"].map((path) => import(path)),
    )) as Standalone[];
    one?.defineChatElement("harbour-chat");
    const first = customElements.get("harbour-chat");
    return [two?.defineChatElement("harbour-chat"), customElements.get("harbour-chat") === first];
  });
  expect(tags).toEqual(["harbour-chat", true]);
  await page.close();
});

test("theme tokens colour the chat, a later set takes their place, and nothing else gets in", async ({ page }) => {
  await using server = await startServer();
  await page.goto(new URL("/", server.endpoint).href);
  const chat = await show(page, "standalone", { theme: "light", tokens: { surface: "rgb(1, 2, 3)", text: "#ffffff" } });
  const panel = chat.locator('[part="window"]');
  await expect(panel).toHaveCSS("background-color", "rgb(1, 2, 3)");
  await chat.evaluate((element: StandaloneChatElement) => {
    Object.assign(element, { tokens: { text: "rgb(4, 5, 6)", "} * { display: none": "x" } });
  });
  await expect(panel).toHaveCSS("background-color", "rgb(255, 255, 255)");
  await expect(panel).toHaveCSS("color", "rgb(4, 5, 6)");
  expect(await chat.getAttribute("style")).toBe("--causerie-text: rgb(4, 5, 6);");
  await page.close();
});

test("an avatar takes the place of the emblem", async ({ page }) => {
  await using server = await startServer();
  await page.goto(new URL("/", server.endpoint).href);
  const chat = await show(page, "standalone", { avatar: 'data:image/png;base64,") url(x' });
  const emblem = chat.locator(".causerie-emblem");
  await expect(emblem).toHaveCSS("background-image", 'url("data:image/png;base64,\\") url(x")');
  await chat.evaluate((element: StandaloneChatElement) => (element.avatar = undefined));
  await expect(emblem).toHaveCSS("background-image", "none");
  await page.close();
});

test("a chat that keeps no history begins anew with the page, and leaves no conversation on the device", async ({
  page,
}) => {
  await using server = await startServer();
  const visit = async (keepsHistory: boolean): Promise<Locator> => {
    await page.goto(new URL("/", server.endpoint).href);
    const chat = await show(page, "standalone", { keepsHistory });
    await expect.poll(() => server.readers()).toBe(1);
    return chat;
  };
  const say = async (chat: Locator, text: string): Promise<void> => {
    await chat.getByRole("textbox", { name: "Your message" }).fill(text);
    await page.keyboard.press("Enter");
    await expect(chat.getByRole("region", { name: "Conversation" })).toContainText("Sent");
  };
  await say(await visit(false), "Between us");
  expect(await page.evaluate(async () => (await indexedDB.databases()).length)).toBe(0);
  const again = await visit(false);
  await expect(again.getByRole("textbox", { name: "Your message" })).toBeVisible();
  await expect(again.getByText("Between us")).toHaveCount(0);
  await say(await visit(true), "For good");
  await expect((await visit(true)).getByText("For good")).toBeVisible();
  await page.close();
});
