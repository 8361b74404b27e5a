import type { Locator } from "@playwright/test";
import { said } from "#e2e/sample-messages.ts";
import { expect, test, type WidgetPage } from "#e2e/widget-page.ts";

const author = { role: "bot" };
const sentence = "The ferry leaves from the old harbour, behind the fish market. ";
const paragraph = `${sentence.repeat(3)}\n\n`;

/** A thread with more than fits, and an answer that begins to grow. */
async function begin(chat: WidgetPage): Promise<{ write: (text: string) => void }> {
  await chat.visit();
  for (let count = 1; count <= 12; count += 1) chat.receive(said(`${sentence} ${count}`));
  await expect(chat.said(`${sentence} 12`)).toBeInViewport();
  chat.server.log().append({ type: "message.start", messageId: "s1", author });
  let offset = 0;
  return {
    write(text) {
      chat.server.frame({ type: "delta", messageId: "s1", offset, text });
      offset += text.length;
    },
  };
}

/** How far below the thread's upper edge a message begins. */
async function topInView(chat: WidgetPage, message: Locator): Promise<number> {
  const [box, view] = [await message.boundingBox(), await chat.thread.boundingBox()];
  return box === null || view === null ? Number.NaN : box.y - view.y;
}

const topOf = (chat: WidgetPage): Promise<number> => chat.thread.evaluate((log) => log.scrollTop);
const gapOf = (chat: WidgetPage): Promise<number> =>
  chat.thread.evaluate((log) => log.scrollHeight - log.clientHeight - log.scrollTop);

for (const pixels of [3, 10, 25, 60])
  test(`a visitor who scrolls up by ${pixels} pixels while an answer grows is never pulled down again`, async ({
    page,
    chat,
  }) => {
    const { write } = await begin(chat);
    write("Well. ");
    await expect(chat.said("Well.")).toBeInViewport();
    await chat.thread.hover();
    for (let gesture = 0; gesture < 5; gesture += 1) {
      write("More. ");
      const before = await topOf(chat);
      // In the middle of the pieces, as a finger does it.
      await Promise.all([
        page.mouse.wheel(0, -pixels),
        (async () => {
          for (let count = 0; count < 10; count += 1) {
            write(sentence);
            await page.waitForTimeout(8);
          }
        })(),
      ]);
      await page.waitForTimeout(200);
      const resting = await topOf(chat);
      expect(resting).toBeLessThan(before + pixels + 400);
      await expect.poll(() => gapOf(chat)).toBeGreaterThan(pixels - 2);
      write(paragraph);
      await page.waitForTimeout(100);
      expect(await topOf(chat)).toBe(resting);
      // Down to the end: then the thread follows again.
      await chat.thread.evaluate((log) => log.scrollTo(0, log.scrollHeight));
      await page.waitForTimeout(100);
      write(sentence);
      await expect.poll(() => gapOf(chat)).toBeLessThan(2);
    }
  });

test("keys and touch stop the following as well, and near the end it begins again", async ({ page, chat }) => {
  const { write } = await begin(chat);
  await chat.thread.focus();
  await page.keyboard.press("ArrowUp");
  await page.waitForTimeout(200);
  const top = await topOf(chat);
  write(paragraph);
  await page.waitForTimeout(100);
  expect(await topOf(chat)).toBe(top);
  await expect(page.getByRole("button", { name: "Go to the newest message" })).toBeVisible();
  await page.keyboard.press("End");
  await expect(page.getByRole("button", { name: "Go to the newest message" })).toBeHidden();
  write(sentence);
  await expect.poll(() => gapOf(chat)).toBeLessThan(2);
});

test("a long answer begins in view, whole or growing; the button leads to its end and follows", async ({
  page,
  chat,
}) => {
  const { write } = await begin(chat);
  const jump = page.getByRole("button", { name: /newest message|new message/ });
  for (let count = 0; count < 12; count += 1) {
    write(paragraph);
    await page.waitForTimeout(30);
  }
  const answer = chat.messages.last();
  await expect.poll(() => topInView(chat, answer)).toBeGreaterThan(0);
  await expect.poll(() => topInView(chat, answer)).toBeLessThan(40);
  await jump.click();
  await expect.poll(() => gapOf(chat)).toBeLessThan(2);
  write(paragraph);
  await page.waitForTimeout(100);
  await expect.poll(() => gapOf(chat)).toBeLessThan(2);

  await chat.say("And back?");
  await expect(chat.said("And back?")).toContainText("Sent");
  chat.receive(said(paragraph.repeat(9)));
  chat.receive(said("Anything else?"));
  const long = chat.messages.nth(-2);
  await expect.poll(() => topInView(chat, long)).toBeLessThan(40);
  await expect(jump).toBeVisible();
  await chat.say("No.");
  await expect.poll(() => gapOf(chat)).toBeLessThan(2);
});

