import type { Page } from "@playwright/test";
import { startFakeChatServer } from "#support/widget/fake-chat-server.ts";
import { scriptTag } from "#support/widget/host-site.ts";
import { createReleaseSite, type ReleaseSite } from "#support/widget/release-site.ts";
import { expect, test as base } from "#e2e/fixtures.ts";
import { longList, said } from "#e2e/sample-messages.ts";
import { WidgetPage } from "#e2e/widget-page.ts";

/** The server gets a newer widget while pages are open and caches still have the old script tag. */

const test = base.extend<{ site: ReleaseSite; chat: WidgetPage }>({
  // oxlint-disable-next-line no-empty-pattern -- Playwright reads from the pattern what a fixture needs
  site: async ({}, use) => {
    using site = createReleaseSite(`<h1>Harbour</h1>${scriptTag}`);
    await use(site);
  },
  chat: async ({ page, site }, use) => {
    await using server = await startFakeChatServer(site.app);
    await use(new WidgetPage(page, server));
    await page.close(); // Before its server ends.
  },
});

test("an open chat gets the parts that it has not fetched yet, and a reload goes on", async ({ page, site, chat }) => {
  await chat.visit();
  await chat.say("Two tickets");
  await expect(chat.said("Two tickets")).toContainText("Sent");
  await chat.input.fill("And a dr");
  site.update();
  chat.receive(longList);
  await expect(chat.choice("Show all 14")).toBeVisible();
  await expect(chat.said("Two tickets")).toBeVisible();
  await expect(chat.input).toHaveValue("And a dr");

  await page.reload();
  await expect(chat.choice("Show all 14")).toBeVisible();
  await expect(chat.input).toHaveValue("And a dr");
  expect(chat.server.logs).toHaveLength(1);
});

for (const transport of ["socket", "sse"] as const)
  test(`an open chat gets the transport that it has not fetched yet: ${transport}`, async ({ page, site, chat }) => {
    const updated = Promise.withResolvers<void>();
    if (transport === "sse") await page.routeWebSocket(/socket/, (socket) => socket.close());
    await page.route(`**/causerie/${transport}-*.js`, async (route) => {
      await updated.promise;
      await route.continue();
    });
    await page.goto(chat.server.endpoint.replace(/web$/, ""));
    await chat.launcher.click();
    await expect(chat.input).toBeVisible();
    site.update();
    updated.resolve();
    await expect.poll(() => viaOf(page)).toBe(transport);
    chat.receive(said("Gate 4"));
    await expect(chat.said("Gate 4")).toBeVisible();
  });

test("an open chat asks again for the code of its connection, and sends what was written meanwhile", async ({
  page,
  chat,
}) => {
  let isAway = true;
  await page.route("**/causerie/socket-*.js*", (route) => (isAway ? route.abort() : route.continue()));
  await page.goto(chat.server.endpoint.replace(/web$/, ""));
  await chat.launcher.click();
  await expect(page.getByText("The connection is lost. Trying again…").first()).toBeVisible();
  isAway = false;
  await chat.say("Which gate?");
  await expect.poll(() => viaOf(page)).toBe("socket");
  await expect(chat.said("Which gate?")).toContainText("Sent");
  // The newest one belongs to the question why there is no connection.
  chat.server.logs[0]?.append({ type: "message", messageId: "m", author: { role: "bot" }, message: said("Gate 4") });
  await expect(chat.said("Gate 4")).toBeVisible();
  await page.unrouteAll();
});

function viaOf(page: Page): Promise<string | undefined> {
  return page.locator("causerie-chat").evaluate((element) => {
    const { chat } = element as unknown as { chat: { getState(): { connection: { via?: string } } } };
    return chat.getState().connection.via;
  });
}

test("a cached script tag still finds out about news", async ({ page, site, chat }) => {
  await chat.visit();
  await page.keyboard.press("Escape");
  await page.goto("about:blank");
  chat.receive(said("Your bag was found."));
  site.update();
  await page.goto(chat.server.endpoint.replace(/web$/, ""));
  await page.getByRole("button", { name: "Chat, 1 unread message" }).click();
  await expect(chat.said("Your bag was found.")).toBeVisible();
});

test("the old name of each part brings the part that has its place now", async ({ page, site, chat }) => {
  await page.goto(chat.server.endpoint.replace(/web$/, ""));
  site.update();
  expect(site.chunks.map(({ before }) => before.slice(0, -"-1234567.js".length))).toEqual(
    expect.arrayContaining(["chat", "idle", "socket", "sse", "styled-extras"]),
  );
  // Temml has a default export only. A formula that an open page cannot fetch any more shows its source.
  for (const { before, after } of site.chunks.filter((chunk) => !chunk.before.startsWith("temml-"))) {
    const isSame = await page.evaluate(
      async ([old = "", next = ""]) => {
        const [one, other] = (await Promise.all([import(old), import(next)])) as Record<string, unknown>[];
        const names = Object.keys(other ?? {});
        return names.length > 0 && names.every((name) => one?.[name] === other?.[name]);
      },
      [`/causerie/${before}`, `/causerie/${after}`],
    );
    expect({ before, isSame }).toEqual({ before, isSame: true });
  }
});
