import { createServer } from "node:http";
import { listen } from "#support/listen.ts";
import { ServerProcess } from "#support/server/server-process.ts";
import { serveHostSite } from "#support/widget/host-site.ts";
import { ChatPage } from "#e2e/chat-page.ts";
import { expect, test } from "#e2e/fixtures.ts";

for (const [what, path, said, shown] of [
  ["an origin that is not listed", "/web", 'Add "{origin}" to "origins"', "This chat is not set up for this site."],
  ["a wrong endpoint", "/wrong", 'Correct "endpoint" or "origins"', "The connection is lost. Trying again…"],
] as const)
  test(`the console tells the owner of the site which setting is wrong: ${what}`, async ({ page }) => {
    await using chatServer = new ServerProcess({ origins: ["https://www.example.com"] });
    await chatServer.start();
    const body = `<script src="/causerie.js" data-endpoint="${chatServer.url}${path}" data-open async></script>`;
    const site = createServer(serveHostSite({ "/": { body } }));
    const origin = await listen(site);
    const told: string[] = [];
    page.on("console", (message) => {
      if (message.text().startsWith("Causerie:")) told.push(message.text());
    });
    await page.goto(origin);
    await expect.poll(() => told).toEqual([expect.stringContaining(said.replace("{origin}", origin))]);
    await expect(page.locator(".causerie-notice")).toHaveText(shown);
    await expect(new ChatPage(page).input).toBeVisible();
    await page.close();
    site.close();
  });

test("without an endpoint the server is beside the script, also below a path", async ({ page }) => {
  await using chatServer = new ServerProcess();
  await chatServer.start();
  const asked: string[] = [];
  page.on("request", (request) => asked.push(new URL(request.url()).pathname));
  await page.route("**/below/a/path/**", (route) =>
    route.continue({ url: route.request().url().replace("/below/a/path", "") }),
  );
  const site = createServer(
    serveHostSite({ "/": { body: '<script src="/below/a/path/causerie.js" data-open async></script>' } }),
  );
  await page.goto(await listen(site));
  await expect.poll(() => asked).toContain("/below/a/path/web/v1/session");
  await page.close();
  site.close();
});