for (const where of ["in the thread", "beside it"])
  test(`what goes ${where} just before more comes is not taken for a movement of the visitor`, async ({
    page,
    chat,
  }) => {
    await chat.visit();
    for (let count = 1; count <= 12; count += 1) chat.receive(said(`${sentence} ${count}`));
    await expect(chat.said(`${sentence} 12`)).toBeInViewport();
    for (let time = 0; time < 5; time += 1) {
      await chat.thread.evaluate(async (log, isInside) => {
        const frame = (): Promise<unknown> => new Promise((resolve) => requestAnimationFrame(resolve));
        const task = (): Promise<unknown> =>
          new Promise((resolve) => {
            const { port1, port2 } = new MessageChannel();
            port1.addEventListener("message", resolve, { once: true });
            port1.start();
            port2.postMessage(0);
          });
        const block = (height: number): HTMLElement => {
          const element = document.createElement("div");
          element.style.cssText = `flex: none; height: ${height}px`;
          return element;
        };
        const content = log.firstElementChild;
        const going = block(60);
        if (isInside) content?.append(going);
        else log.parentElement?.before(going);
        await frame();
        await frame();
        // All between two frames: one part goes, the layout is asked for, and another part comes.
        await task();
        going.remove();
        void log.scrollHeight;
        await task();
        content?.append(block(300));
        await frame();
        await frame();
      }, where === "in the thread");
      expect(await gapOf(chat)).toBeLessThan(2);
    }
    await expect(page.getByRole("button", { name: /newest message|new message/ })).toBeHidden();
  });

test("a tall message that was followed to its end stays there when the view becomes lower", async ({ page, chat }) => {
  await begin(chat);
  await chat.say("And?");
  await expect(chat.said("And?")).toContainText("Sent");
  const view = await chat.thread.evaluate((log) => log.clientHeight);
  chat.receive(said("Line\n\n".repeat(Math.floor((view * 0.75) / 33))));
  await expect(chat.said(/^.*Line/)).toBeVisible();
  chat.receive(said("Anything else?"));
  await expect(chat.said("Anything else?")).toBeInViewport();
  await chat.input.fill("one\n\n\n\nfive");
  await page.waitForTimeout(200);
  await expect.poll(() => gapOf(chat)).toBeLessThan(2);
  await expect(chat.said("Anything else?")).toBeInViewport();
});

test("the way to the newest message covers nothing of the thread or the composer", async ({ page, chat }) => {
  await chat.visit();
  for (let count = 1; count <= 12; count += 1) chat.receive(said(`${sentence} ${count}`));
  await expect(chat.said(`${sentence} 12`)).toBeInViewport();
  await chat.thread.hover();
  await page.mouse.wheel(0, -300);
  const jump = page.getByRole("button", { name: "Go to the newest message" });
  await expect(jump).toBeVisible();
  const [log, button, composer] = await Promise.all(
    [chat.thread, jump, page.locator('[part="composer"]')].map(async (part) => {
      const { y = 0, height = 0 } = (await part.boundingBox()) ?? {};
      return { top: y, bottom: y + height };
    }),
  );
  expect(button?.top).toBeGreaterThanOrEqual(log?.bottom ?? Infinity);
  expect(button?.bottom).toBeLessThanOrEqual(composer?.top ?? 0);
  await jump.click();
  await expect(jump).toHaveCount(0);
  await expect.poll(() => gapOf(chat)).toBeLessThan(2);
});

test("a button does not move under the finger: what arrives in the middle of a press waits for its end", async ({
  page,
  chat,
}) => {
  await chat.visit();
  for (let count = 1; count <= 12; count += 1) chat.receive(said(`${sentence} ${count}`));
  chat.receive({
    type: "card",
    card: { title: "Night ferry", buttons: [{ type: "postback", label: "Book", link: "book?id=3" }] },
    quickReplies: [],
  });
  const book = chat.thread.getByRole("button", { name: "Book" });
  await expect(book).toBeInViewport();
  await book.hover();
  await page.mouse.down();
  const before = await book.boundingBox();
  chat.receive(said("You may pay on board."));
  await expect(chat.said("You may pay on board.")).toBeAttached();
  // Two frames: it is laid out and painted.
  await page.evaluate(async () => {
    for (let count = 0; count < 2; count += 1) await new Promise(requestAnimationFrame);
  });
  expect(await book.boundingBox()).toEqual(before);

  await page.mouse.up();
  await expect(chat.said("You said: Book")).toBeInViewport();
  expect(await gapOf(chat)).toBeLessThan(2);
});

test("at the end of a scroll nothing sinks under the finger: the way to the newest message leaves its room", async ({
  page,
  chat,
}) => {
  await chat.visit();
  for (let count = 1; count <= 12; count += 1) chat.receive(said(`${sentence} ${count}`));
  const last = chat.said(`${sentence} 12`);
  await expect(last).toBeInViewport();
  await chat.thread.hover();
  await page.mouse.wheel(0, -300);
  const jump = page.locator('[part="jump"]');
  await expect(jump).toBeVisible();

  await page.mouse.wheel(0, 2_000);
  await expect.poll(() => gapOf(chat)).toBeLessThan(2);
  const before = await last.boundingBox();
  await expect(jump).toBeHidden();
  expect(await last.boundingBox()).toEqual(before);
  await page.keyboard.press("Tab");
  await expect(jump).not.toBeFocused();

  // With what comes next the thread takes the room back.
  chat.receive(said("You may pay on board."));
  await expect(jump).toHaveCount(0);
  await expect(chat.said("You may pay on board.")).toBeInViewport();
  expect(await gapOf(chat)).toBeLessThan(2);
});
