import type { Page } from "@playwright/test";
import { strings as arabic } from "@causerie/widget/locales/ar";
import { strings as french } from "@causerie/widget/locales/fr";
import { startFakeChatServer } from "#support/widget/fake-chat-server.ts";
import { type HostPage, scriptTag, serveHostSite } from "#support/widget/host-site.ts";
import { expect, test as base } from "#e2e/fixtures.ts";
import { said } from "#e2e/sample-messages.ts";
import { WidgetPage } from "#e2e/widget-page.ts";

/** The chat comes back, whatever a site does between two pages. */

const words = (name: string): string => `<h1>${name}</h1><p><a href="/">Home</a></p>`;
const element = '<causerie-chat endpoint="/web"></causerie-chat>';

const pages: Record<string, HostPage> = {
  "/body": { body: `${words("Fares")}${scriptTag}` },
  "/head": { head: scriptTag, body: words("Fares") },
  "/element": {
    head: '<script type="module" src="/causerie/element.js"></script>',
    body: `${words("Fares")}${element}`,
  },
};

const test = base.extend<{ chat: WidgetPage }>({
  chat: async ({ page }, use) => {
    await using server = await startFakeChatServer(serveHostSite(pages));
    await use(new WidgetPage(page, server));
    await page.close(); // Before its server ends.
  },
});

async function write(chat: WidgetPage, path: string): Promise<void> {
  await chat.page.goto(new URL(path, chat.server.endpoint).href);
  await chat.launcher.click();
  await chat.say("Two tickets");
  await expect(chat.said("Two tickets")).toContainText("Sent");
  await chat.input.fill("And a dr");
}

async function expectBack(chat: WidgetPage): Promise<void> {
  await expect(chat.page.getByRole("dialog")).toBeVisible();
  await expect(chat.said("Two tickets")).toBeVisible();
  await expect(chat.input).toHaveValue("And a dr");
  expect(chat.server.logs).toHaveLength(1);
}

/** How sites put the next page into the place of this one, each as its library does it. */
const swaps: Record<string, (html: string) => void> = {
  "Turbo, replace": (html) => {
    const next = new DOMParser().parseFromString(html, "text/html").body;
    for (const inert of next.querySelectorAll("script")) {
      const script = document.createElement("script");
      for (const { name, value } of inert.attributes) script.setAttribute(name, value);
      inert.replaceWith(script);
    }
    document.body.replaceWith(next);
  },
  "Turbo, morph": (html) => {
    const next = new DOMParser().parseFromString(html, "text/html").body;
    const now = document.body;
    for (const child of Array.from(now.children)) {
      const same = Array.from(next.children).find((other) => other.outerHTML === child.outerHTML);
      if (child.hasAttribute("data-turbo-permanent")) continue;
      if (same === undefined) child.remove();
      else same.remove();
    }
    now.prepend(...next.childNodes);
  },
  idiomorph: (html) => {
    const next = new DOMParser().parseFromString(html, "text/html").body;
    for (const child of Array.from(document.body.children)) child.parentNode?.removeChild(child);
    document.body.prepend(...next.childNodes);
  },
  "htmx boost": (html) => {
    const next = new DOMParser().parseFromString(html, "text/html").body;
    document.body.replaceChildren(...next.childNodes);
  },
  Astro: (html) => {
    const next = new DOMParser().parseFromString(html, "text/html");
    document.head.replaceChildren(...next.head.childNodes);
    document.documentElement.replaceChild(next.body, document.body);
  },
  innerHTML: (html) => {
    document.body.innerHTML = new DOMParser().parseFromString(html, "text/html").body.innerHTML;
  },
};

async function swap(page: Page, run: (html: string) => void, name: string): Promise<void> {
  const path = new URL(page.url()).pathname;
  const { head = "", body } = pages[path] ?? { body: "" };
  const html = `<html><head>${head}</head><body>${body.replace("Fares", name)}</body></html>`;
  await page.evaluate(run, html);
  await expect(page.getByRole("heading", { name, level: 1 })).toBeVisible();
}

