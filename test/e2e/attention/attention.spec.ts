import { AxeBuilder } from "@axe-core/playwright";
import type { Chat } from "@causerie/widget/chat/chat.ts";
import type { Locator, Page } from "@playwright/test";
import { startFakeChatServer } from "#support/widget/fake-chat-server.ts";
import { serveHostSite } from "#support/widget/host-site.ts";
import { expect, test as base } from "#e2e/fixtures.ts";
import { WidgetPage } from "#e2e/widget-page.ts";

/** What calls a visitor to a chat that is closed: the label, and bubbles beside the launcher. */

const attribute = (value: unknown): string => JSON.stringify(value).replaceAll('"', "&quot;");
const tag = (data: string): string => `<script src="/causerie.js" async ${data}></script>`;
const element = (data: string): string =>
  `<causerie-chat endpoint="/web" ${data}></causerie-chat><script type="module" src="/causerie/element.js"></script>`;
const tall = '<main><h1>Harbour</h1><p style="height: 4000px">Ferries</p></main>';

const help = {
  id: "help",
  text: { en: "Can we help you with the fares?", ar: "هل نساعدك في الأسعار؟" },
  buttons: [{ label: { en: "Yes, please", ar: "نعم" } }, { label: "Fares to Cork", link: "fares?to=Cork" }],
  referral: "fares",
};
const rules = (...list: object[]): string => `features="proactive" proactive="${attribute(list)}"`;
const dataRules = (...list: object[]): string => `data-features="proactive" data-proactive="${attribute(list)}"`;

const pages = {
  "/plain": { body: tag("") },
  "/label": { body: tag('data-label="Ask the harbour"') },
  "/label/element": { body: element('label="Ask the harbour"') },
  "/now": { body: tag(dataRules(help)) },
  "/now/element": { body: element(rules(help)) },
  "/now/start": { body: tag(`data-position="start" ${dataRules(help)}`) },
  "/seconds": { body: tag(dataRules({ ...help, when: { seconds: 3 } })) },
  "/scroll": { body: tall + tag(dataRules({ ...help, when: { scroll: 60 } })) },
  "/exit": { body: tag(dataRules({ ...help, when: { exit: true } })) },
  "/returning": { body: tag(dataRules({ ...help, when: { returning: true } })) },
  "/fares": { body: tag(dataRules({ ...help, when: { pages: ["/fares/*"] } })) },
  "/phone": { body: tag(dataRules({ ...help, smallScreens: true })) },
  "/greeting": { body: tag('data-features="proactive"') },
  "/wrong": { body: tag(dataRules({ id: "wrong" }, help)) },
};

const test = base.extend<{ chat: WidgetPage }>({
  chat: async ({ page }, use) => {
    await using server = await startFakeChatServer(serveHostSite(pages));
    await use(new WidgetPage(page, server));
    await page.close(); // Before its server ends.
  },
});

const bubbleIn = (page: Page): Locator => page.getByRole("group", { name: "Message from the chat" });

async function goTo({ page, server }: WidgetPage, path: string): Promise<void> {
  await page.goto(new URL(path, server.endpoint).href);
}

test("a page that asks for nothing fetches nothing", async ({ chat, page }) => {
  const fetched: string[] = [];
  page.on("request", (request) => fetched.push(new URL(request.url()).pathname));
  await goTo(chat, "/plain");
  await expect(chat.launcher).toBeVisible();
  await page.waitForTimeout(2_500);
  expect(fetched).toEqual(["/plain", "/causerie.js"]);
});

for (const path of ["/label", "/label/element"])
  test(`the launcher has a label, which its accessible name begins with: ${path}`, async ({ chat, page }) => {
    await goTo(chat, path);
    const launcher = page.getByRole("button", { name: "Ask the harbour", exact: true });
    await expect(launcher).toBeVisible();
    await expect(launcher).toContainText("Ask the harbour");
    await expect(launcher).toHaveText("Ask the harbour", { useInnerText: true });
    await launcher.click();
    await expect(chat.input).toBeFocused();
    await chat.say("Is the ferry late?");
    await expect(chat.said("Is the ferry late?")).toContainText("Sent");
    await page.keyboard.press("Escape");
    await expect(chat.input).toBeHidden();
    chat.receive({ type: "text", text: "The ferry is late.", buttons: [], quickReplies: [] });
    await expect(page.getByRole("button", { name: "Ask the harbour, 1 unread message" })).toBeVisible();
    const { violations } = await new AxeBuilder({ page }).include("causerie-chat").analyze();
    expect(violations).toEqual([]);
  });

