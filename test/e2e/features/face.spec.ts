import { AxeBuilder } from "@axe-core/playwright";
import type { Locator } from "@playwright/test";
import { expect, test, type WidgetPage } from "#e2e/widget-page.ts";
import { said } from "#e2e/sample-messages.ts";

const picture = `data:image/svg+xml,${encodeURIComponent('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')}`;

function part(chat: WidgetPage, name: string): Locator {
  return chat.page.locator(`causerie-chat [part~="${name}"]`);
}

function agentSays(chat: WidgetPage, text: string, name: string | undefined = "Ada Lovelace"): void {
  const author = { role: "agent", ...(name !== undefined && { name }) };
  chat.server.log().append({ type: "message", messageId: `agent ${text}`, author, message: said(text) });
}

/** The log's times are those of the server, which begins in 1970. */
async function goBack(chat: WidgetPage): Promise<void> {
  await chat.page.clock.setFixedTime(new Date(1_100_000));
}

test("the header shows who answers, and who of the team has come", async ({ chat }) => {
  await goBack(chat);
  await chat.visit({ features: "face", "bot-name": "Aubri Bot", replies: "a minute" });
  await expect(part(chat, "status")).toHaveText("Usually replies in a minute");
  await expect(part(chat, "header").locator('[part~="avatar"]')).toHaveText("AB");

  agentSays(chat, "I have found your bag.");
  await expect(part(chat, "status")).toHaveText("Ada Lovelace is here");
  await expect(part(chat, "header").locator('[part~="avatar"]')).toHaveText("AL");
  await expect(chat.said("I have found").locator('[part~="avatar"]')).toHaveText("AL");
  await expect(chat.page.locator("[aria-live=polite]", { hasText: "Ada Lovelace is here" })).toBeAttached();

  // The bot has it again.
  chat.receive(said("Anything else?"));
  await expect(part(chat, "status")).toHaveText("Usually replies in a minute");

  // What the page changes is seen at once.
  await chat.page.locator("causerie-chat").evaluate((element) => element.setAttribute("bot-name", "Nova"));
  await expect(part(chat, "header").locator('[part~="avatar"]')).toHaveText("N");
});

test("who is writing is named: the bot, and the colleague who has the conversation", async ({ chat }) => {
  await chat.visit({ features: "face", "bot-name": "Aubri" });
  chat.server.frame({ type: "typing", on: true });
  await expect(part(chat, "typing")).toContainText("Aubri is writing");
  chat.server.frame({ type: "typing", on: false });
  agentSays(chat, "One moment.");
  await expect(part(chat, "typing")).toHaveCount(0);
  chat.server.frame({ type: "typing", on: true });
  await expect(part(chat, "typing")).toContainText("Ada Lovelace is writing");
});

test("an author stands beside the first of their messages, and the others keep the room", async ({ chat }) => {
  await chat.visit({ features: "face", picture });
  chat.receive(said("One"));
  chat.receive(said("Two"));
  agentSays(chat, "Three", undefined);
  await chat.say("Four");
  await expect(chat.said("Four")).toContainText("Sent");
  await expect(chat.said("One").locator('[part~="avatar"] img')).toBeVisible();
  await expect(chat.said("Two").locator('[part~="avatar"]')).toHaveCount(0);
  await expect(chat.said("Three").locator('[part~="avatar"]')).toBeVisible();
  await expect(chat.said("Four").locator('[part~="avatar"]')).toHaveCount(0);
  const lefts = await Promise.all(
    ["One", "Two", "Three"].map(async (text) => (await chat.said(text).locator('[part~="bubble"]').boundingBox())?.x),
  );
  expect(new Set(lefts).size).toBe(1);
});

