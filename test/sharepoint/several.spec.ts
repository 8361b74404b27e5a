import { expect, test } from "./fixtures.ts";
import { olderChatTag, olderIds, webPartId } from "./intranet-page.ts";

/** Several chats on one page do not disturb each other. */

test("two web parts and the launcher, each with its own conversation where the bots differ", async ({
  intranet,
  page,
}) => {
  await intranet.visit();
  await intranet.addPlaceholder();
  const wide = await intranet.addChat({ heading: "Wide" });
  const narrow = await intranet.addChat({ heading: "Narrow" }, { column: "narrow" });
  await intranet.addLauncher({ endpoint: intranet.endpoint, heading: "Corner" });
  await wide.converse("From the wide one");
  // One server, one visitor: one conversation, in all its windows.
  await expect(narrow.said("I do not know about From the wide one.")).toBeVisible();
  await narrow.converse("From the narrow one");
  await expect(wide.said("I do not know about From the narrow one.")).toHaveCount(1);
  await page.getByRole("button", { name: /^Chat\b/ }).click();
  await expect(intranet.bottom.said("I do not know about From the narrow one.")).toHaveCount(1);
  await intranet.bottom.converse("From the corner");

  await wide.remove();
  await narrow.converse("After the removal of the other");
});

test("parts for two bots have two conversations", async ({ intranet }) => {
  await intranet.visit();
  const endpoint = new URL(intranet.endpoint).origin;
  const one = await intranet.addChat({ endpoint, bot: "web" });
  const other = await intranet.addChat({ endpoint, bot: "hr" }, { column: "narrow" });
  await one.converse("For the help desk");
  await other.converse("For human resources");
  await expect(one.said("human resources")).toHaveCount(0);
  await expect(other.said("help desk")).toHaveCount(0);
});

test("packages of two ages live on one page, each with its own element", async ({ intranet, page }) => {
  await intranet.visit();
  const today = await intranet.addChat();
  const before = await intranet.addWebPart(
    { endpoint: intranet.endpoint },
    { id: olderIds[webPartId], column: "narrow" },
  );
  await expect(before.place.locator(`${olderChatTag} textarea`)).toBeVisible();
  const tags = await page.evaluate(() =>
    [...document.querySelectorAll("*")]
      .map((each) => each.localName)
      .filter((name) => name.startsWith("causerie-chat")),
  );
  expect(new Set(tags).size).toBe(2);
  await today.converse("From the newer one");
  await before.converse("From the older one");
});
