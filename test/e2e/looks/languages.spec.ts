import type { Locator, Page, Route } from "@playwright/test";
import { strings as german } from "@causerie/widget/locales/de";
import { startFakeChatServer } from "#support/widget/fake-chat-server.ts";
import { serveHostSite } from "#support/widget/host-site.ts";
import { said } from "#e2e/sample-messages.ts";
import { expect, test } from "#e2e/widget-page.ts";

const languages = ["ar", "de", "es", "fr", "he", "it", "ja", "nl", "pl", "pt"];

/** As the package publishes them. */
async function textsIn(language: string): Promise<Record<string, string>> {
  return ((await import(`@causerie/widget/locales/${language}`)) as { strings: Record<string, string> }).strings;
}

/** The file of a language, or of the chat, under the names of the build. */
const fileOf = (part: string): RegExp => new RegExp(`/causerie/${part}-[\\w-]{7}\\.js$`);
const anyStrings = fileOf("(?:ar|de|es|fr|he|it|ja|nl|pl|pt|sv|en)");

/** Everything that the window shows. */
async function visibleWordsOf(dialog: Locator): Promise<string> {
  return dialog.evaluate((panel) =>
    [panel, ...panel.querySelectorAll("*")]
      .flatMap((element) => [
        element.getAttribute("placeholder"),
        ...Array.from(element.childNodes, (node) => (node.nodeType === Node.TEXT_NODE ? node.textContent : "")),
      ])
      .join(" ")
      .replaceAll(/\s+/g, " ")
      .trim(),
  );
}

function configure(page: Page, settings: object): Promise<void> {
  return page.evaluate((next) => {
    (globalThis as unknown as { Causerie: { config: (settings: object) => void } }).Causerie.config(next);
  }, settings);
}

for (const language of languages)
  test(`a page in ${language} has a chat in ${language}, from the launcher on`, async ({ page, chat }) => {
    const { launcher: name = "", heading = "", inputLabel = "" } = await textsIn(language);
    const asked: string[] = [];
    page.on("request", (request) => asked.push(request.url()));
    await page.goto(new URL(`/?lang=${language}`, chat.server.endpoint).href);
    const launcher = page.getByRole("button", { name, exact: true });
    await expect(launcher).toHaveAttribute("lang", language);
    expect(asked.filter((url) => anyStrings.test(url))).toEqual([]);
    await launcher.click();
    const dialog = page.getByRole("dialog", { name: heading, exact: true });
    await expect(dialog).toHaveAttribute("lang", language);
    await expect(dialog.getByRole("heading")).toHaveCSS("direction", /ar|he/.test(language) ? "rtl" : "ltr");
    await expect(dialog.getByRole("textbox", { name: inputLabel, exact: true })).toBeFocused();
    await expect.poll(() => chat.server.readers()).toBeGreaterThan(0);
    chat.receive(said("1 2 3"));
    const day = dialog.locator(".causerie-day");
    const format = new Intl.DateTimeFormat(language, { day: "numeric", month: "long", year: "numeric" });
    await expect(day).toHaveText(format.format(new Date(1970, 0, 1)));
    expect(asked.filter((url) => anyStrings.test(url))).toEqual([expect.stringMatching(fileOf(language))]);
  });

test("the texts are asked for together with the chat's code, not after it", async ({ page, chat }) => {
  const texts = page.waitForRequest(fileOf("de"));
  await page.route(fileOf("chat"), async (route) => {
    await texts;
    await route.continue();
  });
  // Opened by the page, because a pointer above the launcher fetches both before.
  await page.goto(new URL("/?lang=de&open=", chat.server.endpoint).href);
  await expect(page.getByRole("dialog", { name: german.heading })).toBeVisible();
});

test("no English flashes up while the texts are on their way", async ({ page, chat }) => {
  let release = (): void => {};
  const held = new Promise<void>((resolve) => (release = resolve));
  await page.route(fileOf("de"), async (route) => {
    await held;
    await route.continue();
  });
  await chat.visit({ lang: "de" });
  const dialog = page.getByRole("dialog");
  await expect(dialog).toBeVisible();
  // Only to a screen reader, which must not find the focus in a field without a name.
  const names = dialog.getByRole("button").or(dialog.getByRole("textbox"));
  for (const control of await names.all()) await expect(control).toHaveAccessibleName(/\w/);
  await expect(dialog.getByRole("textbox", { name: "Your message" })).toBeFocused();
  await expect(dialog).toHaveAccessibleName("Chat with us");
  await expect(dialog).toHaveAttribute("lang", "en");
  expect(await visibleWordsOf(dialog)).toBe("");
  release();
  await expect(dialog.getByRole("heading")).toHaveText(german.heading);
});

