import type { Page } from "@playwright/test";
import { form, said } from "#e2e/sample-messages.ts";
import { expect, test } from "#e2e/widget-page.ts";

/** Collects what a screen reader would say: each text that is added to a polite region or status. */
async function listen(page: Page): Promise<() => Promise<string[]>> {
  await page.evaluate(() => {
    const spoken: string[] = [];
    (globalThis as { spoken?: string[] }).spoken = spoken;
    const root = document.querySelector("causerie-chat")?.shadowRoot ?? document;
    new MutationObserver((records) => {
      for (const { target, addedNodes } of records) {
        const element = target instanceof Element ? target : target.parentElement;
        if (element?.closest('[aria-live="polite"]') !== null)
          for (const node of addedNodes) spoken.push(node.textContent ?? "");
        else if (element.closest("output") !== null) spoken.push(element.closest("output")?.textContent ?? "");
      }
    }).observe(root, { subtree: true, childList: true, characterData: true });
  });
  return () => page.evaluate(() => ((globalThis as { spoken?: string[] }).spoken ?? []).filter((text) => text !== ""));
}

test("that a message waits, that it was not sent, and that the connection is lost is said once", async ({
  page,
  chat,
  context,
}) => {
  await chat.visit();
  const spoken = await listen(page);
  await chat.say("First");
  await expect(chat.said("First")).toContainText("Sent");
  await context.setOffline(true);
  await chat.say("Second");
  const count = async (text: RegExp): Promise<number> => (await spoken()).filter((one) => text.test(one)).length;
  await expect.poll(() => count(/^Waiting to send Second$/)).toBe(1);
  await expect.poll(() => count(/You are offline/)).toBe(1);
  await page.waitForTimeout(2500);
  await context.setOffline(false);
  await expect(chat.said("Second")).toContainText("Sent");
  await expect.poll(() => count(/Connected again/)).toBe(1);
  expect(await count(/Waiting to send/)).toBe(1);
  expect(await count(/First/)).toBe(0);
});

test("a message that the server refuses is said not to be sent", async ({ page, chat }) => {
  await chat.visit();
  const spoken = await listen(page);
  chat.server.faults.unknownContent.add("text");
  await chat.say("Third");
  await expect(chat.said("Not sent")).toBeVisible();
  await expect.poll(async () => (await spoken()).filter((text) => text === "Not sent Third")).toHaveLength(1);
});

test("that the bot is at work is said once, and only when it takes a while", async ({ page, chat }) => {
  await chat.visit();
  const spoken = await listen(page);
  const typing = async (): Promise<number> => (await spoken()).filter((text) => text.includes("being written")).length;
  chat.server.frame({ type: "typing", on: true });
  await page.waitForTimeout(200);
  chat.receive(said("Quick"));
  chat.server.log().append({ type: "turn.end", of: 1 });
  await page.waitForTimeout(1500);
  expect(await typing()).toBe(0);
  chat.server.frame({ type: "typing", on: true });
  await expect.poll(typing).toBe(1);
  await page.waitForTimeout(1500);
  expect(await typing()).toBe(1);
});

test("the counter of characters is read out at thresholds only", async ({ page, chat }) => {
  await chat.visit();
  await chat.input.fill("x".repeat(3795));
  const spoken = await listen(page);
  for (let count = 0; count < 12; count += 1) await chat.input.press("x");
  await expect(page.getByText("193 characters left")).toBeVisible();
  expect((await spoken()).filter((text) => text.includes("left"))).toEqual(["200 characters left"]);
  await chat.input.fill("x".repeat(4003));
  await chat.input.press("x");
  await expect(page.getByText("4 characters too many")).toBeVisible();
  expect((await spoken()).filter((text) => text.includes("too many"))).toEqual(["3 characters too many"]);
});

test("a floating window is no second banner, and has the language of its texts", async ({ page, chat }) => {
  await chat.visit();
  await expect(page.getByRole("banner")).toHaveCount(0);
  await expect(page.getByRole("dialog")).toHaveAttribute("lang", "en-GB");
});

test("a choice that must be made is not invalid before the visitor has tried to send", async ({ page, chat }) => {
  await chat.visit();
  chat.receive(form);
  const group = page.getByRole("radiogroup", { name: "Class" });
  await expect(group).toHaveAttribute("aria-required", "true");
  await expect(group).toHaveAttribute("aria-invalid", "false");
  expect(await group.locator(":invalid").count()).toBe(0);
  // By the keyboard: on a busy machine the thread still moves under a pointer.
  await chat.choice("Book").press("Enter");
  await expect(group).toHaveAttribute("aria-invalid", "true");
});

test("of many answers at once the last are read out, and no more than those stay in the page", async ({
  page,
  chat,
}) => {
  await chat.visit();
  const spoken = await listen(page);
  const all = Array.from({ length: 60 }, (_, index) => `Answer ${index + 1}`);
  for (const text of all) chat.receive(said(text));
  await expect(chat.said("Answer 60")).toBeVisible();
  await expect.poll(async () => (await spoken()).at(-1)).toContain("Answer 60");
  const kept = page.locator('causerie-chat [aria-live="polite"][aria-relevant="additions"] p');
  await expect(kept).toHaveCount(20);
  await expect(kept.last()).toContainText("Answer 60");
});
