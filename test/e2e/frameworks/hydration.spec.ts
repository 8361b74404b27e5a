import { devices } from "@playwright/test";
import { disposableFolder } from "#support/disposable-folder.ts";
import { makeServerDrawnPage, type ServerDrawnPage } from "#support/packed/server-drawn-page.ts";
import { startFakeChatServer } from "#support/widget/fake-chat-server.ts";
import { expect, test } from "#e2e/fixtures.ts";

/** A server draws the chat, and a browser takes it over that differs from the server in all that the chat looks at. */
const versions = ["18.3.1", "19.3.1"];

const visitors = {
  "a French page in Tokyo, dark": { locale: "ja-JP", timezoneId: "Asia/Tokyo", colorScheme: "dark" },
  "a phone": { ...devices["iPhone SE"], defaultBrowserType: undefined },
} as const;

const chatsOf: Record<string, readonly object[]> = {
  floating: [{ endpoint: "/web" }],
  "floating, open from the start": [{ endpoint: "/web", defaultOpen: true, heading: "Ask us", locale: "en" }],
  inline: [{ endpoint: "/web", mode: "inline" }],
  "inline, after a message": [{ endpoint: "/web", mode: "inline", said: "Hello?" }],
  isolated: [{ endpoint: "/web", isolate: true }],
  "isolated and inline": [{ endpoint: "/web", mode: "inline", isolate: true }],
};

for (const version of versions) {
  test.describe(`React ${version}`, () => {
    let app: ServerDrawnPage;
    const folder = disposableFolder();

    test.beforeAll(async () => {
      test.setTimeout(180_000);
      app = await makeServerDrawnPage(folder.path, version);
    });
    test.afterAll(() => folder.remove());

    for (const [who, visitor] of Object.entries(visitors))
      for (const [what, chats] of Object.entries(chatsOf)) {
        const isFloating = !what.includes("inline");
        if (who === "a phone" && what !== "floating") continue;
        test(`${what}, for ${who}: taken over without a word`, async ({ browser }) => {
          const html = await app.draw(chats);
          await using server = await startFakeChatServer(app.serve(html, chats));
          await using context = await browser.newContext(visitor);
          const page = await context.newPage();
          const said: string[] = [];
          page.on("console", (message) => {
            if (["error", "warning"].includes(message.type())) said.push(message.text());
          });
          page.on("pageerror", (error) => said.push(String(error)));
          // What a former page has left: an open window, and a text that was not sent.
          await context.addInitScript(() => {
            sessionStorage.setItem("causerie:/web", "open");
            sessionStorage.setItem(`causerie draft ${location.origin}/web`, "Where is");
          });
          await page.goto(new URL("/", server.endpoint).href);
          const launcher = page.getByRole("button", { name: /^(Discussion|Chat)/ }).first();
          if (isFloating) await expect(launcher).toBeVisible();
          if (who === "a phone") await launcher.click();
          const input = page.getByRole("textbox").first();
          await expect(input).toHaveValue("Where is");
          const language = what.includes("open") ? "en" : "fr";
          await expect(page.locator(".causerie-panel").first()).toHaveAttribute("lang", language);
          if (who !== "a phone") await expect(page.locator("body")).toBeFocused();
          await expect.poll(() => server.readers()).toBeGreaterThan(0);
          expect(await page.evaluate(() => (globalThis as { hydrationErrors?: string[] }).hydrationErrors)).toEqual([]);
          expect(said).toEqual([]);
          await page.close();
        });
      }
  });
}
