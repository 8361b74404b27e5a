import { carousel, createBot, custom, story } from "@causerie/server";
import type { Page } from "@playwright/test";
import { type CompatSite, startCompatSite } from "#support/widget/compat-site.ts";
import { expect, test as base } from "#e2e/fixtures.ts";

/** Programs for tock-react-kit, in which nothing but the import is another one, on a real server. */
const sights = story("sights", { keywords: ["sights"] }).handle(() => "The lighthouse.");
const piers = story("piers", { keywords: ["piers"] }).handle(() =>
  carousel([{ title: "Pier 1" }, { title: "Pier 2" }]),
);
const seat = story("seat", { keywords: ["seat"] }).handle(() => custom("seat-map", { seat: 12 }, { alt: "Seat 12" }));
const referred = story("referred", { events: ["referral"] }).handle(() => "You come by an advertisement.");
const bot = createBot({
  stories: [sights, piers, seat, referred],
  fallback: ({ text }) => `You said: ${text}`,
});

const test = base.extend<{ open: (name: string, prepare?: () => void) => Promise<CompatSite> }>({
  open: async ({ page }, use) => {
    await using stack = new AsyncDisposableStack();
    await use(async (name, prepare) => {
      const site = stack.use(await startCompatSite(name, bot));
      if (prepare !== undefined) await page.addInitScript(prepare);
      await page.goto(site.url);
      return site;
    });
    await page.close(); // Before its server ends.
  },
});

const log = (page: Page) => page.locator(".causerie-log");
const say = async (page: Page, text: string): Promise<void> => {
  await page.getByRole("textbox").fill(text);
  await page.keyboard.press("Enter");
};

test("renderChat: opening message, referral, look, widgets and names", async ({ page, open }) => {
  await open("quick-start");
  await expect(log(page)).toContainText("You said: welcome");
  await expect(log(page)).toContainText("You come by an advertisement.");
  await expect(page.locator(".causerie-bubble-user")).toHaveCount(0);
  expect(await page.evaluate(() => (globalThis as { seen?: unknown }).seen)).toEqual(["nothing"]);

  await say(page, "seat");
  await expect(page.getByText("Seat 12 of the ferry")).toBeVisible();
  await expect(page.locator("[aria-live=polite]").first()).toContainText("Assistant said: Seat 12");
  const own = page.locator(".causerie-bubble-user").first();
  await expect(own).toHaveCSS("background-color", "rgb(0, 71, 62)");
  await expect(own).toHaveCSS("font-family", /monospace/);
  await expect(page.locator(".causerie-bubble-bot").first()).toHaveCSS("letter-spacing", "1px");
  await say(page, "piers");
  await expect(page.getByRole("button", { name: "Next pier" })).toBeVisible();
  await expect(page.locator(".causerie-card-title").first()).toHaveCSS("font-weight", "800");
  await expect(page.getByRole("button", { name: "Send it" })).toBeVisible();

  await page.reload();
  await expect(log(page)).toContainText("You said: welcome");
  await expect
    .poll(() => page.evaluate(() => String((globalThis as { seen?: unknown[] }).seen?.[0])))
    .toContain("message,widget");
  await expect(log(page).getByText("You said: welcome")).toHaveCount(1);
});

test("a visitor keeps what tock-react-kit has kept, once", async ({ page, open }) => {
  await open("quick-start", () => {
    if (localStorage.getItem("harbour_userId") !== null) return;
    const said = [
      { type: "message", author: "user", message: "Is there a ferry?" },
      { type: "message", author: "bot", message: "Yes, <b>two</b>." },
      { type: "card", title: "Ferry A", buttons: [{ label: "Book", payload: "sights" }] },
    ];
    localStorage.setItem("harbour_userId", "OLD1");
    localStorage.setItem("harbour_tockMessageHistory", JSON.stringify(said));
    localStorage.setItem("harbour_tockQuickReplyHistory", JSON.stringify([{ label: "Sights", payload: "sights" }]));
    localStorage.setItem("harbour_tockLastMessageTimestamp", String(Date.now() - 60_000));
  });
  for (const again of [false, true]) {
    if (again) await page.reload();
    await expect(log(page)).toContainText("Is there a ferry?");
    await expect(log(page).getByText("Yes, two.")).toHaveCount(1);
    await expect(log(page)).toContainText("Ferry A");
    await expect(log(page)).not.toContainText("welcome"); // Something was said before.
    if (!again) await page.getByRole("button", { name: "Book" }).click();
    await expect(log(page)).toContainText("The lighthouse.");
  }
  expect(await page.evaluate(() => localStorage.getItem("harbour_userId"))).toBe("OLD1");
});

test("a React app: what the page adds, clears and sends silently; away and back", async ({ page, open }) => {
  await open("react-app");
  const press = (name: string): Promise<void> => page.getByRole("navigation").getByRole("button", { name }).click();
  const state = page.getByTestId("state");
  await expect(page.getByRole("textbox")).toBeVisible();
  for (const name of ["say", "card", "carousel", "image", "widget", "replies"]) await press(name);
  await expect(state).toContainText(
    JSON.stringify({ types: ["message", "card", "carousel", "image", "widget"], replies: 2 }).slice(1, -1),
  );
  await expect(log(page).locator("strong")).toHaveText("cart");
  await expect(page.getByRole("link", { name: "Shop" })).toHaveAttribute("href", "https://shop.example/");
  await expect(log(page)).toContainText('{"seat":7}');
  await page.locator(".causerie-quick-replies").getByRole("button", { name: "Sights" }).click();
  await expect(log(page)).toContainText("The lighthouse.");

  await page.getByRole("button", { name: "toggle" }).click();
  await expect(log(page)).toHaveCount(0);
  await page.getByRole("button", { name: "toggle" }).click();
  await expect(log(page)).toContainText("The lighthouse.");

  await press("clear");
  await expect(log(page)).not.toContainText("lighthouse");
  await press("silent");
  await expect(log(page)).toContainText("The lighthouse.");
  await expect(page.locator(".causerie-bubble-user")).toHaveCount(0);
});

test("an interface of the page's own, from the parts", async ({ page, open }) => {
  await open("own-interface");
  const own = page.getByTestId("own");
  await own.getByRole("textbox").fill("hello");
  await own.getByRole("button", { name: "Ask" }).click();
  await expect(own).toContainText("You said: hello");
  await expect(own.locator(".causerie-bubble-user")).toHaveText("hello");

  const gallery = page.getByRole("region", { name: "Gallery" });
  await expect(gallery.locator("em")).toHaveText("sea");
  await expect(gallery.getByRole("img", { name: "A pier" })).toBeAttached();
  for (const name of ["Map", "Book", "Yes", "No"]) {
    await gallery.getByRole("button", { name }).click();
    await expect(page.getByTestId("pressed")).toHaveText(name);
  }
  await expect(gallery.getByRole("button", { name: "Never" })).toHaveCount(0);
  await expect(gallery.locator("[inert]")).toContainText("Hidden");
  await own.getByRole("button", { name: "Clear messages" }).click();
  await expect(own).not.toContainText("You said: hello");
});
