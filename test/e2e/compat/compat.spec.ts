import { carousel, createBot, custom, story, text } from "@causerie/server";
import type { Page } from "@playwright/test";
import { type CompatSite, startCompatSite } from "#support/widget/compat-site.ts";
import { expect, test as base } from "#e2e/fixtures.ts";

/** Programs for tock-react-kit, in which nothing but the import is another one, on a real server. */
const sights = story("sights", { keywords: ["sights"] }).handle(() => "The lighthouse.");
const piers = story("piers", { keywords: ["piers"] }).handle(() =>
  carousel([{ title: "Pier 1" }, { title: "Pier 2" }]),
);
const seat = story("seat", { keywords: ["seat"] }).handle(() =>
  custom("seat-map", { seat: 12 }, { alt: "Seat 12", metadata: { TOPIC: "seats" } }),
);
const late = story("late", { keywords: ["late"] }).handle(() => [
  text("The ferry is late", { metadata: { TOPIC: "<b>delays</b>" } }),
  text("Sorry"),
]);
const window = { width: 400, height: 500 };
const book = story("book", { keywords: ["book"] });
const books = book.handle(() =>
  text("Book here", {
    buttons: [
      { label: "Shop", url: "https://shop.example/", imageUrl: "https://shop.example/shop.png", window },
      { label: "Again", to: book.link(), imageUrl: "https://shop.example/again.png" },
      { label: "Mail", url: "mailto:help@shop.example", target: "_self" },
    ],
  }),
);
const referred = story("referred", { events: ["referral"] }).handle(() => "You come by an advertisement.");
const bot = createBot({
  stories: [sights, piers, seat, late, books, referred],
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

test("renderers and widgets find what came beside their message, also after a reload", async ({ page, open }) => {
  await open("own-renderers");
  await say(page, "late");
  await say(page, "seat");
  for (const again of [false, true]) {
    if (again) await page.reload();
    const beside = (words: string) => log(page).locator("[data-topic]", { hasText: words });
    await expect(beside("The ferry is late")).toHaveAttribute("data-topic", "<b>delays</b>");
    await expect(beside("Sorry")).toHaveAttribute("data-topic", "nothing");
    await expect(beside("Seat 12")).toHaveAttribute("data-topic", "seats");
  }
});

test("a link opens a window of its own, in the page's place or in a new tab, and no page reaches another", async ({
  page,
  open,
}) => {
  await page.context().route("**/map", (route) => route.fulfill({ contentType: "text/html", body: "A map" }));
  await open("own-renderers");
  const parts = page.getByRole("region", { name: "Parts" });
  const map = parts.getByRole("link", { name: /^Map/ });
  await expect(map.getByRole("presentation")).toHaveAttribute("src", "/pier.svg");
  await expect(map).toHaveAccessibleName("Map (opens in a new tab)");
  const opened = page.context().waitForEvent("page");
  await map.press("Enter");
  const popup = await opened;
  await popup.waitForURL("**/map");
  expect(await popup.evaluate(() => [globalThis.innerWidth, globalThis.innerHeight, globalThis.opener])).toEqual([
    400,
    500,
    null,
  ]);
  await popup.close();

  await expect(parts.getByRole("link", { name: /^Named/ })).toHaveAttribute("target", "_blank");
  const here = parts.getByRole("link", { name: "Here", exact: true });
  await expect(here).toHaveAttribute("rel", "noopener");
  await here.click();
  await expect(page).toHaveURL(/#there$/);
});

test("a part of ours calls the page in place of sending, and one that is hidden is out of reach", async ({
  page,
  open,
}) => {
  await open("own-renderers");
  const parts = page.getByRole("region", { name: "Parts" });
  await parts.getByRole("button", { name: "Act" }).click();
  await expect(page.getByTestId("acted")).toHaveText("act");
  await parts.getByRole("link", { name: "Stay" }).click();
  await expect(page).toHaveURL(/#here$/);
  await expect(log(page).locator(".causerie-bubble-user")).toHaveCount(0);
  await parts.getByRole("button", { name: "hide" }).click();
  await expect(parts.getByText("Ours")).toBeVisible();
  await expect(parts.getByRole("button", { name: "Act" })).toHaveCount(0);
  await page.evaluate(() => document.querySelector<HTMLElement>("[inert] button")?.focus());
  expect(await page.evaluate(() => document.activeElement?.textContent)).not.toBe("Act");
  await parts.getByRole("button", { name: "hide" }).click();
  await expect(parts.getByRole("button", { name: "Act" })).toBeVisible();
});

test("buttons of a story have their picture, and a mail opens no page", async ({ page, open }) => {
  await page.route("https://shop.example/*.png", (route) =>
    route.fulfill({ contentType: "image/svg+xml", body: '<svg xmlns="http://www.w3.org/2000/svg"/>' }),
  );
  await open("own-renderers");
  await say(page, "book");
  const buttons = log(page).locator(".causerie-buttons").first();
  await expect(buttons.locator("img")).toHaveCount(2);
  await expect(buttons.getByRole("link", { name: "Shop (opens in a new tab)" })).toBeVisible();
  await expect(buttons.getByRole("link", { name: "Mail", exact: true })).not.toHaveAttribute("target");
  await buttons.getByRole("button", { name: "Again" }).press("Enter");
  await expect(log(page).locator(".causerie-bubble-user").nth(1)).toHaveText("Again");
});
