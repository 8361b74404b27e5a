import { ChatPage } from "#e2e/chat-page.ts";
import { expect, test } from "#e2e/fixtures.ts";

test("a visitor opens the chat by its launcher, is welcomed, asks, and taps a quick reply", async ({ page, demo }) => {
  await page.goto(`${demo.url}/script-tag`);
  const chat = new ChatPage(page);
  await chat.open();
  await expect(chat.said(/I am Aubri/)).toBeVisible();

  await chat.say("opening hours");
  await expect(chat.said("opening hours").first()).toContainText("Sent");
  await chat.choice("Departures").last().click();
  await expect(chat.choice("Port-Clément")).toBeVisible();
  await expect(chat.choice("Fares")).toHaveCount(0);
});

test("a reload shows the same conversation, and goes on with it", async ({ page, demo }) => {
  await page.goto(`${demo.url}/script-tag`);
  const chat = new ChatPage(page);
  await chat.open();
  await expect(chat.said(/I am Aubri/)).toBeVisible();
  await chat.say("lost property");
  await expect(chat.messages).toHaveCount(3);
  const before = await chat.messages.allInnerTexts();

  await page.reload();
  if (!(await chat.input.isVisible())) await chat.launcher.click();
  await expect(chat.messages).toHaveCount(3);
  expect(await chat.messages.allInnerTexts()).toEqual(before);
  await chat.say("a red umbrella");
  await expect(chat.choice("On the train")).toBeVisible();
});

test("a message written offline is sent when the connection is back, and only once", async ({
  page,
  context,
  demo,
}) => {
  await page.goto(`${demo.url}/script-tag`);
  const chat = new ChatPage(page);
  await chat.open();
  await expect(chat.said(/I am Aubri/)).toBeVisible();
  await context.setOffline(true);
  await chat.say("opening hours");
  await expect(chat.said("opening hours")).toContainText(/Waiting to send|Sending/);
  await context.setOffline(false);
  await expect(chat.said("opening hours").first()).toContainText("Sent");
  await expect(chat.choice("Menu").or(chat.choice("Departures")).first()).toBeVisible();

  await page.reload();
  if (!(await chat.input.isVisible())) await chat.launcher.click();
  await expect(chat.said(/^.*opening hours/)).toHaveCount(1);
});

test("a server that restarts in the middle loses nothing and repeats nothing", async ({ page, demo }) => {
  await page.goto(`${demo.url}/script-tag`);
  const chat = new ChatPage(page);
  await chat.open();
  await expect(chat.said(/I am Aubri/)).toBeVisible();
  await demo.stop("SIGKILL");
  await chat.say("opening hours");
  await demo.start();
  await expect(chat.said("opening hours").first()).toContainText("Sent", { timeout: 20_000 });
  await expect(chat.said(/I am Aubri/)).toHaveCount(1);
});

test("two tabs show the same conversation, step by step", async ({ context, page, demo }) => {
  await page.goto(`${demo.url}/script-tag`);
  const one = new ChatPage(page);
  await one.open();
  await expect(one.said(/I am Aubri/)).toBeVisible();
  const other = new ChatPage(await context.newPage());
  await other.page.goto(`${demo.url}/element`);
  await expect(other.said(/I am Aubri/)).toBeVisible();

  await one.say("lost property");
  await expect(other.said("lost property").first()).toBeVisible();
  await other.say("a blue hat");
  await expect(one.said("a blue hat").first()).toBeVisible();
  await expect(one.choice("On the train")).toBeVisible();
  const texts = (chat: ChatPage): Promise<string[]> =>
    chat.messages.evaluateAll((items) => items.map((item) => item.textContent ?? ""));
  await expect.poll(async () => (await texts(one)).length).toBe((await texts(other)).length);
});

test("a long answer grows while it is written, and is whole at the end", async ({ page, demo }) => {
  await page.goto(`${demo.url}/element`);
  const chat = new ChatPage(page);
  await expect(chat.said(/I am Aubri/)).toBeVisible();
  await chat.say("tell me a story");
  const answer = chat.messages.nth(2);
  await expect(answer).toBeVisible();
  const early = (await answer.innerText()).length;
  await expect.poll(async () => (await answer.innerText()).length).toBeGreaterThan(early + 50);
});

test("after a tall answer the thread is at its end; a visitor who has scrolled up stays there", async ({
  page,
  demo,
}) => {
  await page.goto(`${demo.url}/element`);
  const chat = new ChatPage(page);
  await expect(chat.said(/I am Aubri/)).toBeVisible();
  const gap = (): Promise<number> => chat.thread.evaluate((log) => log.scrollHeight - log.clientHeight - log.scrollTop);
  for (const words of ["fares", "photo", "fares"]) {
    const before = await chat.messages.count();
    await chat.say(words);
    await expect.poll(() => chat.messages.count()).toBeGreaterThan(before + 1);
    await expect.poll(gap).toBeLessThan(5);
  }
  await chat.say("tell me a story");
  const answer = chat.messages.last();
  await expect(answer).toContainText(/\w+ \w+/);
  await chat.thread.hover();
  await page.mouse.wheel(0, -600);
  await expect(page.getByRole("button", { name: "Go to the newest message" })).toBeVisible();
  const top = await chat.thread.evaluate((log) => log.scrollTop);
  const { length } = await answer.innerText();
  await expect.poll(async () => (await answer.innerText()).length).toBeGreaterThan(length + 40);
  expect(await chat.thread.evaluate((log) => log.scrollTop)).toBe(top);
});

test("the same words start the same story on the page and on the Messenger phone", async ({ page, demo }) => {
  await page.goto(`${demo.url}/messenger-phone`);
  const phone = page.getByRole("region", { name: "Messenger" });
  await phone.getByRole("button", { name: "Get Started" }).click();
  await expect(phone.getByText(/I am Aubri/)).toBeVisible();
  await phone.getByRole("textbox", { name: "Message" }).fill("hello");
  await page.keyboard.press("Enter");
  await expect(phone.getByText(/Hello again/)).toBeVisible();
  await phone.getByRole("button", { name: "Fares" }).click();
  await expect(phone.getByText("Single, 1 zone", { exact: false })).toBeVisible();

  const chat = new ChatPage(page);
  await chat.say("hello");
  await expect(chat.said(/Hello again/)).toBeVisible();
  await chat.choice("Fares").last().click();
  await expect(chat.said(/Single, 1 zone/)).toBeVisible();
});
