import { startFakeChatServer } from "#support/widget/fake-chat-server.ts";
import { serveHostSite } from "#support/widget/host-site.ts";
import { expect, test as base } from "#e2e/fixtures.ts";
import { WidgetPage } from "#e2e/widget-page.ts";

/** An interface of the page's own, made from the parts of `@causerie/widget/primitives`: what they do, and not how they look. */
type PartsHost = { panelRef?: string; inputRef?: string; refused?: string; presses?: number; holdsBack?: boolean };

const test = base.extend<{ chat: WidgetPage }>({
  chat: async ({ page }, use) => {
    await using server = await startFakeChatServer(serveHostSite({}));
    await page.goto(new URL("/react?parts", server.endpoint).href);
    await use(new WidgetPage(page, server));
    await page.close();
  },
});

test("the parts connect, send by key and by button, and leave the page its own handlers", async ({ page, chat }) => {
  const field = page.getByRole("textbox");
  const send = page.getByRole("button", { name: "Send" });
  expect(chat.server.readers()).toBe(0);
  await page.getByRole("button", { name: "Chat", exact: true }).click();
  await expect(page.getByRole("region", { name: "Help" })).toBeAttached();
  await expect.poll(() => chat.server.readers()).toBeGreaterThan(0);
  expect(await page.evaluate(() => [(globalThis as PartsHost).panelRef, (globalThis as PartsHost).inputRef])).toEqual([
    "section",
    "textarea",
  ]);

  // Enter sends, with Shift it begins a line, and within an input method it confirms a word.
  await field.fill("one");
  await field.press("Shift+Enter");
  await field.pressSequentially("two");
  await field.dispatchEvent("keydown", { key: "Enter", isComposing: true });
  expect(chat.sent()).toEqual([]);
  await field.press("Enter");
  await expect.poll(() => chat.sent()).toEqual([{ type: "text", text: "one\ntwo" }]);
  await expect(field).toHaveValue("");

  // The page's own button in the part's place: both handlers run.
  await expect(send).toHaveClass("mine");
  await expect(send).toHaveAttribute("aria-disabled", "true");
  await field.fill("three");
  await send.click();
  await expect.poll(() => chat.sent().length).toBe(2);
  expect(await page.evaluate(() => (globalThis as PartsHost).presses)).toBe(1);

  // A page that holds a message back.
  await page.evaluate(() => void ((globalThis as PartsHost).holdsBack = true));
  await field.fill("four");
  await send.click();
  await expect(field).toHaveValue("four");
  expect(chat.sent()).toHaveLength(2);
});

test("files are chosen and sent with what is written, and a refusal is handed to the page", async ({ page, chat }) => {
  await page.getByRole("button", { name: "Chat", exact: true }).click();
  await expect.poll(() => chat.server.readers()).toBeGreaterThan(0);
  const attach = async (files: { name: string; mimeType: string; buffer: Buffer }[]): Promise<void> => {
    const choice = page.waitForEvent("filechooser");
    await page.getByRole("button", { name: "Attach" }).click();
    await (await choice).setFiles(files);
  };
  await page.getByRole("textbox").fill("the receipt");
  await attach([{ name: "receipt.pdf", mimeType: "application/pdf", buffer: Buffer.from("%PDF-1.4 receipt") }]);
  await expect
    .poll(() => chat.sent())
    .toMatchObject([{ type: "files", text: "the receipt", files: [{ name: "receipt.pdf" }] }]);
  await expect(page.getByRole("textbox")).toHaveValue("");

  await page.getByRole("textbox").fill("the empty one");
  await attach([{ name: "empty.pdf", mimeType: "application/pdf", buffer: Buffer.alloc(0) }]);
  await expect.poll(() => page.evaluate(() => (globalThis as PartsHost).refused)).toBe("file_empty");
  await expect(page.getByRole("textbox")).toHaveValue("the empty one");
  expect(chat.sent()).toHaveLength(1);
});
