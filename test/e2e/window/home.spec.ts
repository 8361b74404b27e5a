import { AxeBuilder } from "@axe-core/playwright";
import type { Locator, Page } from "@playwright/test";
import { createBot, story } from "@causerie/server";
import { type FeatureSite, startFeatureSite } from "#support/widget/feature-site.ts";
import { ChatPage } from "#e2e/chat-page.ts";
import { cutOff } from "#e2e/cut-off.ts";
import { expect, test } from "#e2e/fixtures.ts";

const hello = story("hello", { events: ["start"] });
const bot = createBot({
  stories: [hello.handle(() => "Hello, what can I do?")],
  fallback: ({ text }) => `heard ${text}`,
});

const startSite = (more: Partial<Parameters<typeof startFeatureSite>[0]> = {}): Promise<FeatureSite> =>
  startFeatureSite({ bot, data: { features: "home", open: "" }, ...more });

class HomePage extends ChatPage {
  get button(): Locator {
    return this.page.getByRole("button", { name: /^Conversations/ });
  }
  get list(): Locator {
    return this.page.getByRole("region", { name: "Conversations" });
  }
  get begin(): Locator {
    return this.page.getByRole("button", { name: "New conversation" });
  }
  row(name: string | RegExp): Locator {
    return this.list.getByRole("button", { name });
  }
}

const faultsOf = async (page: Page): Promise<string[]> =>
  (await new AxeBuilder({ page }).analyze()).violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);

test("a visitor has several conversations, by mouse, and each page goes on in the one that was shown last", async ({
  page,
}) => {
  await using site = await startSite();
  const chat = new HomePage(page);
  await page.goto(site.url);
  await chat.say("Where is my bag?");
  await expect(chat.said("heard Where is my bag?")).toBeVisible();
  await chat.button.click();
  await expect(chat.list).toBeVisible();
  await expect(chat.input).toBeHidden();
  await expect(chat.row(/Where is my bag\?/)).toHaveAttribute("aria-current", "true");
  expect(await faultsOf(page)).toEqual([]);

  await chat.begin.click();
  await expect(chat.list).toHaveCount(0);
  await expect(chat.said("Hello, what can I do?")).toHaveCount(1);
  await expect(chat.said("Where is my bag?")).toHaveCount(0);
  await chat.say("Which ferries run?");
  await expect(chat.said("heard Which ferries run?")).toBeVisible();
  await chat.input.fill("half a thought");

  await chat.button.click();
  await expect(chat.list.getByRole("listitem")).toHaveCount(2);
  await chat.row(/Where is my bag\?/).click();
  await expect(chat.said("heard Where is my bag?")).toBeVisible();
  await expect(chat.said("Which ferries run?")).toHaveCount(0);
  await expect(chat.input).toHaveValue("");
  await chat.button.click();
  await chat.row(/Which ferries run\?/).click();
  await expect(chat.input).toHaveValue("half a thought");

  await page.reload();
  await expect(chat.said("heard Which ferries run?")).toBeVisible();
  await expect(chat.said("Where is my bag?")).toHaveCount(0);
  await expect(chat.input).toHaveValue("half a thought");
});

test("by keyboard the list opens from the header, Escape leaves it and not the chat, and what happens is said", async ({
  page,
}) => {
  await using site = await startSite();
  const chat = new HomePage(page);
  await page.goto(site.url);
  await chat.say("one");
  await expect(chat.said("heard one")).toBeVisible();
  await chat.button.focus();
  await page.keyboard.press("Enter");
  await expect(chat.list.getByRole("heading", { name: "Conversations" })).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(chat.list).toHaveCount(0);
  await expect(chat.button).toBeFocused();
  await expect(chat.input).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(chat.list.getByRole("heading", { name: "Conversations" })).toBeFocused();
  await page.keyboard.press("Tab");
  await expect(chat.begin).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByText("A new conversation has begun.")).toBeAttached();
  await expect(chat.said("Hello, what can I do?")).toBeVisible();
  await chat.say("two");
  await expect(chat.said("heard two")).toBeVisible();
  await chat.button.press("Enter");
  await expect(chat.row(/one/)).toBeVisible();
  await chat.row(/one/).press("Space");
  await expect(page.getByText("Conversation opened: one")).toBeAttached();
  await expect(chat.said("heard one")).toBeVisible();
});

test("what waits in a conversation is sent after it was left, and after a reload", async ({ page }) => {
  await using site = await startSite();
  const chat = new HomePage(page);
  await page.goto(site.url);
  await chat.say("one");
  await expect(chat.said("heard one")).toBeVisible();
  await chat.button.click();
  await chat.begin.click();
  await expect(chat.said("Hello, what can I do?")).toBeVisible();
  await chat.say("two");
  await expect(chat.said("heard two")).toBeVisible();
  // Without a network the visitor writes, and goes to another conversation.
  await page.context().setOffline(true);
  await chat.say("written offline");
  await expect(chat.said("written offline")).toBeVisible();
  await chat.button.click();
  await chat.row(/one/).click();
  await expect(chat.said("written offline")).toHaveCount(0);
  await page.context().setOffline(false);
  await page.reload();
  await expect(chat.said("heard one")).toBeVisible();
  await expect(chat.said("written offline")).toHaveCount(0);
  await chat.button.click();
  await expect(chat.row(/heard written offline/)).toBeVisible({ timeout: 20_000 });
});

