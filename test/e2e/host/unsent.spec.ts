import type { Message } from "@causerie/protocol";
import type { Page } from "@playwright/test";
import { strings as french } from "@causerie/widget/locales/fr";
import { startFakeChatServer } from "#support/widget/fake-chat-server.ts";
import { serveHostSite } from "#support/widget/host-site.ts";
import { createReleaseSite, type ReleaseSite } from "#support/widget/release-site.ts";
import { png } from "#e2e/features/test-files.ts";
import config from "#e2e/playwright.config.ts";
import { expect, test as base } from "#e2e/fixtures.ts";
import { form, said } from "#e2e/sample-messages.ts";
import { WidgetPage } from "#e2e/widget-page.ts";

/** What a visitor has chosen, typed or recorded and not sent outlives that the chat is drawn anew. */

const features = "files voice-notes actions feedback";
const body = `<h1>Harbour</h1><script src="/causerie.js" async data-features="${features}"></script>`;
const launch = config.use?.launchOptions;

const test = base.extend<{ site: ReleaseSite; chat: WidgetPage }>({
  // Chromium's own stand-in for a microphone.
  launchOptions: {
    ...launch,
    args: [...(launch?.args ?? []), "--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"],
  },
  // oxlint-disable-next-line no-empty-pattern -- Playwright reads from the pattern what a fixture needs
  site: async ({}, use) => {
    using site = createReleaseSite(body);
    await use(site);
  },
  chat: async ({ page, site }, use) => {
    const react = serveHostSite({});
    const isReact = (url = ""): boolean => url.startsWith("/react");
    await using server = await startFakeChatServer((request, response) =>
      isReact(request.url) ? react(request, response) : site.app(request, response),
    );
    await use(new WidgetPage(page, server));
    await page.close(); // Before its server ends.
  },
});

const panel: Message = {
  type: "panel",
  quickReplies: [],
  alt: "Who travels?",
  panel: {
    content: { type: "field", field: { kind: "text", name: "name", label: "Who travels?", required: false } },
  },
};

/** Leaves one thing of each kind half done. */
async function begin(chat: WidgetPage): Promise<void> {
  const { page, thread } = chat;
  await chat.say("One ticket");
  await expect(chat.said("One ticket")).toContainText("Sent");
  chat.receive(form);
  chat.receive(panel);
  chat.server.log().append({
    type: "message",
    messageId: "answer",
    author: { role: "bot" },
    message: { ...said("Gladly"), may: ["edit"] } as Message,
  });
  await thread.getByLabel("Your name").fill("Ada & Co");
  await thread.getByLabel("Lounge").check();
  await thread.getByLabel("Who travels?").fill("Grace");
  await thread.getByRole("button", { name: "Change message" }).click();
  await revision(page).fill("Two tickets");
  await thread.getByRole("button", { name: "Not helpful" }).click();
  await comment(page).fill("No prices");
  await page
    .locator("input[type=file]")
    .first()
    .setInputFiles([png("pier.png")]);
  await alt(page).fill("The pier at sunset");
  await page.getByRole("button", { name: "Record a voice note" }).click();
  await expect(page.getByRole("timer")).toHaveText(/0:01 \//);
  await page.locator(".causerie-tray-main").click();
  await expect(page.locator("audio")).toBeVisible();
}

const revision = (page: Page) => page.locator(".causerie-edit textarea");
const comment = (page: Page) => page.locator(".causerie-comment textarea");
const alt = (page: Page) => page.locator(".causerie-picked-alt");

async function expectAll({ page, thread }: WidgetPage): Promise<void> {
  await expect(thread.getByLabel("Your name")).toHaveValue("Ada & Co");
  await expect(thread.getByLabel("Lounge")).toBeChecked();
  await expect(thread.getByLabel("Who travels?")).toHaveValue("Grace");
  await expect(revision(page)).toHaveValue("Two tickets");
  await expect(comment(page)).toHaveValue("No prices");
  await expect(page.locator(".causerie-picked-item")).toHaveCount(1);
  await expect(alt(page)).toHaveValue("The pier at sunset");
  await expect(page.locator("audio")).toBeVisible();
}

async function open(chat: WidgetPage): Promise<void> {
  await chat.page.goto(new URL("/", chat.server.endpoint).href);
  await chat.launcher.click();
  await begin(chat);
}

const configure = (page: Page, settings: object): Promise<void> =>
  page.evaluate(
    (next) => (globalThis as unknown as { Causerie: { config(settings: object): void } }).Causerie.config(next),
    settings,
  );

test("another language", async ({ page, chat }) => {
  await open(chat);
  await configure(page, { locale: "fr" });
  await expect(page.getByRole("textbox", { name: french.inputLabel, exact: true })).toBeVisible();
  await expectAll(chat);
  await page.getByRole("button", { name: french.send, exact: true }).last().click();
  await expect.poll(() => chat.sent().at(-1)).toMatchObject({ files: [{ alt: "The pier at sunset" }] });
});

test("an update of the server", async ({ page, site, chat }) => {
  await open(chat);
  const before = await page.getByRole("dialog").elementHandle();
  site.update();
  // A part that is fetched now brings the newer chat.
  await configure(page, { features: `${features} receipts` });
  await expect.poll(() => before?.evaluate((element) => element.isConnected)).toBe(false);
  await expectAll(chat);
});

test("who signs out leaves nothing to the next one, also where the chat is closed meanwhile", async ({
  page,
  chat,
}) => {
  await open(chat);
  await page.route("**/v1/session/end", (route) => route.fulfill({ status: 204 }));
  await page.getByRole("button", { name: "Close chat" }).click();
  await page.evaluate(() => (globalThis as unknown as { Causerie: { signOut(): Promise<void> } }).Causerie.signOut());
  await chat.launcher.click();
  await expect(chat.input).toBeVisible();
  await expect(chat.said("One ticket")).toHaveCount(0);
  await expect(page.locator(".causerie-picked-item, audio")).toHaveCount(0);
  await chat.say("One ticket");
  await expect.poll(() => chat.sent().at(-1)).toMatchObject({ text: "One ticket" });
  expect(chat.sent().at(-1)).not.toHaveProperty("files");
  // What is asked again begins anew.
  chat.receive(form);
  await expect(chat.thread.getByLabel("Your name")).toHaveValue("");
});

test("another language in a page of React", async ({ page, chat }) => {
  await page.goto(new URL("/react?mode=inline", chat.server.endpoint).href);
  const set = (props: object) =>
    page.evaluate(
      (next) => (globalThis as unknown as { setChatProps: (props: object) => void }).setChatProps(next),
      props,
    );
  await set({ features: features.split(" ") });
  await begin(chat);
  await set({ locale: "fr" });
  await expect(page.getByRole("textbox", { name: french.inputLabel, exact: true })).toBeVisible();
  await expectAll(chat);
});