const failures: Record<string, (route: Route) => Promise<void>> = {
  "cannot be loaded": (route) => route.abort(),
  "are gone": (route) => route.fulfill({ status: 404 }),
  "never come": () => new Promise(() => {}),
};
for (const [what, fail] of Object.entries(failures))
  test(`when the texts ${what}, the chat is in English, says so to screen readers, and works`, async ({
    page,
    chat,
  }) => {
    await page.route(fileOf("fr"), fail);
    await chat.visit({ lang: "fr" });
    const dialog = page.getByRole("dialog", { name: "Chat with us" });
    await expect(dialog).toHaveAttribute("lang", "en");
    await expect(dialog.getByRole("heading")).toHaveText("Chat with us");
    await chat.say("Bonjour");
    await expect(chat.said("Bonjour")).toContainText("Sent");
    await expect(page.getByRole("button", { name: "Discussion" })).toHaveAttribute("lang", "fr");
  });

test("texts that come late replace the English ones", async ({ page, chat }) => {
  let release = (): void => {};
  const held = new Promise<void>((resolve) => (release = resolve));
  await page.route(fileOf("de"), async (route) => {
    await held;
    await route.continue();
  });
  await chat.visit({ lang: "de" });
  await expect(page.getByRole("dialog").getByRole("heading")).toHaveText("Chat with us");
  release();
  await expect(page.getByRole("dialog", { name: german.heading })).toHaveAttribute("lang", "de");
});

test("the launcher says the number of unread messages in its language, also when the texts come late", async ({
  page,
  chat,
}) => {
  let release = (): void => {};
  const held = new Promise<void>((resolve) => (release = resolve));
  await chat.visit({ lang: "pl" });
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toBeHidden();
  await page.route(fileOf("pl"), async (route) => {
    await held;
    await route.continue();
  });
  await page.reload();
  await page
    .locator("causerie-chat")
    .evaluate((element) => (element as unknown as { resume(): Promise<void> }).resume());
  await expect.poll(() => chat.server.readers()).toBeGreaterThan(0);
  for (const text of ["1", "2", "3"]) chat.receive(said(text));
  await expect(page.locator('[part="badge"]')).toHaveText("3");
  release();
  await expect(page.getByRole("button", { name: "Czat, 3 nieprzeczytane wiadomości" })).toHaveAttribute("lang", "pl");
});

test("a failure to load the chat is told in English, and as English, while no texts are there", async ({
  page,
  chat,
  pageErrors,
}) => {
  await page.route("**/causerie/*.js", (route) => route.abort());
  await page.goto(new URL("/?lang=de", chat.server.endpoint).href);
  await page.getByRole("button", { name: "Chat" }).click();
  const alert = page.getByRole("alert");
  await expect(alert).toHaveText("The chat could not be loaded. Try again");
  await expect(alert).toHaveAttribute("lang", "en");
  expect(pageErrors.splice(0)).toEqual([expect.stringContaining("dynamically imported module")]);
});

test("a failure to load the chat is told in the page's language when its texts are there", async ({
  page,
  chat,
  pageErrors,
}) => {
  await page.route(fileOf("chat"), (route) => route.abort());
  await page.goto(new URL("/?lang=fr", chat.server.endpoint).href);
  await page.getByRole("button", { name: "Discussion" }).click();
  const alert = page.getByRole("alert");
  await expect(alert).toHaveText((await textsIn("fr"))["loadFailed"] ?? "");
  await expect(alert).toHaveAttribute("lang", "fr");
  expect(pageErrors.splice(0)).toEqual([expect.stringContaining("dynamically imported module")]);
});

for (const mode of ["inline", "page"])
  test(`a chat in a place of the page that cannot be loaded says so there, and tries again: ${mode}`, async ({
    page,
    chat,
    pageErrors,
  }) => {
    let isBlocked = true;
    await page.route("**/causerie/chat-*", (route) => (isBlocked ? route.abort() : route.continue()));
    await page.goto(new URL(`/?lang=fr&mode=${mode}`, chat.server.endpoint).href);
    const texts = await textsIn("fr");
    const alert = page.getByRole("alert");
    await expect(alert).toHaveText(texts["loadFailed"] ?? "");
    const box = await page.locator("causerie-chat").boundingBox();
    const inBox = await alert.boundingBox();
    expect(inBox?.y).toBeGreaterThanOrEqual(box?.y ?? Infinity);
    expect(inBox?.y).toBeLessThan((box?.y ?? 0) + (box?.height ?? 0));
    const launcher = page.getByRole("button", { name: "Discussion" });
    await launcher.click();
    await expect.poll(() => pageErrors.length).toBe(2);
    await expect(alert).toHaveText(texts["loadFailed"] ?? "");
    isBlocked = false;
    await launcher.click();
    await expect(page.getByRole("textbox", { name: texts["inputLabel"] ?? "" })).toBeVisible();
    await expect(launcher).toBeHidden();
    expect(pageErrors.splice(0)).toHaveLength(2);
  });

