import { readFileSync } from "node:fs";
import type { Download, Page } from "@playwright/test";
import { markdown, said, sourced } from "#e2e/sample-messages.ts";
import { expect, test } from "#e2e/widget-page.ts";
import { expectAccessible } from "./control-page.ts";

async function openTranscript(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Menu" }).click();
  await page.getByRole("menuitem", { name: "Transcript" }).click();
}

async function save(page: Page, button: string): Promise<{ name: string; content: string }> {
  const [download] = await Promise.all<[Promise<Download>, Promise<void>]>([
    page.waitForEvent("download"),
    page.getByRole("button", { name: button }).click(),
  ] as never);
  return { name: download.suggestedFilename(), content: readFileSync(await download.path(), "utf8") };
}

test("shows the whole conversation, also what is not loaded yet, and is found in by the browser's search", async ({
  page,
  chat,
}) => {
  await chat.visit({ features: "transcript" });
  for (let index = 1; index <= 180; index += 1) chat.receive(said(`Sentence ${index}.`));
  await expect(chat.said("Sentence 180.")).toBeVisible();
  await page.reload();
  await expect(chat.said("Sentence 180.")).toBeVisible();
  await openTranscript(page);
  const transcript = page.getByRole("region", { name: "Transcript of this conversation" }).last();
  await expect(page.getByText("180 messages").first()).toBeVisible();
  await expect(transcript.getByRole("article")).toHaveCount(180);
  await expect(transcript.getByText("Sentence 1.", { exact: true })).toBeAttached();
  await expect(chat.input).toBeHidden();
  const isFound = await page.evaluate(() =>
    (window as unknown as { find(text: string): boolean }).find("Sentence 17."),
  );
  expect(isFound).toBe(true);
  await page.keyboard.press("Escape");
  await expect(chat.input).toBeVisible();
  await expect(page.getByRole("button", { name: "Menu" })).toBeFocused();
});

test("is saved as a page that fetches nothing and as text, under the day's name", async ({ page, chat }) => {
  await chat.visit({ features: "transcript" });
  chat.receive(said("<img src=x onerror=alert(1)> **bold** [Fares](https://example.com/fares)"));
  chat.receive(markdown);
  chat.receive(sourced);
  await chat.say("<script>alert(2)</script>");
  await openTranscript(page);
  await expect(page.getByText("4 messages").first()).toBeVisible();

  const html = await save(page, "Save as web page");
  expect(html.name).toMatch(/^chat-\d{4}-\d\d-\d\d\.html$/);
  const text = await save(page, "Save as text");
  expect(text.name).toMatch(/^chat-\d{4}-\d\d-\d\d\.txt$/);
  expect(text.content).toContain("Fares (https://example.com/fares)");
  expect(text.content).toContain("<script>alert(2)</script>");

  const requests: string[] = [];
  const other = await page.context().newPage();
  other.on("request", (request) => requests.push(request.url()));
  other.on("dialog", (dialog) => requests.push(dialog.message()));
  await other.route("https://file.example/", (route) =>
    route.fulfill({ contentType: "text/html", body: html.content }),
  );
  await other.goto("https://file.example/");
  await expect(other.getByRole("article")).toHaveCount(4);
  await expect(other.getByText("<script>alert(2)</script>")).toBeVisible();
  await expect(other.getByRole("link", { name: "Fares", exact: true })).toHaveAttribute(
    "href",
    "https://example.com/fares",
  );
  await expectAccessible(other);
  expect(requests).toEqual(["https://file.example/"]);
  await other.close();
});

test("is printed alone, in a frame of its own", async ({ page, chat }) => {
  await page.addInitScript(() => {
    window.print = () => {
      (top as unknown as { printed: string }).printed = `${document.title}\n${document.body.innerText}`;
    };
  });
  await chat.visit({ features: "transcript" });
  chat.receive(said("Ferries leave at 8:30."));
  await openTranscript(page);
  await expect(page.getByText("1 message", { exact: true }).first()).toBeVisible();
  await page.getByRole("button", { name: "Print" }).click();
  const read = (): Promise<string> =>
    page.evaluate(() => (globalThis as unknown as { printed?: string }).printed ?? "");
  await expect.poll(read).toContain("Ferries leave at 8:30.");
  expect(await read()).toContain("Transcript of this conversation");
  expect(await read()).not.toContain("Ferries, fares and lost property");
});

test("axe finds nothing, in another language and on a phone", async ({ page, chat }) => {
  await page.setViewportSize({ width: 360, height: 700 });
  await chat.visit({ lang: "ar", dir: "rtl", features: "transcript" });
  chat.receive(markdown);
  chat.receive(sourced);
  await page.getByRole("button", { name: "القائمة" }).click();
  await page.getByRole("menuitem", { name: "نص المحادثة" }).click();
  await expect(page.getByRole("article")).toHaveCount(2);
  await expectAccessible(page);
  const screen = page.locator('[part~="screen"]');
  expect(await screen.evaluate((element) => element.scrollWidth - element.clientWidth)).toBeLessThanOrEqual(0);
});
