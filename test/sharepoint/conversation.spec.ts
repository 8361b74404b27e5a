import { expect, test } from "./fixtures.ts";
import { IntranetPage } from "./intranet-page.ts";

/** A whole conversation in a web part, with a real chat server. */

test("a reader asks, is answered, and takes a quick reply", { tag: "@quick" }, async ({ intranet }) => {
  await intranet.visit();
  const chat = await intranet.addChat();
  await chat.say("How much leave do I have?");
  await expect(chat.said("How much leave")).toContainText("Sent");
  await expect(chat.said("12 days")).toBeVisible();
  await chat.choice("Apply for leave").click();
  await expect(chat.said("Done: your manager has the application.")).toBeVisible();
});

test("after a reload the conversation is there and goes on", { tag: "@quick" }, async ({ intranet, page }) => {
  await intranet.visit();
  const before = await intranet.addChat();
  await before.say("count");
  await expect(before.said("That was number 1.")).toBeVisible();
  await page.reload();
  const after = await intranet.addChat();
  await expect(after.said("That was number 1.")).toBeVisible();
  await after.say("count");
  await expect(after.said("That was number 2.")).toBeVisible();
});

test("an author's change keeps the conversation, and comes back from the stored page", async ({ intranet }) => {
  await intranet.visit();
  const chat = await intranet.addChat({}, { mode: "edit" });
  await chat.converse();
  await chat.input.fill("A draft");
  const before = await chat.element.elementHandle();
  await chat.setProperty("height", 800);
  await chat.setProperty("heading", "Ask the help desk");
  await chat.setProperty("accent", "#8a2be2");
  await expect(chat.place.getByText("Ask the help desk").first()).toBeVisible();
  await expect(chat.said("I do not know about Hello.")).toBeVisible();
  await expect(chat.input).toHaveValue("A draft");
  // The same one, not a new one that has found its storage.
  expect(await chat.element.evaluate((now, element) => now === element, before)).toBe(true);
  const box = await chat.element.boundingBox();
  expect(box?.height).toBe(800);
  const stored = await chat.serialize();
  expect(stored.properties).toMatchObject({ height: 800, accent: "#8a2be2" });

  await chat.remove();
  const again = await intranet.addChat({}, { stored, column: "narrow" });
  await expect(again.place.getByText("Ask the help desk").first()).toBeVisible();
  await expect(again.said("I do not know about Hello.")).toBeVisible();
});

test("the bot learns about the site only where an author wishes it", async ({ intranet, browser }) => {
  await intranet.visit();
  const silent = await intranet.addChat();
  await silent.converse();
  await expect(silent.said("You come from")).toHaveCount(0);
  const context = await browser.newContext();
  const told = new IntranetPage(await context.newPage(), intranet.site, intranet.server);
  await told.visit();
  const chat = await told.addChat({ passContext: true });
  await expect(chat.said("You come from Contoso intranet.")).toBeVisible();
  await context.close();
});

test("a conversation that is not kept on this device ends with the page", async ({ intranet, page }) => {
  await intranet.visit();
  const before = await intranet.addChat({ keepHistory: false });
  await before.say("count");
  await expect(before.said("That was number 1.")).toBeVisible();
  await page.reload();
  const after = await intranet.addChat({ keepHistory: false });
  await after.say("count");
  await expect(after.said("That was number 1.")).toBeVisible();
});
