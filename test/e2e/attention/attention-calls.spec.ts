import { AxeBuilder } from "@axe-core/playwright";
import type { Message } from "@causerie/protocol";
import type { BrowserContext, CDPSession, Locator, Page } from "@playwright/test";
import { startFakeChatServer } from "#support/widget/fake-chat-server.ts";
import { serveHostSite } from "#support/widget/host-site.ts";
import { expect, test as base } from "#e2e/fixtures.ts";
import { WidgetPage } from "#e2e/widget-page.ts";

/** How a chat that nobody looks at tells of an answer: preview, title of the tab, sound, notification. */

const tag = (data: string): string => `<script src="/causerie.js" async ${data}></script>`;
const pages = {
  "/": { body: "<h1>Harbour</h1>" },
  "/preview": { body: tag('data-features="preview"') },
  "/title": { body: tag('data-features="title"') },
  "/sound": { body: tag('data-features="sound" data-sound="on"') },
  "/silent": { body: tag('data-features="sound"') },
  "/notify": { body: tag('data-features="notifications"') },
  "/notify/text": { body: tag('data-features="notifications" data-notifications="text"') },
};

const test = base.extend<{ chat: WidgetPage }>({
  chat: async ({ page }, use) => {
    await using server = await startFakeChatServer(serveHostSite(pages));
    await use(new WidgetPage(page, server));
    await page.close(); // Before its server ends.
  },
});

const late: Message & { type: "text" } = {
  type: "text",
  text: "The ferry is **late**.",
  buttons: [],
  quickReplies: [],
};
const bubbleIn = (page: Page): Locator => page.getByRole("group", { name: "Message from the chat" });

/** Opens the chat and lets the visitor ask something, so that all that comes later is news. */
async function ask(chat: WidgetPage, path: string): Promise<void> {
  await chat.page.goto(new URL(path, chat.server.endpoint).href);
  await chat.open();
  await chat.say("Is the ferry late?");
  await expect(chat.said("Is the ferry late?")).toContainText("Sent");
}

async function close({ page, input }: WidgetPage): Promise<void> {
  await page.keyboard.press("Escape");
  await expect(input).toBeHidden();
  await page.waitForTimeout(100);
}

/** Another tab lies over it. Playwright keeps every page visible, so the page is told. */
async function hide(page: Page): Promise<{ show(): Promise<void> }> {
  const tell = (state: DocumentVisibilityState): Promise<void> =>
    page.evaluate((now) => {
      Object.defineProperty(document, "visibilityState", { configurable: true, get: () => now });
      Object.defineProperty(document, "hidden", { configurable: true, get: () => now === "hidden" });
      document.dispatchEvent(new Event("visibilitychange"));
    }, state);
  await tell("hidden");
  return { show: () => tell("visible") };
}

test("the newest unread message is shown beside the launcher, said once, and opens the chat", async ({
  chat,
  page,
}) => {
  await ask(chat, "/preview");
  await close(chat);
  chat.receive(late);
  await expect(bubbleIn(page)).toContainText("The ferry is late.");
  await expect(chat.launcher).toHaveAccessibleName("Chat, 1 unread message");
  const spoken = page.locator("causerie-chat").getByRole("status");
  await expect(spoken).toHaveText(["The ferry is late."]);
  expect((await new AxeBuilder({ page }).include("causerie-chat").analyze()).violations).toEqual([]);

  chat.receive({ ...late, text: "It comes at **noon**." });
  await expect(bubbleIn(page)).toHaveCount(1);
  await expect(bubbleIn(page)).toContainText("It comes at noon.");
  await page.getByRole("button", { name: "It comes at noon." }).click();
  await expect(chat.input).toBeFocused();
  await expect(bubbleIn(page)).toBeHidden();
  await expect(chat.launcher).toHaveAccessibleName("Chat");
});

test("a closed preview stays closed, on the next page, too, until there is something newer", async ({ chat, page }) => {
  await ask(chat, "/preview");
  await close(chat);
  chat.receive(late);
  await page.getByRole("button", { name: "Close this message" }).click();
  await expect(bubbleIn(page)).toBeHidden();
  // It is unread all the same.
  await expect(chat.launcher).toHaveAccessibleName("Chat, 1 unread message");
  await page.reload();
  await expect(chat.launcher).toHaveAccessibleName("Chat, 1 unread message");
  await page.waitForTimeout(500);
  await expect(bubbleIn(page)).toBeHidden();
  chat.receive({ ...late, text: "It comes at noon." });
  await expect(bubbleIn(page)).toContainText("It comes at noon.");
});

