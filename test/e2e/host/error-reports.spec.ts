import { ChatPage } from "#e2e/chat-page.ts";
import { expect, test } from "#e2e/fixtures.ts";

test("code of the chat that fails in the browser is in the server's log, with its place and without a word", async ({
  page,
  demo,
  pageErrors,
}) => {
  await page.route(/\/causerie\/chat-[^/]*\.js$/, (route) =>
    route.fulfill({
      contentType: "text/javascript",
      headers: { "Access-Control-Allow-Origin": "*" },
      body: 'throw new RangeError("my card 4111");',
    }),
  );
  await page.goto(`${demo.url}/script-tag`);
  await page.addScriptTag({ url: `${demo.url}/causerie/errors.js` });
  await new ChatPage(page).launcher.click();
  await expect.poll(() => demo.output).toContain("the chat has failed in a browser");
  expect(demo.output).toMatch(/"name":"RangeError","frames":"chat-[\w-]+\.js:1:7/);
  expect(demo.output).not.toContain("4111");

  const reports: string[] = [];
  page.on("request", (request) => {
    if (request.url().endsWith("/v1/errors")) reports.push(request.url());
  });
  await page.evaluate(() => {
    setTimeout(() => {
      throw new Error("of the page itself");
    });
  });
  await page.waitForTimeout(300);
  expect(reports).toEqual([]);
  expect(pageErrors.splice(0)).toEqual(["RangeError: my card 4111", "Error: of the page itself"]);
});
