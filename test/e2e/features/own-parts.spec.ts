import { png } from "#e2e/features/test-files.ts";
import { expect, test } from "#e2e/widget-page.ts";

/** What the page around the element draws in the chat, and how it begins. */
type Host = { Causerie?: unknown; ready?: unknown[] };

test("the page draws buttons, images, texts and cards, and says what is announced", async ({
  chat,
  page,
  pageErrors,
}) => {
  await page.addInitScript(() => {
    const words = (element: HTMLElement, text: string): void => void (element.textContent = text);
    const renderers: Record<string, unknown> = {
      "causerie.button.postback": {
        draw(element: HTMLElement, data: { label: string; press: () => void }) {
          const button = document.createElement("button");
          button.textContent = `${data.label}, please`;
          button.addEventListener("click", data.press);
          element.append(button);
        },
        spoken: (data: { label: string }) => `button ${data.label}`,
      },
      "causerie.button": (element: HTMLElement, data: { label: string }) => words(element, `[${data.label}]`),
      "causerie.image.standalone": (element: HTMLElement, data: { alt: string }) => words(element, `Seen: ${data.alt}`),
      "causerie.text.user": (element: HTMLElement, data: { text: string }) => words(element, `“${data.text}”`),
      "causerie.list": {
        draw: (element: HTMLElement, data: { items: unknown[] }) => words(element, `${data.items.length} of them`),
        spoken: (data: { items: unknown[] }) => `A list of ${data.items.length}`,
      },
      "causerie.text": () => {
        throw new Error("broken on purpose");
      },
    };
    (globalThis as Host).Causerie = Object.entries(renderers).map((pair) => ["renderer", ...pair]);
  });
  await chat.visit({ features: "drawing" });
  chat.receive({
    type: "text",
    text: "Two **ferries**",
    buttons: [
      { type: "postback", label: "Seats", link: "seats" },
      { type: "url", label: "Map", url: "https://harbour.example/" },
    ],
    quickReplies: [{ type: "text", label: "Thanks" }],
  });
  await expect(page.getByText("[Map]")).toBeVisible();
  await expect(page.getByText("[Thanks]")).toBeVisible();
  // Where the page's code fails, the chat draws.
  await expect(chat.thread.locator("strong")).toHaveText("ferries");
  await expect(page.locator("[aria-live=polite]").first()).toContainText("button Seats");
  await page.getByRole("button", { name: "Seats, please" }).click();
  await expect.poll(() => chat.sent()).toEqual([{ type: "postback", label: "Seats", link: "seats" }]);

  chat.receive({
    type: "media",
    media: { kind: "image", url: "data:image/gif;base64,R0lGODlhAQABAAAAACw=", alt: "A pier" },
    buttons: [],
    quickReplies: [],
  });
  await expect(page.getByText("Seen: A pier")).toBeVisible();
  chat.receive({ type: "list", text: "Which?", items: [{ label: "One", link: "1" }], quickReplies: [] });
  await expect(page.getByText("1 of them")).toBeVisible();
  await expect(page.locator("[aria-live=polite]").first()).toContainText("A list of 1");
  await chat.input.fill("hello");
  await page.keyboard.press("Enter");
  await expect(page.getByText("“hello”")).toBeVisible();
  expect(new Set(pageErrors.splice(0))).toEqual(new Set(["Error: broken on purpose"]));
});

test("the page draws who speaks, who is writing, the sources and the visitor's files", async ({ chat, page }) => {
  await page.addInitScript(() => {
    type Drawn = { name: string; sources: { href?: string }[]; files: { name: string }[]; text: string };
    const words = (wordsOf: (data: Drawn) => string) => (element: HTMLElement, data: Drawn) =>
      void (element.textContent = wordsOf(data));
    const renderers = {
      "causerie.typing": words(({ name }) => `${name} is at it`),
      "causerie.avatar": words(({ name }) => `<${name}>`),
      "causerie.sources": words(({ sources }) => `From ${sources.map(({ href }) => href ?? "nowhere").join(", ")}`),
      "causerie.files": words(({ files, text }) => `Sent: ${files.map(({ name }) => name).join()}, ${text}`),
    };
    (globalThis as Host).Causerie = Object.entries(renderers).map((pair) => ["renderer", ...pair]);
  });
  await chat.visit({ features: "drawing face files", "bot-name": "Aubri" });
  chat.server.log().append({
    type: "message",
    messageId: "m1",
    author: { role: "agent", name: "Ada" },
    message: {
      type: "text",
      text: "Bicycles travel free [1].",
      buttons: [],
      quickReplies: [],
      footnotes: [{ title: "Fares", url: "https://harbour.example/fares" }, { title: "Rules" }],
    },
  });
  await expect(chat.page.getByText("From https://harbour.example/fares, nowhere")).toBeVisible();
  await expect(chat.page.getByText("<Ada>").first()).toBeVisible();
  chat.server.frame({ type: "typing", on: true });
  await expect(page.getByText("Ada is at it")).toBeVisible();
  await page
    .locator("input[type=file]")
    .first()
    .setInputFiles([png("pier.png")]);
  await expect(page.locator(".causerie-picked-item")).toHaveCount(1);
  await chat.say("Here");
  await expect(page.getByText("Sent: pier.png, Here")).toBeVisible();
  await expect.poll(() => chat.sent().at(-1)).toMatchObject({ files: [{ name: "pier.png" }] });
});

test("an opening message is sent once and not shown, and the page learns that the chat is ready", async ({
  chat,
  page,
}) => {
  await page.addInitScript(() => {
    const host = globalThis as Host;
    host.ready = [];
    const onReady = ({ chat: ready }: { chat: { getState: () => { loaded: boolean } } }): void =>
      void host.ready?.push(ready.getState().loaded);
    host.Causerie = [["on", "ready", onReady]];
  });
  const settings = { features: "opening", "opening-message": "hello" };
  await chat.visit(settings);
  await expect.poll(() => chat.sent()).toEqual([{ type: "text", text: "hello" }]);
  await expect.poll(() => page.evaluate(() => (globalThis as Host).ready)).toEqual([true]);
  chat.receive({ type: "text", text: "Welcome aboard", buttons: [], quickReplies: [] });
  await expect(chat.thread).toContainText("Welcome aboard");
  await expect(chat.said("hello")).toHaveCount(0);
  await page.reload();
  await expect(chat.thread).toContainText("Welcome aboard");
  await expect(chat.said("hello")).toHaveCount(0);
  expect(chat.sent()).toHaveLength(1);
});