test("a chat that has been closed knows it at once: an answer of the next moment is unread", async ({ chat, page }) => {
  await goTo(chat, "/label");
  await page.getByRole("button", { name: "Ask the harbour" }).click();
  await expect(chat.input).toBeFocused();
  const known = await page.locator("causerie-chat").evaluate((element) => {
    const { chat: own, close } = element as unknown as { chat: Pick<Chat, "setVisible">; close: () => void };
    const calls: boolean[] = [];
    const { setVisible } = own;
    own.setVisible = (isVisible) => {
      calls.push(isVisible);
      setVisible(isVisible);
    };
    close();
    return [...calls];
  });
  expect(known).toEqual([false]);
});

for (const path of ["/now", "/now/element"])
  test(`a bubble comes beside the launcher, and nothing is sent before the visitor reacts: ${path}`, async ({
    chat,
    page,
  }) => {
    await goTo(chat, path);
    await expect(bubbleIn(page)).toBeVisible();
    await expect(bubbleIn(page)).toContainText("Can we help you with the fares?");
    // Said once, and the focus stays where it was.
    await expect(page.getByRole("status")).toHaveText("Can we help you with the fares?\nYes, please\nFares to Cork");
    expect(await page.evaluate(() => document.activeElement?.localName)).toBe("body");
    expect(chat.server.requests).toEqual([]);
    const { violations } = await new AxeBuilder({ page }).include("causerie-chat").analyze();
    expect(violations).toEqual([]);

    await page.getByRole("button", { name: "Can we help you with the fares?" }).click();
    await expect(chat.input).toBeFocused();
    await expect(bubbleIn(page)).toBeHidden();
    await expect.poll(() => chat.sent()).toEqual([{ type: "referral", ref: "fares" }]);
  });

test("a button of a bubble says its label, or taps its link", async ({ chat, page }) => {
  await goTo(chat, "/now");
  await chat.choice("Fares to Cork").click();
  await expect
    .poll(() => chat.sent())
    .toEqual([
      { type: "referral", ref: "fares" },
      { type: "postback", label: "Fares to Cork", link: "fares?to=Cork" },
    ]);
  await expect(chat.said("Fares to Cork")).toBeVisible();

  await page.context().clearCookies();
  await page.evaluate(() => localStorage.clear());
  await page.evaluate(() => sessionStorage.clear());
  await page.reload();
  await chat.choice("Yes, please").click();
  await expect.poll(() => chat.sent().at(-1)).toEqual({ type: "text", text: "Yes, please" });
});

test("a bubble is used with the keyboard: first it, then the launcher, and Escape closes it", async ({
  chat,
  page,
}) => {
  await goTo(chat, "/now");
  await expect(bubbleIn(page)).toBeVisible();
  const names: string[] = [];
  for (let key = 0; key < 6; key += 1) {
    await page.keyboard.press("Tab");
    names.push(
      await page.evaluate(() => {
        const focused = document.activeElement?.shadowRoot?.activeElement;
        return focused?.ariaLabel ?? focused?.textContent ?? "";
      }),
    );
  }
  expect(names).toEqual([
    "Can we help you with the fares?",
    "Close this message",
    "Yes, please",
    "Fares to Cork",
    "Do not show again",
    "Chat",
  ]);
  await page.keyboard.press("Shift+Tab");
  await page.keyboard.press("Escape");
  await expect(bubbleIn(page)).toBeHidden();
  await expect(chat.launcher).toBeFocused();
});

test("a rule is kept to once in a visit, and two closed bubbles are the last", async ({ chat, page }) => {
  const laterVisit = (): Promise<void> =>
    page.evaluate(() => {
      const key = Object.keys(localStorage).find((name) => name.endsWith(":proactive")) ?? "";
      const wishes = JSON.parse(localStorage.getItem(key) ?? "{}") as { lastSeen: number };
      localStorage.setItem(key, JSON.stringify({ ...wishes, lastSeen: wishes.lastSeen - 3_600_000 }));
    });
  await goTo(chat, "/now");
  await page.getByRole("button", { name: "Close this message" }).click();
  await page.reload();
  await page.waitForTimeout(4_500);
  await expect(bubbleIn(page)).toBeHidden();

  await laterVisit();
  await page.reload();
  await page.getByRole("button", { name: "Close this message" }).click();
  await laterVisit();
  await page.reload();
  await page.waitForTimeout(4_500);
  await expect(bubbleIn(page)).toBeHidden();
  expect(chat.server.requests).toEqual([]);
});