for (const [query, language] of [
  ["lang=it&locale=pt_BR", "pt-BR"],
  ["lang=it", "it"],
  ["lang=iw", "he"],
  ["lang=", "nl-BE"],
] as const)
  test(`the option decides, then the page, then the browser: ${query} in nl-BE shows ${language}`, async ({
    browser,
    chat,
  }) => {
    const page = await browser.newPage({ locale: "nl-BE" });
    await page.goto(new URL(`/?${query}`, chat.server.endpoint).href);
    await page.getByRole("button", { expanded: false }).click();
    const { heading = "" } = await textsIn(language.slice(0, 2));
    await expect(page.getByRole("dialog", { name: heading })).toHaveAttribute("lang", language);
    await page.close();
  });

for (const [locale, lang, time] of [
  ["en-GB", "en", /^\d{1,2}:\d\d$/],
  ["en-US", "en", /^\d{1,2}:\d\d\s[AP]M$/],
  ["de-DE", "en", /^\d{1,2}:\d\d\s[AP]M$/],
  ["en-US", "en-GB", /^\d{1,2}:\d\d$/],
  ["en-GB", "ar-EG", /^[٠-٩]{1,2}:[٠-٩]{2}\s[صم]$/],
] as const)
  test(`a browser in ${locale} shows on a page in ${lang} times such as ${time}`, async ({ browser, chat }) => {
    const page = await browser.newPage({ locale });
    await page.goto(new URL(`/?lang=${lang}&mode=inline`, chat.server.endpoint).href);
    await expect.poll(() => chat.server.readers()).toBeGreaterThan(0);
    chat.receive(said("1 2 3"));
    await expect(page.locator("time")).toHaveText(time);
    await page.close();
  });

test("a language without texts has English ones, English days, and asks for no file", async ({ page, chat }) => {
  const asked: string[] = [];
  page.on("request", (request) => asked.push(request.url()));
  await chat.visit({ lang: "sv-SE" });
  chat.receive(said("Hej"));
  const dialog = page.getByRole("dialog", { name: "Chat with us" });
  await expect(dialog).toHaveAttribute("lang", "en");
  await expect(dialog.locator(".causerie-day")).toHaveText("1 January 1970");
  expect(asked.filter((url) => anyStrings.test(url))).toEqual([]);
});

test("on a right-to-left page English texts read left to right, and the launcher stands where lines end", async ({
  page,
  chat,
}) => {
  await chat.visit({ lang: "fa", dir: "rtl" });
  const dialog = page.getByRole("dialog");
  await expect(dialog).toHaveAttribute("lang", "en");
  await expect(dialog.getByRole("heading")).toHaveCSS("direction", "ltr");
  for (const part of [dialog, page.getByRole("button", { expanded: true })])
    await expect.poll(async () => (await part.boundingBox())?.x).toBe(20);
});

test("on a left-to-right page an Arabic chat keeps the page's corner", async ({ page, chat }) => {
  await chat.visit({ locale: "ar" });
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByRole("heading")).toHaveCSS("direction", "rtl");
  const launcher = await page.getByRole("button", { expanded: true }).boundingBox();
  const panel = await dialog.boundingBox();
  expect((panel?.x ?? 0) + (panel?.width ?? 0)).toBe((launcher?.x ?? 0) + (launcher?.width ?? 0));
});

test("a page replaces single texts, and changes the language of an open chat", async ({ page, chat }) => {
  await chat.visit({ lang: "de" });
  await configure(page, { strings: { placeholder: "Ihre Frage an die Fähre …" } });
  const input = page.getByRole("dialog").getByRole("textbox");
  await expect(input).toHaveAttribute("placeholder", "Ihre Frage an die Fähre …");
  await expect(input).toHaveAccessibleName(german.inputLabel);
  await configure(page, { locale: "ja", strings: {} });
  await expect(input).toHaveAccessibleName((await textsIn("ja"))["inputLabel"] ?? "");
  await expect(page.getByRole("dialog")).toHaveAttribute("lang", "ja");
});

test("React parts and the element fetch their texts too", async ({ page }) => {
  const element =
    '<script type="module" src="/causerie/element.js"></script><causerie-chat locale="pl"></causerie-chat>';
  await using server = await startFakeChatServer(serveHostSite({ "/element": { body: element } }));
  await page.goto(new URL("/react?locale=de", server.endpoint).href);
  const launcher = page.getByRole("button", { name: "Chat", exact: true });
  await expect(launcher).toHaveAttribute("lang", "de");
  await expect(page.locator("output.causerie-sr").last()).toHaveAttribute("lang", "de");
  await launcher.click();
  await expect(page.getByRole("dialog", { name: german.heading })).toHaveAttribute("lang", "de");
  // On the next page of this tab the window is as it was left: open.
  await page.goto(new URL("/element", server.endpoint).href);
  await expect(page.getByRole("dialog", { name: "Porozmawiajmy" })).toHaveAttribute("lang", "pl");
  await page.close();
});