test("the content of a small screen is not covered", async ({ chat, page }) => {
  await ask(chat, "/preview");
  await close(chat);
  await page.setViewportSize({ width: 360, height: 740 });
  chat.receive(late);
  await expect(chat.launcher).toHaveAccessibleName("Chat, 1 unread message");
  await page.waitForTimeout(300);
  await expect(bubbleIn(page)).toBeHidden();
});

test("the title of the tab counts what is unread, and is given back as the page has it by then", async ({
  chat,
  page,
}) => {
  await ask(chat, "/title");
  await close(chat);
  const raw = (): Promise<string | null> => page.evaluate(() => document.querySelector("title")?.textContent ?? null);
  await page.evaluate(() => {
    (document.querySelector("title") as Element).textContent = " Two  spaces ";
  });
  chat.receive(late);
  await expect.poll(raw).toBe("(1)  Two  spaces ");
  chat.receive(late);
  await expect.poll(raw).toBe("(2)  Two  spaces ");

  await page.evaluate(() => {
    document.title = "Fares";
  });
  await expect.poll(raw).toBe("(2) Fares");
  // Pages add to what they have.
  await page.evaluate(() => {
    document.title += " to Cork";
  });
  await expect.poll(raw).toBe("(2) Fares to Cork");
  // Others take another `title`, or another head.
  await page.evaluate(() => {
    const title = document.createElement("title");
    title.textContent = "(1) Basket";
    document.querySelector("title")?.replaceWith(title);
  });
  await expect.poll(raw).toBe("(2) (1) Basket");
  await page.evaluate(() => document.head.replaceWith(document.head.cloneNode(true)));
  await page.evaluate(() => {
    document.title = "(1) Basket";
  });
  await expect.poll(raw).toBe("(2) (1) Basket");

  await chat.launcher.click();
  await expect.poll(raw).toBe("(1) Basket");
  await page.evaluate(() => {
    document.title = "After";
  });
  await page.waitForTimeout(100);
  expect(await raw()).toBe("After");
});

test("a script that answers each change of the title with another one wins, and the page goes on", async ({
  chat,
  page,
}) => {
  await ask(chat, "/title");
  await close(chat);
  const writes = await page.evaluateHandle(() => {
    const count = { writes: 0 };
    new MutationObserver(() => {
      if (document.title === "Mine") return;
      count.writes += 1;
      document.title = "Mine";
    }).observe(document.head, { childList: true, characterData: true, subtree: true });
    return count;
  });
  chat.receive(late);
  await expect(chat.launcher).toHaveAccessibleName("Chat, 1 unread message");
  await page.waitForTimeout(500);
  expect(await writes.evaluate(({ writes: count }) => count)).toBeLessThan(50);
  await expect.poll(() => page.evaluate(() => document.title)).toBe("Mine");
});

/** The sounds that the browser makes, as it reports them itself. */
async function listen(page: Page): Promise<{ tones: number; contexts: number }> {
  const cdp: CDPSession = await page.context().newCDPSession(page);
  const heard = { tones: 0, contexts: 0 };
  cdp.on("WebAudio.contextCreated", () => (heard.contexts += 1));
  cdp.on("WebAudio.audioNodeCreated", ({ node }) => {
    if (node.nodeType === "Oscillator") heard.tones += 1;
  });
  await cdp.send("WebAudio.enable");
  return heard;
}

test("an answer sounds once it comes to a closed chat, and neither on load nor in a chat that is seen", async ({
  chat,
  page,
}) => {
  const heard = await listen(page);
  await ask(chat, "/sound");
  chat.receive(late);
  await expect(chat.said("The ferry is late.")).toBeVisible();
  await page.waitForTimeout(300);
  expect(heard.tones).toBe(0);
  await close(chat);
  chat.receive(late);
  await expect.poll(() => heard.tones).toBe(2);
  await page.reload();
  await expect(chat.launcher).toHaveAccessibleName("Chat, 1 unread message");
  await page.waitForTimeout(300);
  expect(heard.tones).toBe(2);

  // In a tab where the visitor has pressed nothing the browser would refuse, so nothing is tried.
  const fresh = new WidgetPage(await page.context().newPage(), chat.server);
  await page.close();
  const unheard = await listen(fresh.page);
  await fresh.page.goto(new URL("/sound", chat.server.endpoint).href);
  // Playwright looks into a page as if the visitor pressed something, so until the end it looks at the server only.
  await expect.poll(() => chat.server.readers(), { timeout: 20_000 }).toBe(1);
  await fresh.page.waitForTimeout(500);
  chat.receive(late);
  await fresh.page.waitForTimeout(1_000);
  expect(unheard).toEqual({ tones: 0, contexts: 0 });
  await expect(fresh.launcher).toHaveAccessibleName("Chat, 2 unread messages");
  await fresh.page.close();
});