test("what a closed tab could not even store is sent by a page that shows another conversation", async ({
  page,
  context,
}) => {
  await using site = await startSite();
  const chat = new HomePage(page);
  await page.goto(site.url);
  await chat.say("one");
  await expect(chat.said("heard one")).toBeVisible();
  await chat.button.click();
  await chat.begin.click();
  await chat.say("two");
  await expect(chat.said("heard two")).toBeVisible();
  const other = new HomePage(await context.newPage());
  await other.page.goto(site.url);
  await expect(other.said("heard two")).toBeVisible();
  await other.button.click();
  await other.row(/one/).click();
  await expect(other.said("heard one")).toBeVisible();

  await cutOff(page);
  await chat.say("goodbye");
  await expect(chat.said("goodbye")).toBeVisible();
  await page.close();
  await other.page.reload();
  await expect(other.said("heard one")).toBeVisible();
  await other.button.click();
  await expect(other.row(/heard goodbye/)).toBeVisible();
  const left = await other.page.evaluate(() => Object.keys(localStorage));
  expect(left.filter((key) => key.startsWith("causerie unsent"))).toEqual([]);
});

test("a line stands above what came while the chat was closed, and says so; it goes when the visitor writes", async ({
  page,
}) => {
  await using site = await startSite();
  const chat = new HomePage(page);
  await page.goto(site.url);
  await chat.say("one");
  await expect(chat.said("heard one")).toBeVisible();
  await expect(chat.button).toBeVisible();
  // What comes while the visitor looks is nothing new.
  const divider = chat.thread.locator('[part~="divider"]');
  await expect(divider).toHaveCount(0);
  await page.getByRole("button", { name: "Close chat" }).click();
  // The same visitor, in another tab.
  const other = new HomePage(await page.context().newPage());
  await other.page.goto(site.url);
  await other.say("two");
  await expect(other.said("heard two")).toBeVisible();
  await other.page.close();
  await expect(page.getByRole("button", { name: /1 unread message/ })).toBeVisible();
  await chat.launcher.click();
  await expect(divider).toHaveCount(1);
  await expect(chat.said("heard two").locator('[part~="divider"]')).toHaveCount(1);
  await expect(page.getByText("New messages begin here:").first()).toBeAttached();
  expect(await faultsOf(page)).toEqual([]);
  await chat.say("three");
  await expect(divider).toHaveCount(0);
});

test("no line stands above the very first message: all is new there", async ({ page }) => {
  const { promise: isAway, resolve: goAway } = Promise.withResolvers<void>();
  const slow = createBot({
    stories: [hello.handle(() => isAway.then(() => "Hello, at last"))],
    fallback: ({ text }) => `heard ${text}`,
  });
  await using site = await startSite({ bot: slow });
  const chat = new HomePage(page);
  await page.goto(site.url);
  await expect(chat.button).toBeVisible();
  await page.getByRole("button", { name: "Close chat" }).click();
  goAway();
  await expect(page.getByRole("button", { name: /1 unread message/ })).toBeVisible();
  await chat.launcher.click();
  await expect(chat.said("Hello, at last")).toBeVisible();
  await expect(chat.thread.locator('[part~="divider"]')).toHaveCount(0);
});

for (const [name, options, size] of [
  ["desktop", {}, { width: 1280, height: 800 }],
  ["360 px", {}, { width: 360, height: 640 }],
  ["right to left", { lang: "ar", dir: "rtl" }, { width: 1280, height: 800 }],
  ["dark", { data: { features: "home", open: "", theme: "dark" } }, { width: 1280, height: 800 }],
] as const)
  test(`the list is free of faults of axe and does not overflow: ${name}`, async ({ page }, info) => {
    await using site = await startSite(options);
    await page.setViewportSize(size);
    const chat = new HomePage(page);
    await page.goto(site.url);
    if (size.width < 400) await page.locator(".causerie-launcher").click();
    const input = page.getByRole("textbox");
    for (const text of ["Where is my bag, which I have left on the ferry to the island yesterday evening?", "two"]) {
      await input.fill(text);
      await input.press("Enter");
      await expect(chat.page.getByText(`heard ${text}`).first()).toBeVisible();
    }
    await page.locator(".causerie-home-button").click();
    await expect(page.locator(".causerie-home-row")).toHaveCount(1);
    await page.locator(".causerie-home-new").click();
    await expect(page.locator(".causerie-home")).toHaveCount(0);
    await input.fill("short");
    await input.press("Enter");
    await expect(chat.page.getByText("heard short").first()).toBeVisible();
    await page.locator(".causerie-home-button").click();
    await expect(page.locator(".causerie-home-row")).toHaveCount(2);
    expect(await faultsOf(page)).toEqual([]);
    const home = page.locator(".causerie-home");
    expect(await home.evaluate((element) => element.scrollWidth <= element.clientWidth)).toBe(true);
    await page.screenshot({ path: info.outputPath("list.png") });
  });
