import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { startFakeChatServer } from "#support/widget/fake-chat-server.ts";
import { serveHostSite } from "#support/widget/host-site.ts";
import { expect, test as base } from "#e2e/fixtures.ts";
import { form, longList, markdown } from "#e2e/sample-messages.ts";
import { WidgetPage } from "#e2e/widget-page.ts";

/** `<Chat isolate>` in a page of React: in a shadow root, with the portals, focus and announcements of one. */
type ReactHost = { presses?: number; setChatProps?: (props: object) => void; setChatShown?: (shown: boolean) => void };

const test = base.extend<{ chat: WidgetPage }>({
  chat: async ({ page }, use) => {
    await using server = await startFakeChatServer(serveHostSite({}));
    await use(new WidgetPage(page, server));
    await page.close();
  },
});

const address = (chat: WidgetPage, query: string): string => new URL(`/react?${query}`, chat.server.endpoint).href;

const hostile = `
* { all: unset; }
div { display: flex !important; padding: 40px !important; outline: 9px solid red !important; }
button, textarea { background: lime !important; font: 40px fantasy !important; border-radius: 0 !important; }
.causerie, .causerie-launcher, .causerie-panel { display: none !important; }
html { letter-spacing: 9px; text-transform: uppercase; visibility: hidden; cursor: crosshair; }
`;

/** How the parts look, as far as style sheets decide it. */
function looks(page: Page): Promise<Record<string, string>> {
  return page.evaluate(() => {
    const host = [...document.querySelectorAll("*")].find((element) => element.shadowRoot !== null);
    const root = host?.shadowRoot;
    const found: Record<string, string> = { host: host === undefined ? "" : getComputedStyle(host).display };
    for (const element of root?.querySelectorAll("*") ?? []) {
      if (element.closest("[aria-live], .causerie-jump") !== null) continue; // These come and go.
      const style = getComputedStyle(element);
      const names = ["display", "color", "background-color", "font", "padding", "border", "letter-spacing", "outline"];
      const more = ["text-transform", "visibility", "cursor", "border-radius", "position", "rotate"];
      const name = `${Object.keys(found).length} ${element.localName}.${element.getAttribute("class") ?? ""}`;
      found[name] = [...names, ...more].map((each) => style.getPropertyValue(each)).join(" | ");
    }
    return found;
  });
}

for (const mode of ["floating", "inline"])
  test(`no rule of the page reaches an isolated chat: ${mode}`, async ({ chat, page }) => {
    await page.goto(address(chat, `isolate=true&mode=${mode}`));
    if (mode === "floating") await chat.launcher.click();
    await expect.poll(() => chat.server.readers()).toBeGreaterThan(0);
    for (const message of [markdown, longList, form]) chat.receive(message);
    await expect(chat.thread.getByRole("button", { name: "Book" })).toBeVisible();
    await page.evaluate(() => Promise.all(document.getAnimations().map((animation) => animation.finished)));
    const usual = await looks(page);
    expect(Object.keys(usual).length).toBeGreaterThan(60);
    await page.addStyleTag({ content: hostile });
    expect(await looks(page)).toEqual(usual);
  });

test("as the page itself it fills the screen", async ({ chat, page }) => {
  await page.goto(address(chat, "isolate=true&mode=page"));
  await expect(chat.input).toBeVisible();
  const height = await page.locator(".causerie-panel").evaluate((panel) => panel.getBoundingClientRect().height);
  expect(height).toBe(page.viewportSize()?.height);
});

test("it needs no style sheet of the page, and its parts can be reached by name", async ({ chat, page }) => {
  await page.route("**/react-page.css", (route) => route.fulfill({ contentType: "text/css", body: "" }));
  await page.goto(address(chat, "isolate=true&className=mine"));
  await expect(chat.launcher).toHaveCSS("position", "fixed");
  await page.addStyleTag({
    content: ".mine { --causerie-accent: rgb(120, 0, 60) } .mine::part(launcher) { opacity: 0.5 }",
  });
  await expect(chat.launcher).toHaveCSS("background-color", "color(srgb 0.470588 0 0.235294)");
  await expect(chat.launcher).toHaveCSS("opacity", "0.5");
});