for (const path of ["/body", "/head", "/element"])
  for (const [library, run] of Object.entries(swaps)) {
    if (path === "/element" && library === "Turbo, morph") continue; // It keeps the element.
    test(`window, thread and draft outlive a swap of the body: ${library}, ${path}`, async ({ page, chat }) => {
      await write(chat, path);
      for (const name of ["Ferries", "Harbour", "Lost property"]) {
        await swap(page, run, name);
        await expectBack(chat);
      }
      chat.receive(said("Gate 4"));
      await expect(chat.said("Gate 4")).toBeVisible();
      await expect(page.locator("causerie-chat")).toHaveCount(1);
      await page.getByRole("button", { name: "Close chat" }).click();
      await swap(page, run, "Timetable");
      await expect(chat.launcher).toBeVisible();
      await expect(page.getByRole("dialog")).toBeHidden();
    });
  }

test("after a swap the thread is where it was, at its end or further up", async ({ page, chat }) => {
  await write(chat, "/body");
  for (let count = 0; count < 40; count += 1) chat.receive(said(`Message ${count}`));
  await expect(chat.said("Message 39")).toBeVisible();
  const gap = (): Promise<number> =>
    chat.thread.evaluate((log) => Math.round(log.scrollHeight - log.clientHeight - log.scrollTop));
  await expect.poll(gap).toBe(0);
  await page.evaluate(swaps["innerHTML"] ?? (() => {}), "<h1>Ferries</h1>");
  await expect(chat.input).toBeVisible();
  await expect.poll(gap).toBe(0);

  await page.waitForTimeout(1_000); // The next page comes later.
  await chat.thread.hover();
  await page.mouse.wheel(0, -700);
  await expect.poll(gap).toBeGreaterThanOrEqual(700);
  // It stands under the thread, which is smaller by it.
  await expect(page.getByRole("button", { name: "Go to the newest message" })).toBeVisible();
  const top = (): Promise<number> => chat.thread.evaluate((log) => Math.round(log.scrollTop));
  const before = await top();
  await page.evaluate(swaps["innerHTML"] ?? (() => {}), "<h1>Harbour</h1>");
  await expect(chat.input).toBeVisible();
  await expect.poll(top).toBe(before);
});

test("commands after a swap reach the chat", async ({ page, chat }) => {
  await page.goto(new URL("/body", chat.server.endpoint).href);
  await expect(chat.launcher).toBeVisible();
  await page.evaluate(() => {
    document.body.innerHTML = "<h1>Ferries</h1>";
    (globalThis as unknown as { Causerie: { open(): void } }).Causerie.open();
  });
  await expect(chat.input).toBeVisible();
});

test("a chat that comes back leaves the focus in the field of the new page", async ({ page, chat }) => {
  await write(chat, "/body");
  await page.evaluate(swaps["innerHTML"] ?? (() => {}), "<h1>Ferries</h1>");
  await page.waitForTimeout(300);
  await page.evaluate(swaps["innerHTML"] ?? (() => {}), "<input>");
  const field = page.locator("body > input");
  await field.pressSequentially("Two ");
  await expectBack(chat);
  await page.keyboard.type("tickets");
  await expect(field).toHaveValue("Two tickets");
});

for (const again of ["the page swaps its body", "the visitor opens it again"])
  test(`a chat has one language: that of the page when ${again}`, async ({ page, chat }) => {
    await page.goto(new URL("/body", chat.server.endpoint).href);
    await page.evaluate(() => (document.documentElement.lang = "fr"));
    await chat.launcher.click();
    const dialog = page.getByRole("dialog");
    await expect(dialog.getByRole("heading")).toHaveText(french.heading);
    await dialog.getByRole("textbox").fill("And a dr");
    await page.evaluate((swaps) => {
      document.documentElement.lang = "ar";
      if (swaps) document.body.innerHTML = "<h1>Ferries</h1>";
      // The page sets something else.
      (globalThis as unknown as { Causerie: { config(settings: object): void } }).Causerie.config({ accent: "#06c" });
    }, again.includes("body"));
    if (!again.includes("body")) {
      await expect(dialog).toHaveAttribute("lang", "fr");
      await page.keyboard.press("Escape");
      await expect(dialog).toBeHidden();
      await page.waitForTimeout(700); // Two presses are no double click.
      await page.locator("causerie-chat .causerie-launcher").click();
    }
    await expect(dialog).toHaveAttribute("lang", "ar");
    await expect(dialog.getByRole("heading")).toHaveText(arabic.heading);
    const input = dialog.getByRole("textbox", { name: arabic.inputLabel, exact: true });
    await expect(input).toHaveValue("And a dr");
    if (!again.includes("body")) await expect(input).toBeFocused();
  });

