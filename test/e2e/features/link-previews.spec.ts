import { createServer, type ServerResponse } from "node:http";
import { AxeBuilder } from "@axe-core/playwright";
import { createBot } from "@causerie/server";
import type { Page } from "@playwright/test";
import { listen } from "#support/listen.ts";
import { redPixel } from "#support/web/upload-client.ts";
import type { ChatPage } from "#e2e/chat-page.ts";
import { expect, test as base } from "#e2e/served-page.ts";

type Site = {
  url: string;
  asked: string[];
  /** Answers that a test gives when it wants to. */
  held: ServerResponse[];
};

/** A site that the bot links to, on this machine. */
const test = base.extend<{ site: Site }>({
  site: async ({ page: _page }, use) => {
    const asked: string[] = [];
    const held: ServerResponse[] = [];
    const server = createServer(({ url = "" }, response) => {
      asked.push(url);
      if (url === "/held") held.push(response);
      else if (url === "/pier.png") response.writeHead(200, { "content-type": "image/png" }).end(redPixel);
      else if (url === "/pier") response.writeHead(200, { "content-type": "text/html" }).end(pier);
      else response.writeHead(404).end();
    });
    const url = await listen(server);
    await use({ url, asked, held });
    server.closeAllConnections();
    server.close();
  },
});

const pier = `<title>x</title><meta property="og:title" content="Pier 4 is open again after the storm of last week">
  <meta property="og:description" content="All ferries leave on time, and the café has opened, too. Tickets are sold on board.">
  <meta property="og:site_name" content="Harbour"><meta property="og:image" content="/pier.png">`;

const answer = (response: ServerResponse | undefined, html: string): void =>
  void response?.writeHead(200, { "content-type": "text/html" }).end(html);

/** Says again what it is told, and a path as a link to the site. */
const botOf = (site: Site) =>
  createBot({
    stories: [],
    fallback: ({ text }) => (text.startsWith("/") ? `See [the page](${site.url}${text}).` : "No link."),
  });

const card = (chat: ChatPage) => chat.thread.locator('[part="link-preview"]');

async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).withTags(["wcag2a", "wcag2aa", "wcag22aa"]).analyze();
  expect(violations.map(({ id, nodes }) => `${id} ${nodes[0]?.html}`)).toEqual([]);
}

test("a card under the text says what its link is, and is there after a reload", async ({ page, serve, site }) => {
  const requests: string[] = [];
  page.on("request", (request) => requests.push(request.url()));
  const chat = await serve(botOf(site), {}, { linkPreviews: { hosts: [], ownSites: [site.url] } });
  await chat.say("/pier");
  await expect(card(chat)).toHaveAccessibleName(
    /^Pier 4 is open again after the storm of last week All ferries .* 127\.0\.0\.1:\d+ · Harbour .*new tab/,
  );
  const image = card(chat).locator("img");
  await expect(image).toHaveJSProperty("naturalWidth", 1);
  await expectAccessible(page);
  await page.reload();
  if (!(await chat.input.isVisible())) await chat.launcher.click();
  await expect(card(chat)).toContainText("Pier 4");
  expect(site.asked).toEqual(["/pier", "/pier.png"]);
  expect(requests.filter((url) => url.startsWith(site.url))).toEqual([]);
});

test("nothing moves when it comes, and where nothing comes it says where the link leads", async ({ serve, site }) => {
  const chat = await serve(botOf(site), {}, { linkPreviews: { hosts: [], ownSites: [site.url] } });
  await chat.say("/held");
  await expect(card(chat)).toContainText("/held");
  await expect.poll(() => site.held.length).toBe(1);
  const bubble = chat.thread.getByText("See the page");
  const before = [await bubble.boundingBox(), await card(chat).boundingBox()];
  answer(site.held[0], pier);
  await expect(card(chat)).toContainText("Pier 4");
  expect([await bubble.boundingBox(), await card(chat).boundingBox()]).toEqual(before);

  await chat.say("/gone");
  await expect.poll(() => site.asked.includes("/gone")).toBe(true);
  const last = card(chat).last();
  await expect(last).toContainText("/gone");
  await expect(last).toHaveAccessibleName(/^127\.0\.0\.1:\d+ \/gone .*new tab/);
  expect((await last.boundingBox())?.height).toBe(before[1]?.height);
});