test("a picture that does not load, or could run something, gives way to the initials", async ({
  chat,
  pageErrors,
}) => {
  await chat.visit({ features: "face", "bot-name": "Aubri", picture: "/nowhere.png" });
  await expect(part(chat, "header").locator('[part~="avatar"]')).toHaveText("A");
  chat.server.log().append({
    type: "message",
    messageId: "m",
    author: { role: "agent", name: "Eve", picture: "javascript:alert(1)" },
    message: said("Hello"),
  });
  await expect(chat.said("Hello").locator('[part~="avatar"]')).toHaveText("E");
  pageErrors.length = 0; // The browser reports the picture that is not there.
});

test("outside the hours the header says when somebody is back", async ({ chat }) => {
  await chat.page.clock.setFixedTime(new Date("2026-11-29T20:00:00Z")); // a Sunday
  await chat.visit({ features: "face", hours: "Mo-Fr 09:00-17:30", "time-zone": "UTC" });
  await expect(part(chat, "status")).toHaveText(/^Back: Monday,? (30 November|November 30), \d/);
});

test("hours that nobody can read leave the chat as it is, and tell the developer", async ({ chat }) => {
  const problem = chat.page.waitForEvent("console", (message) => message.text().includes("are not understood"));
  await chat.visit({ features: "face", hours: "sometimes" });
  await problem;
  await expect(part(chat, "status")).toHaveText("Automated assistant");
});

test("an empty conversation invites, and a starter begins it", async ({ chat }) => {
  const starters = JSON.stringify(["Opening hours", { label: "Refund", link: "refund" }]);
  await chat.visit({ features: "welcome", welcome: "Ahoy!", "welcome-text": "Ask about ferries.", starters });
  await expect(chat.thread.getByRole("heading", { name: "Ahoy!" })).toBeVisible();
  await chat.page.keyboard.press("Shift+Tab");
  await expect(chat.choice("Refund")).toBeFocused();
  await chat.page.keyboard.press("Enter");
  await expect(chat.said("Refund")).toContainText("Sent");
  expect(chat.sent()).toEqual([{ type: "postback", label: "Refund", link: "refund" }]);
  await expect(chat.thread.getByRole("heading", { name: "Ahoy!" })).toHaveCount(0);
  await expect(chat.input).toBeFocused();
});

for (const look of ["light", "dark"] as const)
  test(`${look}: face and welcome have no fault that axe knows`, async ({ chat }) => {
    await goBack(chat);
    await chat.visit({ features: "face welcome", theme: look, "bot-name": "Aubri", starters: "One\nTwo" });
    await expect(chat.choice("One")).toBeVisible();
    const check = async (): Promise<unknown> => (await new AxeBuilder({ page: chat.page }).analyze()).violations;
    expect(await check()).toEqual([]);
    agentSays(chat, "I am here.");
    await expect(part(chat, "status")).toHaveText("Ada Lovelace is here");
    expect(await check()).toEqual([]);
  });

test("in French and in Arabic the features speak the page's language", async ({ chat }) => {
  await chat.visit({ features: "face", lang: "fr", mode: "inline" });
  await expect(part(chat, "status")).toHaveText("Assistant automatique");
  await chat.visit({ features: "face", lang: "ar", dir: "rtl", mode: "inline" });
  await expect(part(chat, "status")).toHaveText("مساعد آلي");
});

test("a page changes the settings of features at any time, all at once", async ({ chat, page }) => {
  await chat.visit({ features: "face welcome" });
  const dialog = page.getByRole("dialog");
  await expect(dialog.locator('[part~="welcome"]')).toBeVisible();
  const configure = (settings: object): Promise<void> =>
    page.evaluate(
      (next) => (globalThis as unknown as { Causerie: { config(settings: object): void } }).Causerie.config(next),
      settings,
    );
  await configure({ status: "At the harbour", welcome: "Good morning", starters: ["Opening hours"] });
  await expect(dialog.locator('[part~="status"]')).toHaveText("At the harbour");
  await expect(dialog.getByRole("heading", { name: "Good morning" })).toBeVisible();
  await expect(dialog.getByRole("button", { name: "Opening hours" })).toBeVisible();
  await configure({ status: "At sea" });
  await expect(dialog.locator('[part~="status"]')).toHaveText("At sea");
});
