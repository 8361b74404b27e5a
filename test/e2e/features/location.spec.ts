import { AxeBuilder } from "@axe-core/playwright";
import { createBot, location, story, text } from "@causerie/server";
import { expect, test } from "#e2e/served-page.ts";

const where = story("where", { keywords: ["where"], events: ["location"] }).handle((turn) => {
  const { content } = turn.event;
  if (content.type === "location") return `You are at ${content.latitude}, ${content.longitude}`;
  return text("Where are you? You may also write it.", {
    quickReplies: [{ label: "Share my location", share: "location" }, { label: "Later" }],
  });
});
const bot = createBot({ stories: [where], fallback: (turn) => `You said ${turn.text}` });

const brest = { latitude: 48.38, longitude: -4.49, accuracy: 1234 };

test("a bot asks where the visitor is: the browser is asked at the press, what it found is shown, and only then sent", async ({
  context,
  page,
  serve,
}) => {
  await context.grantPermissions(["geolocation"]);
  await context.setGeolocation(brest);
  const chat = await serve(bot);
  await chat.say("where?");
  await chat.choice("Share my location").click();
  const tray = page.getByRole("group", { name: "Share your location" });
  await expect(tray).toContainText("Your location, accurate to about 1.2\u00a0km");
  await expect(tray).toContainText("48.38, -4.49");
  await expect(tray.getByRole("link", { name: /^Look at it on a map/ })).toHaveAttribute(
    "href",
    "https://www.openstreetmap.org/?mlat=48.38&mlon=-4.49#map=17/48.38/-4.49",
  );
  await expect(page.getByText("Your location, accurate to about 1.2\u00a0km").last()).toBeAttached();
  await expect(chat.said("You are at")).toHaveCount(0);
  await expect(tray.getByRole("button", { name: "Send location" })).toBeFocused();
  expect((await new AxeBuilder({ page }).include("causerie-chat").analyze()).violations).toEqual([]);
  await page.keyboard.press("Enter");
  await expect(chat.said("You are at 48.38, -4.49")).toBeVisible();
  await expect(chat.said("A shared place")).toContainText("Sent");
  await expect(tray).toHaveCount(0);
  await expect(chat.input).toBeFocused();
  // The page has not named the feature: there is no button of it.
  await expect(page.getByRole("button", { name: "Share your location" })).toHaveCount(0);
});

test("the visitor shares it by a button of their own, where the page has named the feature", async ({
  context,
  page,
  serve,
}) => {
  await context.grantPermissions(["geolocation"]);
  await context.setGeolocation({ ...brest, accuracy: 20 });
  const chat = await serve(bot, { features: "location" });
  const button = page.getByRole("button", { name: "Share your location" });
  await button.click();
  const tray = page.getByRole("group", { name: "Share your location" });
  await expect(tray).toContainText("accurate to about 20\u00a0m");
  await tray.getByRole("button", { name: "Cancel" }).click();
  await expect(tray).toHaveCount(0);
  await expect(button).toHaveAttribute("aria-expanded", "false");
  await button.click();
  await expect(tray).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(tray).toHaveCount(0);
  await expect(chat.input).toBeVisible();
  await button.click();
  await tray.getByRole("button", { name: "Send location" }).click();
  await expect(chat.said("You are at 48.38, -4.49")).toBeVisible();
});

test("a refusal is said in words, and the visitor writes the place instead", async ({ context, page, serve }) => {
  await context.clearPermissions();
  const chat = await serve(bot, { locale: "de" });
  await chat.page.getByRole("textbox", { name: "Ihre Nachricht" }).fill("where?");
  await page.keyboard.press("Enter");
  await chat.choice("Share my location").click();
  const tray = page.getByRole("group", { name: "Standort teilen" });
  await expect(tray).toContainText("Ihr Browser teilt dieser Seite nicht mit, wo Sie sind.");
  const input = tray.getByRole("textbox", { name: "Wo sind Sie?" });
  await expect(input).toBeFocused();
  await input.press("Enter");
  await expect(input).toBeFocused();
  await input.fill("Hafen von Brest");
  expect((await new AxeBuilder({ page }).include("causerie-chat").analyze()).violations).toEqual([]);
  await input.press("Enter");
  await expect(page.getByText("You said Hafen von Brest").first()).toBeVisible();
  await expect(tray).toHaveCount(0);
});

test("a browser that finds nothing in time says so, and is asked again at a press", async ({ page, serve }) => {
  // The browser's own answer: a time-out takes 15 seconds, and Chromium's stand-in for a position gives none.
  await page.addInitScript(() => {
    let asked = 0;
    navigator.geolocation.getCurrentPosition = (found, fail) => {
      asked += 1;
      if (asked === 1) fail?.({ code: 3 } as GeolocationPositionError);
      else found({ coords: { latitude: 1, longitude: 2, accuracy: 5 } } as GeolocationPosition);
    };
  });
  await serve(bot, { features: "location" });
  await page.getByRole("button", { name: "Share your location" }).click();
  const tray = page.getByRole("group", { name: "Share your location" });
  await expect(tray).toContainText("Your location was not found in time.");
  await tray.getByRole("button", { name: "Try again" }).click();
  await expect(tray).toContainText("1, 2");
});

test("what the visitor writes in place of it closes the box with its reply", async ({ context, page, serve }) => {
  await context.grantPermissions(["geolocation"]);
  await context.setGeolocation(brest);
  const chat = await serve(bot);
  await chat.say("where?");
  await chat.choice("Share my location").click();
  const tray = page.getByRole("group", { name: "Share your location" });
  await expect(tray).toContainText("48.38");
  await chat.say("at home");
  await expect(chat.said("You said at home")).toBeVisible();
  await expect(tray).toHaveCount(0);
});

test("the card of a place breaks its text between words, also on a phone with text of 200 %", async ({
  page,
  serve,
}) => {
  await page.setViewportSize({ width: 360, height: 740 });
  const place = location({
    title: "Lost property office",
    address: "Port-Clément station",
    latitude: 48.38,
    longitude: -4.49,
  });
  const chat = await serve(createBot({ stories: [], fallback: () => place }));
  await page.locator("causerie-chat").evaluate((element: HTMLElement) => {
    element.style.setProperty("--causerie-font-size", "1.875em");
  });
  await chat.say("where?");
  const card = chat.thread.locator('[part~="location"]');
  await expect(card).toContainText("Lost property office");
  // A word that is cut has more than one box.
  const cut = await card.evaluate((element) => {
    const words: string[] = [];
    for (const node of element.querySelectorAll(".causerie-card-title, .causerie-card-subtitle")) {
      const text = node.firstChild as Text;
      for (const { 0: word, index } of text.data.matchAll(/[^\s-]+/g)) {
        const range = document.createRange();
        range.setStart(text, index);
        range.setEnd(text, index + word.length);
        if (range.getClientRects().length > 1) words.push(word);
      }
    }
    return words;
  });
  expect(cut).toEqual([]);
  const [box, thread] = [await card.boundingBox(), await chat.thread.boundingBox()];
  expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual((thread?.x ?? 0) + (thread?.width ?? 0));
});