test("a chat that the page removes stays away, and is not closed by that", async ({ page, chat }) => {
  await write(chat, "/body");
  await page.evaluate(() => (globalThis as unknown as { Causerie: { element: Element } }).Causerie.element.remove());
  await page.waitForTimeout(1_500);
  await expect(page.locator("causerie-chat")).toHaveCount(0);
  await page.evaluate(() => {
    document.body.append((globalThis as unknown as { Causerie: { element: Element } }).Causerie.element);
  });
  await expectBack(chat);
});

test("a page that removes each strange element is not put under load", async ({ page, chat }) => {
  await page.goto(new URL("/body", chat.server.endpoint).href);
  await expect(chat.launcher).toBeVisible();
  const removed = await page.evaluate(async () => {
    let count = 0;
    new MutationObserver(() => {
      for (const strange of document.querySelectorAll("causerie-chat")) {
        count += 1;
        document.body.removeChild(strange);
      }
    }).observe(document.body, { childList: true });
    document.body.append("x");
    await new Promise((resolve) => setTimeout(resolve, 2_500));
    return count;
  });
  expect(removed).toBeLessThan(10);
});

for (const settings of [{ locale: "fr" }, { referral: "spring" }, { endpoint: "/web/" }])
  test(`the window stays open and the draft is kept when the page sets ${Object.keys(settings).join()}`, async ({
    page,
    chat,
  }) => {
    await write(chat, "/body");
    const closed = page.evaluate(
      (config) =>
        new Promise((resolve) => {
          const api = (globalThis as unknown as { Causerie: Record<string, (...details: unknown[]) => void> }).Causerie;
          api["on"]?.("close", () => resolve(true));
          api["config"]?.(config);
          setTimeout(() => resolve(false), 1_000);
        }),
      settings,
    );
    expect(await closed).toBe(false);
    await expect(page.getByRole("dialog")).toBeVisible();
    const input = page.getByRole("dialog").getByRole("textbox");
    await expect(input).toHaveValue("And a dr");
    await expect(input).toBeFocused();
    await page.reload();
    await expect(page.getByRole("dialog")).toBeVisible();
  });

test("in a React page another endpoint or language keeps the window and the draft", async ({ page, chat }) => {
  await write(chat, "/react");
  for (const props of [{ locale: "fr" }, { endpoint: "/web/" }, { referral: "spring" }]) {
    await page.evaluate(
      (next) => (globalThis as unknown as { setChatProps: (props: object) => void }).setChatProps(next),
      props,
    );
    await expect(page.getByRole("dialog").getByRole("textbox")).toHaveValue("And a dr");
  }
});

test.describe("a draft", () => {
  test("outlives a reload and a link, and ends when it is sent", async ({ page, chat }) => {
    await write(chat, "/body");
    await page.reload();
    await expectBack(chat);
    await page.goto(new URL("/head", chat.server.endpoint).href);
    await expectBack(chat);
    await chat.input.press("Enter");
    await expect(chat.said("And a dr")).toContainText("Sent");
    await page.reload();
    await expect(chat.said("And a dr")).toBeVisible();
    await expect(chat.input).toHaveValue("");
  });

  test("of a React page outlives a reload", async ({ page, chat }) => {
    await page.goto(new URL("/react?mode=inline", chat.server.endpoint).href);
    await chat.input.fill("And a dr");
    await page.reload();
    await expect(chat.input).toHaveValue("And a dr");
  });

  test("of one conversation is not shown in another", async ({ page, chat }) => {
    await write(chat, "/body");
    await page.goto(new URL("/react?mode=inline&endpoint=/web/v1", chat.server.endpoint).href);
    await expect(chat.input).toHaveValue("");
  });
});
