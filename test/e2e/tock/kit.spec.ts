import { expect, test } from "#e2e/fixtures.ts";
import { push, wholeTale } from "#support/web/tock/tock-bot.ts";
import { KitPage } from "./kit-page.ts";

test("every kind of message is shown by Tock's own chat", async ({ page }) => {
  await using kit = await KitPage.open(page, {}, { openingMessage: "two" });
  // The opening message has no bubble, and its answer comes once, although it comes by the stream, too.
  await expect(kit.said("second")).toHaveCount(1);
  await expect(kit.said("first")).toHaveCount(1);
  await expect(kit.said("two")).toHaveCount(0);

  await kit.say("markup");
  await expect(kit.said("5 < 6 & <b>bold</b>")).toHaveCount(1);

  await kit.say("card");
  await expect(kit.said("A & B")).toHaveCount(1);
  await expect(kit.said("1 < 2")).toHaveCount(1);
  await kit.say("bare");
  await expect(kit.said("No buttons")).toHaveCount(1);
  await kit.say("carousel");
  await expect(kit.said("One")).toHaveCount(1);
  await expect(kit.said("Two")).toHaveCount(1);
  await kit.say("image");
  await expect(kit.said("Our boat")).toHaveCount(1);
  await kit.say("paper");
  await expect(kit.chat.getByRole("link", { name: "terms.pdf" })).toHaveAttribute("href", /terms\.pdf$/);
  await kit.say("list");
  await expect(kit.said("Cities")).toHaveCount(1);
  await kit.say("map");
  await expect(kit.chat.getByRole("link", { name: "Harbour" })).toHaveAttribute("href", /openstreetmap/);
  await kit.say("form");
  await expect(kit.said("Where?")).toHaveCount(1);
  await kit.say("widget");
  await expect(kit.chat).toContainText("Stops: A to B");
  await kit.say("sources");
  await expect(kit.said("As they say")).toHaveCount(1);
  await kit.say("popup");
  await expect(kit.chat.getByRole("link", { name: "Window" })).toBeVisible();
  await kit.say("broken");
  await expect(kit.said("fallback: failed")).toHaveCount(1);
});

test("quick replies and buttons of Tock's own chat are taps", async ({ page }) => {
  await using kit = await KitPage.open(page);
  await kit.say("buttons");
  await kit.chat.getByRole("button", { name: "Lyon" }).click();
  await expect(kit.said("Sunny in Lyon (en)")).toHaveCount(1);
  await kit.say("buttons");
  await kit.chat.getByRole("button", { name: "More" }).click();
  await expect(kit.said("echo: more of it")).toHaveCount(1);
  await kit.chat.getByRole("button", { name: "Paris" }).last().click();
  await expect(kit.said("Sunny in Paris (en)")).toHaveCount(1);
  await kit.say("stars");
  await kit.chat.getByRole("button", { name: "5 ★" }).click();
  await kit.say("opinions");
  await expect(kit.chat.getByText('"score":5')).toHaveCount(1);
});

test("after a reload the page shows what it has stored, and what was said meanwhile comes once", async ({ page }) => {
  await using kit = await KitPage.open(page, {}, { localStorageHistory: { enable: true, maxNumberMessages: 20 } });
  await kit.say("hello");
  await expect(kit.said("echo: hello")).toHaveCount(1);
  const userId = kit.gate.visitorId;
  await page.goto("about:blank");
  expect(await kit.server.notify({ connectorId: "web", userId }, push.link())).toEqual({ outcome: "sent" });
  await kit.load();
  await expect(kit.said("Your train is late")).toHaveCount(1);
  await expect(kit.said("echo: hello")).toHaveCount(1);
  await kit.say("again");
  await expect(kit.said("echo: again")).toHaveCount(1);
  await expect(kit.said("Your train is late")).toHaveCount(1);
});

test("a stream that is lost comes back, and nothing is lost or doubled", async ({ page }) => {
  await using kit = await KitPage.open(page);
  await kit.say("hello");
  await expect(kit.said("echo: hello")).toHaveCount(1);
  const back = page.waitForResponse((response) => response.url().includes("/sse?"));
  kit.connection.cut();
  const userId = kit.gate.visitorId;
  await kit.server.notify({ connectorId: "web", userId }, push.link());
  await back;
  await expect(kit.said("Your train is late")).toHaveCount(1);
  await kit.say("two");
  await expect(kit.said("second")).toHaveCount(1);
  await expect(kit.said("first")).toHaveCount(1);
  await expect(kit.said("echo: hello")).toHaveCount(1);
});

test("a message is there before the turn is over, and a streamed text is one bubble", async ({ page }) => {
  await using kit = await KitPage.open(page);
  await kit.say("slow");
  await expect(kit.said("at once")).toHaveCount(1);
  kit.gate.open.resolve();
  await expect(kit.said("at last")).toHaveCount(1);
  await kit.say("tale");
  await expect(kit.said(wholeTale)).toHaveCount(1);
  await expect(kit.said("at once")).toHaveCount(1);
});

test("two tabs of a person both show what is said", async ({ page, context }) => {
  await using kit = await KitPage.open(page);
  const other = await context.newPage();
  const opened = other.waitForResponse((response) => response.url().includes("/sse?"));
  await other.goto(page.url());
  await opened;
  await kit.say("hello");
  await expect(kit.said("echo: hello")).toHaveCount(1);
  await expect(other.getByText("echo: hello", { exact: true })).toHaveCount(1);
});

test("without streams the page uses requests only, and a refusal is shown", async ({ page }) => {
  await using kit = await KitPage.open(page, { streams: false, apology: "Not now." });
  await kit.say("hello");
  await expect(kit.said("echo: hello")).toHaveCount(1);
  await kit.say("x".repeat(5_000));
  await expect(kit.said("Not now.")).toHaveCount(1);
  await kit.say("again");
  await expect(kit.said("echo: again")).toHaveCount(1);
});
