import { AxeBuilder } from "@axe-core/playwright";
import { ChatPage } from "#e2e/chat-page.ts";
import { expect, test } from "#e2e/fixtures.ts";

test("nothing but the launcher is loaded until the visitor wants the chat", async ({ page, demo }) => {
  const requested: string[] = [];
  page.on("request", (request) => requested.push(new URL(request.url()).pathname));
  await page.goto(`${demo.url}/script-tag`);
  const chat = new ChatPage(page);
  await expect(chat.launcher).toBeVisible();
  await page.waitForLoadState("networkidle");
  const ours = requested.filter((path) => path.startsWith("/causerie") || path.startsWith("/web"));
  expect(ours).toEqual(["/causerie.js"]);
});

test("commands given before the script has loaded are carried out", async ({ page, demo }) => {
  await page.addInitScript(() => {
    const queue: unknown[] = [];
    (globalThis as { Causerie?: unknown }).Causerie = queue;
    queue.push(["open"], ["send", "opening hours"]);
  });
  await page.goto(`${demo.url}/script-tag`);
  const chat = new ChatPage(page);
  await expect(chat.said("opening hours").first()).toContainText("Sent");
});

test("under a strict policy with Trusted Types the chat works, and breaks no rule", async ({
  page,
  demo,
  pageErrors,
}) => {
  const response = await page.goto(`${demo.url}/strict-csp`);
  expect(response?.headers()["content-security-policy"]).toContain("require-trusted-types-for 'script'");
  const chat = new ChatPage(page);
  await chat.open();
  await chat.say("fares");
  await expect(page.getByRole("button", { name: "Next card" })).toBeVisible();
  expect(pageErrors).toEqual([]);
});

test("a page with hostile style sheets does not reach into the chat", async ({ browser, demo }) => {
  const looks = async (path: string): Promise<Record<string, string>> => {
    const page = await browser.newPage();
    await page.goto(`${demo.url}${path}`);
    await new ChatPage(page).open();
    return page.getByRole("button", { name: "Send" }).evaluate((element) => {
      const { color, backgroundColor, fontSize, textTransform, display } = getComputedStyle(element);
      return { color, backgroundColor, fontSize, textTransform, display };
    });
  };
  expect(await looks("/hostile")).toEqual(await looks("/script-tag"));
});

test("bot and visitor text is text: no markup runs", async ({ page, demo }) => {
  await page.goto(`${demo.url}/element`);
  const chat = new ChatPage(page);
  await expect(chat.said(/I am Aubri/)).toBeVisible();
  const hostile = `<img src=x onerror="document.title='owned'"> [l](javascript:document.title='owned') lost`;
  await chat.say(hostile);
  await chat.say(hostile);
  await expect(chat.said("<img src=x").first()).toBeVisible();
  await expect(chat.thread.locator('a[href^="javascript"]')).toHaveCount(0);
  expect(await page.title()).not.toBe("owned");
});

test("a phone of 360 pixels: the window fills the screen, nothing overflows, and it closes again", async ({
  page,
  demo,
}) => {
  await page.setViewportSize({ width: 360, height: 700 });
  await page.goto(`${demo.url}/script-tag`);
  const chat = new ChatPage(page);
  await chat.open();
  await chat.say("fares");
  await expect(page.getByRole("button", { name: "Next card" })).toBeVisible();
  const dialog = page.getByRole("dialog");
  expect(await dialog.boundingBox()).toMatchObject({ x: 0, width: 360 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
  await page.getByRole("button", { name: "Close chat" }).click();
  await expect(dialog).toBeHidden();
  await expect(chat.launcher).toBeFocused();
});

test("React and full page show the same chat", async ({ page, demo }) => {
  for (const path of ["/react", "/full-page"]) {
    await page.goto(`${demo.url}${path}`);
    const chat = new ChatPage(page);
    if (!(await chat.input.isVisible())) await chat.launcher.click({ timeout: 5000 }).catch(() => undefined);
    await expect(chat.said(/I am Aubri/)).toBeVisible();
  }
});

test("a French page gets a French chat and French answers", async ({ page, demo }) => {
  await page.goto(`${demo.url}/fr/`);
  await page.getByRole("button", { name: /^Discussion/ }).click();
  await expect(page.getByText(/assistant de la ligne|Aubri/i).first()).toBeVisible();
  await page.getByRole("textbox").last().fill("bonjour");
  await page.getByRole("textbox").last().press("Enter");
  await expect(page.getByRole("button", { name: "Tarifs" }).last()).toBeVisible();
});

for (const [name, path, dark] of [
  ["script tag", "/script-tag", false],
  ["script tag, dark", "/script-tag", true],
  ["element", "/element", false],
  ["full page", "/full-page", true],
] as const) {
  test(`axe finds nothing against WCAG 2.2 AA: ${name}`, async ({ page, demo }) => {
    await page.emulateMedia({ colorScheme: dark ? "dark" : "light", reducedMotion: "reduce" });
    await page.goto(`${demo.url}${path}`);
    const chat = new ChatPage(page);
    if (path === "/script-tag") await chat.open();
    await expect(chat.said(/I am Aubri/)).toBeVisible();
    await chat.say("fares");
    await expect(page.getByRole("button", { name: "Next card" })).toBeVisible();
    await chat.say("photo");
    await expect(chat.thread.getByRole("img").last()).toBeVisible();
    const { violations } = await new AxeBuilder({ page })
      .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"])
      .analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" | ")}`)).toEqual([]);
  });
}

for (const path of ["/", "/element", "/messenger-phone", "/fr/"])
  test(`on a phone the bar of the demo shows the tab of ${path}`, async ({ page, demo }) => {
    await page.setViewportSize({ width: 360, height: 740 });
    await page.goto(`${demo.url}${path}`);
    await expect(page.locator('.demo-bar [aria-current="page"]')).toBeInViewport({ ratio: 0.95 });
  });