test("who wants to see none again sees none again, whatever asks for it", async ({ chat, page }) => {
  await goTo(chat, "/now");
  await page.getByRole("button", { name: "Do not show again" }).click();
  await goTo(chat, "/greeting");
  await page.waitForTimeout(2_500);
  await page.evaluate(() =>
    ((window as unknown as { Causerie: unknown }).Causerie as { config(given: object): void }).config({
      greeting: "Hello again",
    }),
  );
  await page.waitForTimeout(1_500);
  await expect(bubbleIn(page)).toBeHidden();
});

test("a rule waits for its seconds, for the scrolling, for the pointer that leaves, and for a second visit", async ({
  chat,
  page,
}) => {
  const bubble = bubbleIn(page);
  await page.clock.install();
  const seconds = async (count: number): Promise<void> => {
    // In small steps, as the browser's own events come between.
    for (let step = 0; step < count * 4; step += 1) await page.clock.runFor(250);
  };
  const begin = async (path: string): Promise<void> => {
    await goTo(chat, path);
    await page.evaluate(() => localStorage.clear());
    await page.reload();
    await expect(chat.launcher).toBeVisible();
    await page.clock.runFor(2_100);
    await page.waitForLoadState("networkidle");
  };

  await begin("/seconds");
  await seconds(2);
  await expect(bubble).toBeHidden();
  await seconds(3);
  await expect(bubble).toBeVisible();

  await begin("/scroll");
  await seconds(2);
  await page.evaluate(() => scrollTo(0, 1_000));
  await page.waitForTimeout(200);
  await seconds(2);
  await expect(bubble).toBeHidden();
  await page.evaluate(() => scrollTo(0, 3_000));
  await page.waitForTimeout(200);
  await seconds(2);
  await expect(bubble).toBeVisible();

  await begin("/exit");
  await seconds(2);
  const leave = (clientY: number): Promise<boolean> =>
    page.evaluate((y) => document.documentElement.dispatchEvent(new MouseEvent("mouseleave", { clientY: y })), clientY);
  await leave(400);
  await expect(bubble).toBeHidden();
  await leave(-1);
  await expect(bubble).toBeVisible();

  await begin("/returning");
  await seconds(2);
  await expect(bubble).toBeHidden();
  await page.clock.fastForward("01:00:00");
  await page.reload();
  await expect(chat.launcher).toBeVisible();
  await page.clock.runFor(2_100);
  await page.waitForLoadState("networkidle");
  await seconds(2);
  await expect(bubble).toBeVisible();
});

test("a page that changes its address by itself is another page", async ({ chat, page }) => {
  await goTo(chat, "/fares");
  await page.waitForTimeout(4_000);
  await expect(bubbleIn(page)).toBeHidden();
  await page.evaluate(() => history.pushState({}, "", "/fares/cork"));
  await expect(bubbleIn(page)).toBeVisible();
});

test("a small screen is left alone, unless the rule is for it", async ({ chat, page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await goTo(chat, "/now");
  await page.waitForTimeout(4_500);
  await expect(bubbleIn(page)).toBeHidden();
  await goTo(chat, "/phone");
  await expect(bubbleIn(page)).toBeVisible();
});

test("the page greets by itself, before and after the code has come, and a bubble goes when the chat is opened", async ({
  chat,
  page,
}) => {
  await goTo(chat, "/greeting");
  const greet = (greeting: unknown): Promise<void> =>
    page.evaluate(
      (given) =>
        ((window as unknown as { Causerie: unknown }).Causerie as { config(given: object): void }).config({
          greeting: given,
        }),
      greeting,
    );
  await expect(chat.launcher).toBeVisible();
  await greet("Hello");
  await expect(bubbleIn(page)).toContainText("Hello");
  await chat.launcher.click();
  await expect(chat.input).toBeFocused();
  await expect(bubbleIn(page)).toBeHidden();
  // Who is in the chat is not called to it.
  await greet("Hello again");
  await expect(bubbleIn(page)).toBeHidden();
  await page.keyboard.press("Escape");
  await greet({ text: "Anything else?", buttons: [{ label: "No" }] });
  await expect(bubbleIn(page)).toContainText("Anything else?");
});

test("a wrong rule is named to the developer, and the others count", async ({ chat, page }) => {
  const said: string[] = [];
  page.on("console", (message) => said.push(message.text()));
  await goTo(chat, "/wrong");
  await expect(bubbleIn(page)).toBeVisible();
  expect(said).toEqual([
    'Causerie: proactive[0].text must be a text, or one for each language, such as { "en": "Hello" }',
  ]);
});