test("it lies above the page, keeps its keys, moves the focus, and says what arrives", async ({ chat, page }) => {
  await page.goto(address(chat, "isolate=true"));
  await page.evaluate(() => {
    const host = globalThis as { keys?: string[] };
    host.keys = [];
    document.addEventListener("keydown", ({ key }) => host.keys?.push(key));
  });
  await chat.open();
  expect(await page.locator(".causerie").evaluate((root) => root.matches(":popover-open"))).toBe(true);
  await chat.say("Where is the ferry?");
  await expect(chat.said("Where is the ferry?")).toContainText("Sent");
  chat.receive({ type: "text", text: "It is at **sea**.", buttons: [], quickReplies: [] });
  await expect(page.locator("[aria-live=polite]").first()).toContainText("Assistant said: It is at sea.");
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`)).toEqual([]);
  await page.keyboard.press("Escape");
  await expect(chat.launcher).toBeFocused();
  expect(await page.evaluate(() => (globalThis as { keys?: string[] }).keys)).toEqual([]);
});

test("the page's components see one press as one, and so does its document", async ({ chat, page }) => {
  const presses = async (isolate: boolean): Promise<unknown> => {
    await page.goto(address(chat, isolate ? "isolate=true" : ""));
    await page.evaluate(() => {
      const host = globalThis as { received?: number };
      host.received = 0;
      document.addEventListener("click", () => (host.received = (host.received ?? 0) + 1));
    });
    await chat.open();
    await chat.input.click();
    await page.evaluate(() => sessionStorage.clear()); // Or the window is open again.
    return page.evaluate(() => [(globalThis as ReactHost).presses, (globalThis as { received?: number }).received]);
  };
  expect(await presses(false)).toEqual([2, 2]);
  expect(await presses(true)).toEqual([2, 2]);
});

test("a form is filled in and sent, and what leaves the page leaves nothing", async ({ chat, page }) => {
  await page.goto(address(chat, "isolate=true"));
  await chat.open();
  await expect.poll(() => chat.server.readers()).toBeGreaterThan(0);
  chat.receive(form);
  await chat.thread.getByLabel("Your name").fill("Ada");
  await expect(chat.thread.getByLabel("Your name")).toHaveValue("Ada");
  await chat.input.fill("not sent yet");
  await page.evaluate(() => (globalThis as ReactHost).setChatShown?.(false));
  await expect(chat.launcher).toHaveCount(0);
  await expect.poll(() => chat.server.readers()).toBe(0);
  await page.evaluate(() => (globalThis as ReactHost).setChatShown?.(true));
  await expect(chat.input).toHaveValue("not sent yet");
});

for (const mode of ["floating", "inline"])
  test(`what keeps the isolated chat from its place is told there, and can be tried again: ${mode}`, async ({
    chat,
    page,
    pageErrors,
  }) => {
    await page.addInitScript(() => {
      const own = Object.getOwnPropertyDescriptor(Element.prototype, "attachShadow") ?? {};
      Element.prototype.attachShadow = () => {
        Object.defineProperty(Element.prototype, "attachShadow", own);
        throw new Error("not now");
      };
    });
    await page.goto(address(chat, `isolate=true&mode=${mode}`));
    const alert = page.getByRole("alert");
    await expect(alert).toHaveText("The chat could not be loaded. Try again");
    expect(pageErrors.splice(0)).toEqual([expect.stringContaining("not now")]);
    await alert.getByRole("button").click();
    if (mode === "floating") await chat.launcher.click();
    await chat.say("hello");
    await expect(chat.said("hello")).toContainText("Sent");
    await expect(alert).toBeHidden();
  });
