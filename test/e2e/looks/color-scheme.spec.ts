import type { Page } from "@playwright/test";
import { startFakeChatServer } from "#support/widget/fake-chat-server.ts";
import { scriptTag, serveHostSite } from "#support/widget/host-site.ts";
import { expect, test as base } from "#e2e/fixtures.ts";
import { WidgetPage } from "#e2e/widget-page.ts";

/** Light or dark: the site's option decides, else the page's `color-scheme`, else the visitor's system. */

const says = {
  nothing: "",
  light: "<style>:root { color-scheme: light }</style>",
  dark: "<style>:root { color-scheme: dark }</style>",
  both: "<style>:root { color-scheme: light dark }</style>",
  "light by meta": '<meta name="color-scheme" content="light">',
  "dark by meta": '<meta name="color-scheme" content="dark">',
};
type Says = keyof typeof says;

const kinds = {
  tag: scriptTag,
  element:
    '<causerie-chat endpoint="/web" mode="inline"></causerie-chat><script type="module" src="/causerie/element.js"></script>',
};
const pages = Object.fromEntries(
  Object.entries(kinds).flatMap(([kind, chat]) =>
    Object.entries(says).flatMap(([page, head]) =>
      ["auto", "light", "dark"].map((theme) => [
        `/${kind}/${page.replaceAll(" ", "-")}/${theme}`,
        {
          head,
          body: chat
            .replace("<script", `<script data-theme="${theme}"`)
            .replace("<causerie-chat", `<causerie-chat theme="${theme}"`),
        },
      ]),
    ),
  ),
);

const test = base.extend<{ chat: WidgetPage }>({
  chat: async ({ page }, use) => {
    await using server = await startFakeChatServer(serveHostSite(pages));
    await use(new WidgetPage(page, server));
    await page.close(); // Before its server ends.
  },
});

/** What the browser draws: the window, and what its own controls follow. */
async function shown(page: Page): Promise<string> {
  const { background, scheme } = await page.locator(".causerie-panel").evaluate((panel) => {
    const style = getComputedStyle(panel);
    return { background: style.backgroundColor, scheme: style.colorScheme };
  });
  const seen = { "rgb(255, 255, 255)": "light", "rgb(21, 23, 28)": "dark" }[background] ?? background;
  // Where it is neither inherited from a meta element nor the system's, both say the same.
  if (scheme === "light" || scheme === "dark") expect(scheme).toBe(seen);
  return seen;
}

/** The rule, once more and in one line. */
function expected(theme: string, page: Says, system: "light" | "dark"): string {
  if (theme !== "auto") return theme;
  return page === "nothing" || page === "both" ? system : (page.split(" ")[0] ?? "");
}

for (const kind of ["tag", "element"])
  for (const system of ["light", "dark"] as const)
    test(`the option decides, then the page, then the system, which is ${system}: ${kind}`, async ({ page, chat }) => {
      await page.emulateMedia({ colorScheme: system, reducedMotion: "reduce" });
      const found: Record<string, string> = {};
      const right: Record<string, string> = {};
      for (const theme of ["auto", "light", "dark"])
        for (const word of Object.keys(says) as Says[]) {
          const path = `/${kind}/${word.replaceAll(" ", "-")}/${theme}`;
          await page.goto(new URL(path, chat.server.endpoint).href);
          // It is open already where the visitor had opened it on the page before.
          if (kind === "tag")
            await page.evaluate(() => ((globalThis as { Causerie?: string[][] }).Causerie ??= []).push(["open"]));
          await expect(chat.input).toBeVisible();
          found[path] = await shown(page);
          right[path] = expected(theme, word, system);
        }
      expect(found).toEqual(right);
    });

for (const path of ["/tag/nothing/auto", "/react?mode=floating"])
  test(`a page that changes its mind takes an open chat along: ${path}`, async ({ page, chat }) => {
    await page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
    await page.goto(new URL(path, chat.server.endpoint).href);
    await chat.launcher.click();
    await expect(chat.input).toBeVisible();
    expect(await shown(page)).toBe("light");
    const say = (words: string): Promise<void> =>
      page.evaluate((scheme) => void (document.documentElement.style.colorScheme = scheme), words);
    await say("dark");
    await expect.poll(() => shown(page)).toBe("dark");
    await say("light");
    await expect.poll(() => shown(page)).toBe("light");
    await page.emulateMedia({ colorScheme: "dark" });
    expect(await shown(page)).toBe("light");
    await say("");
    await expect.poll(() => shown(page)).toBe("dark");
    await page.emulateMedia({ colorScheme: "light" });
    await expect.poll(() => shown(page)).toBe("light");
  });

for (const path of ["/tag/nothing/auto", "/react?mode=floating"])
  test(`a page that sets styles of its own each frame costs the chat no new styles: ${path}`, async ({
    page,
    chat,
  }) => {
    await page.goto(new URL(path, chat.server.endpoint).href);
    await chat.launcher.click();
    await expect(chat.input).toBeVisible();
    const writes = await page.locator(".causerie").evaluate(async (root) => {
      let count = 0;
      const observer = new MutationObserver((records) => (count += records.length));
      observer.observe(root, { attributeFilter: ["style"] });
      for (let frame = 0; frame < 5; frame += 1) {
        document.documentElement.style.setProperty("--scroll", `${frame}`);
        await new Promise((resolve) => requestAnimationFrame(resolve));
      }
      return count;
    });
    expect(writes).toBe(0);
  });

test("an open chat follows the next body of the page too", async ({ page, chat }) => {
  await page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
  await page.goto(new URL("/tag/nothing/auto", chat.server.endpoint).href);
  await chat.launcher.click();
  await expect(chat.input).toBeVisible();
  await page.evaluate(() => document.body.replaceWith(document.createElement("body")));
  await expect(chat.input).toBeVisible();
  expect(await shown(page)).toBe("light");
  await page.evaluate(() => void (document.body.style.colorScheme = "dark"));
  await expect.poll(() => shown(page)).toBe("dark");
});

test("in a React page the option decides, also when it changes", async ({ page, chat }) => {
  await page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
  await page.goto(new URL("/react?mode=inline&theme=dark", chat.server.endpoint).href);
  await expect(chat.input).toBeVisible();
  expect(await shown(page)).toBe("dark");
  for (const theme of ["auto", "dark", "light"]) {
    await page.evaluate(
      (next) => (globalThis as { setChatProps?: (props: object) => void }).setChatProps?.({ theme: next }),
      theme,
    );
    await expect.poll(() => shown(page)).toBe(theme === "dark" ? "dark" : "light");
  }
});