test("without the page's wish or the visitor's there is no sound", async ({ chat, page }) => {
  const heard = await listen(page);
  await ask(chat, "/silent");
  await close(chat);
  chat.receive(late);
  await expect(chat.launcher).toHaveAccessibleName("Chat, 1 unread message");
  await page.waitForTimeout(300);
  expect(heard).toEqual({ tones: 0, contexts: 0 });
});

test("of two tabs one sounds, and none while the chat is seen in the other", async ({ chat, page, context }) => {
  await ask(chat, "/sound");
  await close(chat);
  const other = new WidgetPage(await context.newPage(), chat.server);
  await other.page.goto(new URL("/sound", chat.server.endpoint).href);
  await other.open();
  await expect(other.said("Is the ferry late?")).toBeVisible();
  const heard = [await listen(page), await listen(other.page)];
  const tones = (): number => heard.reduce((sum, each) => sum + each.tones, 0);
  await expect.poll(() => chat.server.readers()).toBe(2);
  chat.receive(late);
  await expect(other.said("The ferry is late.")).toBeVisible();
  await page.waitForTimeout(500);
  expect(tones()).toBe(0);
  await close(other);
  chat.receive(late);
  await expect.poll(tones).toBe(2);
  await page.waitForTimeout(700);
  expect(tones()).toBe(2);
});

/** What the browser has been asked to notify of. */
async function watchNotifications(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    const made: { title: string; body: string }[] = [];
    Object.assign(window, { made });
    const Real = window.Notification;
    // The real one, which also is counted.
    class Counted extends Real {
      constructor(title: string, options?: NotificationOptions) {
        super(title, options);
        made.push({ title, body: options?.body ?? "" });
      }
    }
    window.Notification = Counted;
  });
}

const made = (page: Page): Promise<{ title: string; body: string }[]> =>
  page.evaluate(() => (window as unknown as { made: { title: string; body: string }[] }).made);

for (const [path, body] of [
  ["/notify", ""],
  ["/notify/text", "The ferry is late."],
] as const)
  test(`the chat asks whether to notify after an answer has come unseen, and does it then: ${path}`, async ({
    chat,
    page,
    context,
  }) => {
    await watchNotifications(context);
    await context.grantPermissions(["notifications"]);
    await ask(chat, path);
    const question = page.getByRole("group", { name: /^Would you like to be notified/ });
    chat.receive(late);
    await expect(chat.said("The ferry is late.")).toBeVisible();
    await expect(question).toBeHidden();
    const first = await hide(page);
    chat.receive(late);
    await expect(chat.said("The ferry is late.")).toHaveCount(2);
    await first.show();
    await expect(question).toBeVisible();
    expect((await new AxeBuilder({ page }).include("causerie-chat").analyze()).violations).toEqual([]);
    expect(await made(page)).toEqual([]);
    await question.getByRole("button", { name: "Yes" }).press("Enter");
    await expect(question).toBeHidden();

    // A page that is seen is not notified of.
    chat.receive(late);
    await page.waitForTimeout(300);
    expect(await made(page)).toEqual([]);
    const second = await hide(page);
    chat.receive(late);
    await expect.poll(() => made(page)).toEqual([{ title: "New answer in the chat", body }]);
    await second.show();
  });

test("who does not want to be notified is not asked again", async ({ chat, page, context }) => {
  await watchNotifications(context);
  await ask(chat, "/notify");
  const question = page.getByRole("group", { name: /^Would you like to be notified/ });
  const first = await hide(page);
  chat.receive(late);
  await expect(chat.said("The ferry is late.")).toHaveCount(1);
  await first.show();
  await question.getByRole("button", { name: "No, thank you" }).click();
  await page.reload();
  await expect(chat.said("Is the ferry late?")).toBeVisible();
  const second = await hide(page);
  chat.receive({ ...late, text: "It comes at noon." });
  await expect(chat.said("It comes at noon.")).toHaveCount(1);
  await second.show();
  await page.waitForTimeout(300);
  await expect(question).toBeHidden();
  expect(await made(page)).toEqual([]);
});