test("it is reached and opened by the keyboard, and what it says is not announced once more", async ({
  page,
  serve,
  site,
}) => {
  const chat = await serve(botOf(site), {}, { linkPreviews: { hosts: [], ownSites: [site.url] } });
  await chat.say("/pier");
  await expect(card(chat)).toContainText("Pier 4");
  await expect(page.locator("[aria-live]", { hasText: "Pier 4" })).toHaveCount(0);
  await chat.thread.getByRole("link", { name: /^the page/ }).focus();
  await page.keyboard.press("Tab");
  await expect(card(chat)).toBeFocused();
  const opened = page.waitForEvent("popup");
  await page.keyboard.press("Enter");
  expect((await opened).url()).toBe(`${site.url}/pier`);
});

test("a text without a link, and the visitor's own link, have none; a server that visits nothing marks nothing", async ({
  serve,
  site,
}) => {
  const chat = await serve(botOf(site), {}, { linkPreviews: { hosts: ["www.example.com"] } });
  await chat.say("/pier");
  await expect(chat.said("See the page")).toBeVisible();
  await chat.say(`${site.url}/pier`);
  await expect(chat.said("No link.")).toBeVisible();
  await expect(card(chat)).toHaveCount(0);
  expect(site.asked).toEqual([]);
});

const looks: [string, { width?: number; size?: string; dir?: string; dark?: boolean; forced?: boolean }][] = [
  ["on a phone", { width: 360 }],
  ["with text of 200 %", { size: "1.875em" }],
  ["on a phone with text of 200 %", { width: 360, size: "1.875em" }],
  ["from right to left, dark", { dir: "rtl", dark: true }],
  ["in forced colours", { forced: true }],
];

for (const [name, { width, size, dir, dark, forced }] of looks)
  test(`it fits and can be read ${name}`, async ({ page, serve, site }) => {
    if (width !== undefined) await page.setViewportSize({ width, height: 740 });
    await page.emulateMedia({ colorScheme: dark ? "dark" : "light", forcedColors: forced ? "active" : "none" });
    const settings = { ...(dir === "rtl" && { locale: "ar" }), theme: "auto" };
    await serve(botOf(site), settings, { linkPreviews: { hosts: [], ownSites: [site.url] } });
    if (size !== undefined)
      await page.locator("causerie-chat").evaluate((element: HTMLElement, value) => {
        element.style.setProperty("--causerie-font-size", value);
      }, size);
    // By no name: one of the looks is in Arabic.
    const [input, own] = [page.getByRole("textbox"), page.locator('[part="link-preview"]')];
    await input.fill("/pier");
    await input.press("Enter");
    await expect(own).toContainText("Pier 4");
    const box = (await own.boundingBox()) ?? { x: -1, width: 0 };
    const thread = (await page.locator('[part~="log"]').boundingBox()) ?? { x: 0, width: 0 };
    expect(box.x).toBeGreaterThanOrEqual(thread.x);
    expect(box.x + box.width).toBeLessThanOrEqual(thread.x + thread.width);
    const siteLine = own.locator(".causerie-link-preview-site");
    const [outer, inner] = [await own.boundingBox(), await siteLine.boundingBox()];
    expect((inner?.y ?? 0) + (inner?.height ?? 0)).toBeLessThanOrEqual((outer?.y ?? 0) + (outer?.height ?? 0));
    await expectAccessible(page);
    if (process.env["CAUSERIE_PICTURES"] !== undefined)
      await page.screenshot({ path: `${process.env["CAUSERIE_PICTURES"]}/${name.replaceAll(/\W+/g, "-")}.png` });
  });
