import { expect, test } from "./fixtures.ts";

/** The policy of SharePoint is enforced here. Each other test ends by looking that nothing of ours was blocked. */

test(
  "the policy bites: scripts in the page, of other hosts and in attributes are blocked and reported",
  { tag: "@quick" },
  async ({ intranet, page }) => {
    const messages: string[] = [];
    page.on("console", (message) => messages.push(message.text()));
    await intranet.visit();
    const ran = await page.evaluate(async (endpoint) => {
      const inline = document.createElement("script");
      inline.textContent = "window.inlineRan = true";
      const foreign = document.createElement("script");
      foreign.src = new URL("/causerie.js", endpoint).href;
      const failed = new Promise((resolve) => foreign.addEventListener("error", () => resolve("blocked")));
      const button = document.createElement("button");
      button.setAttribute("onclick", "window.attributeRan = true");
      document.body.append(inline, foreign, button);
      button.click();
      return [await failed, Reflect.has(globalThis, "inlineRan"), Reflect.has(globalThis, "attributeRan")];
    }, intranet.endpoint);
    expect(ran).toEqual(["blocked", false, false]);
    await expect.poll(() => intranet.site.reports.length).toBe(3);
    const directives = intranet.site.reports.map((report) => /"effective-directive":"([^"]+)"/.exec(report)?.[1] ?? "");
    expect(directives.toSorted((a, b) => a.localeCompare(b))).toEqual([
      "script-src-attr",
      "script-src-elem",
      "script-src-elem",
    ]);
    intranet.expectedReports = [...intranet.site.reports];
    intranet.expectsViolations = true;
  },
);

test("nothing but the package is loaded, and nothing but the chat server is asked", async ({ intranet, page }) => {
  await intranet.visit();
  await intranet.addWebPart({}, { column: "narrow" }); // SharePoint loads what it brings for its parts.
  const hosts = new Set<string>();
  const paths = new Set<string>();
  page.on("request", (request) => {
    const url = new URL(request.url());
    hosts.add(url.origin);
    if (request.resourceType() === "script") paths.add(url.pathname.split("/")[1] ?? "");
  });
  const chat = await intranet.addChat();
  await chat.converse();
  const own = new URL(intranet.site.siteUrl).origin;
  const server = new URL(intranet.endpoint).origin;
  expect([...hosts].toSorted()).toEqual([own, server].toSorted());
  expect([...paths]).toEqual(["package"]);
});

test("a page has one React, which is SharePoint's: the package brings none and asks for none", async ({
  intranet,
  page,
}) => {
  const asked: string[] = [];
  page.on("request", (request) => asked.push(new URL(request.url()).pathname));
  await intranet.visit();
  await intranet.addWebPart({}, { column: "narrow" }); // SharePoint loads its own.
  const before = asked.filter((path) => path.includes("react")).length;
  const chat = await intranet.addChat();
  await chat.converse();
  expect(asked.filter((path) => path.includes("react")).length).toBe(before);
});
