import { ChatPage } from "#e2e/chat-page.ts";
import { expect, test } from "#e2e/fixtures.ts";

test("what is written in another tab does not pull a reader down; what they write themselves does", async ({
  context,
  page,
  demo,
}) => {
  await page.goto(`${demo.url}/element`);
  const reader = new ChatPage(page);
  await expect(reader.said(/I am Aubri/)).toBeVisible();
  for (const words of ["fares", "photo", "fares"]) {
    const before = await reader.messages.count();
    await reader.say(words);
    await expect.poll(() => reader.messages.count()).toBeGreaterThan(before + 1);
  }
  const writer = new ChatPage(await context.newPage());
  await writer.page.goto(`${demo.url}/element`);
  await expect(writer.said(/I am Aubri/)).toBeVisible();

  await page.bringToFront();
  await reader.thread.hover();
  await page.mouse.wheel(0, -10_000);
  const top = (): Promise<number> => reader.thread.evaluate((log) => log.scrollTop);
  await expect.poll(top).toBe(0);
  await writer.say("opening hours");
  await expect(reader.said("opening hours").first()).toContainText("Sent");
  expect(await top()).toBe(0);

  await reader.say("lost property");
  const gap = (): Promise<number> =>
    reader.thread.evaluate((log) => log.scrollHeight - log.clientHeight - log.scrollTop);
  await expect.poll(gap).toBeLessThan(5);
});

test("an element whose mode is set late shows the chat inline", async ({ page, demo }) => {
  await page.goto(`${demo.url}/script-tag`);
  await page.evaluate(() => {
    const element = document.querySelector("causerie-chat");
    element?.setAttribute("mode", "inline");
    element?.scrollIntoView();
  });
  await expect(new ChatPage(page).input).toBeVisible();
});

test("a window that the browser closes by itself is closed for the page, too, and opens again", async ({
  page,
  demo,
}) => {
  await page.addInitScript(() => {
    (globalThis as { Causerie?: unknown }).Causerie = [["open"]];
  });
  await page.setViewportSize({ width: 360, height: 700 });
  await page.goto(`${demo.url}/script-tag`);
  const chat = new ChatPage(page);
  await expect(chat.input).toBeVisible();
  // Without an event before, as Chrome does on a second "back" in a row.
  await page.evaluate(() => {
    document.querySelector("causerie-chat")?.shadowRoot?.querySelector("dialog")?.close();
  });
  await expect(page.locator("causerie-chat")).not.toHaveAttribute("open");
  await chat.launcher.click();
  await expect(page.getByRole("dialog")).toBeVisible();
});

test("an unknown command does not stop the next ones", async ({ page, demo, pageErrors }) => {
  await page.addInitScript(() => {
    (globalThis as { Causerie?: unknown }).Causerie = [{}, undefined, ["opne"], ["open"]];
  });
  await page.goto(`${demo.url}/script-tag`);
  await expect(new ChatPage(page).input).toBeVisible();
  expect(pageErrors.splice(0)).toHaveLength(3);
});

test("a chat of the page's own that keeps no drafts loses nothing of what is being written", async ({ page, demo }) => {
  await page.goto(`${demo.url}/script-tag`);
  await page.evaluate(() => {
    let state = { connection: { type: "idle" }, entries: [], quickReplies: [], feedback: {}, unread: 0, typing: false };
    const listeners = new Set<() => void>();
    const nothing = (): void => {};
    const chat = {
      getState: () => state,
      subscribe: (listener: () => void) => {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
      on: () => nothing,
      start: nothing,
      getDraft: () => "",
      saveDraft: nothing,
      setVisible: nothing,
    };
    const element = document.querySelector("causerie-chat");
    if (element !== null) Object.assign(element, { chat });
    element?.toggleAttribute("open", true);
    (globalThis as { answer?: () => void }).answer = () => {
      state = { ...state, typing: true };
      for (const listener of listeners) listener();
    };
  });
  const input = page.locator("causerie-chat textarea");
  await input.fill("half a thought");
  await page.evaluate(() => (globalThis as { answer?: () => void }).answer?.());
  await expect(page.locator("causerie-chat .causerie-typing")).toBeVisible();
  await expect(input).toHaveValue("half a thought");
});

test("a chat that outlives its element no longer counts as seen", async ({ page, demo }) => {
  await page.goto(`${demo.url}/script-tag`);
  const seen = (): Promise<boolean[]> => page.evaluate(() => (globalThis as { seen?: boolean[] }).seen ?? []);
  await page.evaluate(() => {
    const states: boolean[] = [];
    (globalThis as { seen?: boolean[] }).seen = states;
    const state = { connection: { type: "idle" }, entries: [], quickReplies: [], typing: false, unread: 0 };
    const nothing = (): void => {};
    const chat = {
      getState: () => state,
      subscribe: () => nothing,
      on: () => nothing,
      start: nothing,
      getDraft: () => "",
      saveDraft: nothing,
      setVisible: (visible: boolean) => states.push(visible),
    };
    const element = document.querySelector("causerie-chat");
    if (element !== null) Object.assign(element, { chat });
    element?.toggleAttribute("open", true);
  });
  await expect.poll(async () => (await seen()).at(-1)).toBe(true);
  await page.evaluate(() => document.querySelector("causerie-chat")?.remove());
  await expect.poll(async () => (await seen()).at(-1)).toBe(false);
});
