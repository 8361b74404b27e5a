import { ChatPage } from "#e2e/chat-page.ts";
import { expect, test } from "#e2e/fixtures.ts";

type Queue = { push(...commands: [string, ...unknown[]][]): void };

test("the command signOut ends the session: the thread, the field and the next page are empty", async ({
  page,
  demo,
}) => {
  await page.goto(`${demo.url}/script-tag`);
  const chat = new ChatPage(page);
  await expect(chat.launcher).toBeVisible();
  await page.evaluate(() =>
    (globalThis as unknown as { Causerie: Queue }).Causerie.push(["open"], ["send", "my secret"]),
  );
  const mine = chat.said("my secret").first();
  await expect(mine).toContainText("Sent");
  const { input } = chat;
  await input.fill("half a thought");

  await page.evaluate(() =>
    (globalThis as unknown as { Causerie: Queue }).Causerie.push(["signOut", { forget: true }]),
  );
  await expect(mine).toHaveCount(0);
  await expect(input).toHaveValue("");
  await page.reload();
  await expect(input).toBeVisible();
  await expect(input).toHaveValue("");
  await expect(mine).toHaveCount(0);
});
