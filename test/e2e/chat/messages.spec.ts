import type { Locator } from "@playwright/test";
import { AxeBuilder } from "@axe-core/playwright";
import type { Message } from "@causerie/protocol";
import { form, longList, markdown, pier, said, seat, shortList, sourced } from "#e2e/sample-messages.ts";
import { expect, test } from "#e2e/widget-page.ts";

const kinds: Record<string, Message> = {
  list: longList,
  location: pier,
  form,
  custom: seat,
  footnotes: sourced,
  markdown,
};

for (const [kind, message] of Object.entries(kinds)) {
  test(`axe finds nothing against WCAG 2.2 AA, light and dark: ${kind}`, async ({ page, chat }) => {
    await chat.visit({ feedback: "" });
    chat.receive(message);
    await expect(chat.messages).toHaveCount(1);
    await expect(page.getByRole("group", { name: "Was this helpful?" })).toBeVisible();
    if (kind === "form") await chat.choice("Book").click();
    if (kind === "footnotes") await page.getByText("Sources (3)").click();
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      const { violations } = await new AxeBuilder({ page })
        .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"])
        .analyze();
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" | ")}`)).toEqual([]);
    }
  });
}

test("on a phone of 360 pixels nothing is wider than the screen, and what can be tapped is large enough", async ({
  page,
  chat,
}) => {
  await page.setViewportSize({ width: 360, height: 700 });
  await chat.visit({ feedback: "" });
  for (const message of Object.values(kinds)) chat.receive(message);
  await expect(chat.choice("Book")).toBeVisible();
  await expect(page.getByRole("table")).toBeVisible();
  const tooWide = await chat.messages.evaluateAll(
    (items) =>
      items.filter((item) => item.getBoundingClientRect().right > 360 || item.scrollWidth > item.clientWidth + 1)
        .length,
  );
  expect(tooWide).toBe(0);
  expect(await chat.thread.evaluate((log) => log.scrollWidth - log.clientWidth)).toBe(0);
  const small = await chat.thread.evaluate(
    (log) =>
      Array.from(log.querySelectorAll("button, select, summary, a.causerie-button"), (target) =>
        target.getBoundingClientRect(),
      ).filter(({ width, height }) => width < 24 || height < 24).length,
  );
  expect(small).toBe(0);
});

test("the code of the rarer parts is fetched when the first of them comes, and once", async ({ page, chat }) => {
  const requested: string[] = [];
  page.on("request", (request) => requested.push(new URL(request.url()).pathname));
  const extras = (): string[] => requested.filter((path) => path.includes("extras"));
  await chat.visit();
  chat.receive(said("**Good** morning"));
  await expect(chat.said("Good morning")).toBeVisible();
  expect(extras()).toEqual([]);
  chat.receive(shortList);
  chat.receive(form);
  await expect(chat.choice("Book")).toBeVisible();
  expect(extras()).toHaveLength(1);
});

test("where that code does not arrive, the words are there, and the visitor can try again", async ({ page, chat }) => {
  await page.route(/extras/, (route) => route.abort());
  await chat.visit();
  chat.receive(shortList);
  await expect(chat.said("Which ferry?")).toBeVisible();
  const again = page.getByRole("button", { name: "This part could not be loaded. Try again" });
  await expect(again).toBeVisible();
  await page.unroute(/extras/);
  await again.click();
  await expect(chat.choice("Noon ferry Leaves at 12:15")).toBeVisible();
});

test.describe("a list", () => {
  test("is a choice: a tap sends its link and label, and the focus goes to where the visitor writes", async ({
    chat,
  }) => {
    await chat.visit();
    chat.receive(shortList);
    await chat.choice("Noon ferry Leaves at 12:15").click();
    await expect(chat.said("You said: Noon ferry")).toBeVisible();
    await expect(chat.input).toBeFocused();
    await expect.poll(() => chat.sent()).toEqual([{ type: "postback", link: "ferry?id=2", label: "Noon ferry" }]);
    await expect(chat.choice("Noon ferry Leaves at 12:15")).toBeEnabled();
  });

  test("of many shows the rest on demand, from the first that was hidden", async ({ page, chat }) => {
    await chat.visit();
    chat.receive(longList);
    await expect(chat.choice("Honfleur")).toBeVisible();
    await expect(chat.choice("Îles-de-Glénan")).toHaveCount(0);
    await page.getByRole("button", { name: "Show all 14" }).press("Enter");
    await expect(chat.choice("Îles-de-Glénan")).toBeFocused();
    await expect(chat.choice("Îles-de-Glénan")).toBeInViewport();
    await page.getByRole("button", { name: "Show fewer" }).click();
    await expect(chat.choice("Saint-Malo")).toHaveCount(0);
  });

  test("of many can be filtered, whatever the case and the accents", async ({ page, chat }) => {
    await chat.visit();
    chat.receive(longList);
    const filter = page.getByRole("searchbox", { name: "Filter the choices" });
    await filter.fill("ILES");
    await expect(chat.choice("Îles-de-Glénan")).toBeVisible();
    await expect(chat.choice("Brest")).toHaveCount(0);
    await expect(chat.thread.getByRole("status").filter({ hasText: "1 choice found" })).toBeAttached();
    await filter.fill("zzz");
    await expect(page.getByText("0 choices found")).toBeVisible();
    await filter.press("Enter");
    expect(chat.sent()).toEqual([]);
  });
});

test("a location is shown without a request to a map service, and its map is a link; coordinates are not read out", async ({
  page,
  chat,
}) => {
  const hosts = new Set<string>();
  page.on("request", (request) => hosts.add(new URL(request.url()).host));
  await chat.visit();
  chat.receive(pier);
  const map = page.getByRole("link", { name: "Open map Ferry terminal (opens in a new tab)" });
  await expect(map).toHaveAttribute(
    "href",
    "https://www.openstreetmap.org/?mlat=48.3829&mlon=-4.4951#map=17/48.3829/-4.4951",
  );
  await expect(map).toHaveAttribute("rel", "noopener noreferrer");
  expect(await page.locator("causerie-chat").evaluate((host) => host.shadowRoot?.textContent)).not.toContain("48.3");
  expect([...hosts].filter((host) => host !== "" && !host.startsWith("127.0.0.1"))).toEqual([]);
});

test("a site's own message is drawn by the page with its style, and its button works; others show their text", async ({
  page,
  chat,
  pageErrors,
}) => {
  await chat.visit();
  chat.receive(seat);
  const own = page.getByRole("button", { name: "Take seat 4B" });
  await expect(own).toHaveCSS("border-top-style", "dashed");
  await own.click();
  await expect.poll(() => chat.sent()).toEqual([{ type: "postback", label: "Seat 4B", link: "seat?number=4B" }]);

  chat.receive({ ...seat, name: "constructor", alt: "Nobody draws this." } as Message);
  await expect(chat.said("Nobody draws this.")).toBeVisible();
  chat.receive({ ...seat, name: "broken", alt: "Its renderer fails." } as Message);
  await expect(chat.said("Its renderer fails.")).toBeVisible();
  expect(pageErrors.splice(0)).toEqual(["Error: broken on purpose"]);

  await page.evaluate(() => {
    const { Causerie } = globalThis as unknown as { Causerie: { renderer(name: string, draw: unknown): void } };
    Causerie.renderer("late", (element: HTMLElement) => void (element.textContent = "Drawn late"));
  });
  chat.receive({ ...seat, name: "late", alt: "Not drawn" } as Message);
  await expect(page.getByText("Drawn late")).toBeVisible();
});

test("sources are folded up under the answer; their links are safe", async ({ page, chat }) => {
  await chat.visit();
  chat.receive(sourced);
  await expect(chat.said("free [1], tandems")).toBeVisible();
  const source = page.getByRole("link", { name: "Fares 2026 (opens in a new tab)" });
  await expect(source).toBeHidden();
  await page.getByText("Sources (3)").press("Enter");
  await expect(source).toHaveAttribute("href", "https://harbour.example/fares");
  await expect(page.getByText("A page that is none")).toBeVisible();
  await expect(chat.thread.locator('a[href^="javascript"]')).toHaveCount(0);
});

/** A text with the sources of `sourced`. */
const cited = (text: string): Message => ({
  type: "text",
  text,
  buttons: [],
  quickReplies: [],
  ...(sourced.footnotes && { footnotes: sourced.footnotes }),
});

test("`[1]` in an answer leads to its source: to the page of one, into the list of the others", async ({
  page,
  context,
  chat,
}) => {
  await chat.visit();
  chat.receive(cited("Free [1], tandems pay [2]. **More [3]**, and [4] stays as it is, like `[1]`."));
  const first = page.getByRole("link", { name: "Source 1 (opens in a new tab)" });
  await expect(first).toHaveAttribute("href", "https://harbour.example/fares");
  await expect(first).toHaveAttribute("title", "Fares 2026");
  await expect(page.getByRole("link", { name: /^Source/ })).toHaveCount(1);
  await expect(chat.said("[4] stays")).toContainText("like [1].");

  // By keyboard. The source has no page that may be opened, so it is shown.
  const third = page.getByRole("button", { name: "Source 3" });
  await first.focus();
  await page.keyboard.press("Tab");
  await expect(page.getByRole("button", { name: "Source 2" })).toBeFocused();
  await page.keyboard.press("Tab");
  await expect(third).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("listitem").filter({ hasText: "A page that is none" }).last()).toBeFocused();
  await expect(page.getByText("House rules, § 4")).toBeVisible();

  await context.route("https://harbour.example/**", (route) => route.fulfill({ body: "Fares" }));
  const [opened] = await Promise.all([context.waitForEvent("page"), first.press("Enter")]);
  expect(opened.url()).toBe("https://harbour.example/fares");
});

test("a text with sources is drawn by the features, too", async ({ page, chat }) => {
  await chat.visit({ features: "math highlight" });
  chat.receive(cited("The sum $x_1 + x[1]$ is free [1].\n\n```js\nconst fare = 0;\n```"));
  await expect(chat.thread.locator("math")).toBeVisible();
  await expect(page.getByRole("link", { name: /^Source 1/ })).toHaveCount(1); // The formula has none.
  await expect(chat.thread.locator("pre code span").first()).toBeVisible();
});

test("a button that leads away bears a mark, and is named by its words alone", async ({ page, chat }) => {
  await chat.visit();
  chat.receive({
    type: "text",
    text: "Two ways:",
    quickReplies: [],
    buttons: [
      { type: "postback", label: "By ferry", link: "ferry" },
      { type: "url", label: "Timetable", url: "https://harbour.example/t" },
    ],
  });
  const widthOfMark = (button: Locator): Promise<number> =>
    button.evaluate((element) => Number.parseFloat(getComputedStyle(element, "::after").width) || 0);
  const link = page.getByRole("link", { name: "Timetable (opens in a new tab)", exact: true });
  expect(await widthOfMark(link)).toBeGreaterThan(5);
  expect(await widthOfMark(chat.choice("By ferry"))).toBe(0);
});

test("what was not sent says so under its own bubble, also where it needs two lines", async ({ page, chat }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await chat.visit();
  chat.server.faults.unknownContent.add("text");
  await chat.say("A question of some length, which the server refuses to take");
  const message = chat.said("Not sent");
  await expect(page.getByRole("button", { name: /^Remove/ })).toBeVisible();
  for (const size of ["1em", "2em"]) {
    await page.locator("causerie-chat").evaluate((element: HTMLElement, value) => {
      element.style.setProperty("--causerie-font-size", value);
    }, size);
    const [bubble, words, remove] = await Promise.all(
      [
        message.locator('[part~="bubble"]'),
        message.locator('[part="error"]'),
        page.getByRole("button", { name: /^Remove/ }),
      ].map(async (part) => (await part.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 }),
    );
    if (bubble === undefined || words === undefined || remove === undefined) throw new Error("Nothing was measured");
    expect(words.y).toBeGreaterThanOrEqual(bubble.y + bubble.height);
    expect(words.y - bubble.y - bubble.height).toBeLessThan(12);
    // It ends where the bubble ends.
    expect(Math.abs(remove.x + remove.width - bubble.x - bubble.width)).toBeLessThan(16);
  }
});

test("a text's marks are elements: nested lists, a quote, a rule, code and a table that scrolls by itself", async ({
  page,
  chat,
}) => {
  await chat.visit();
  chat.receive(markdown);
  await expect(chat.thread.locator("ol > li > ul > li")).toHaveText(["past the lighthouse", "and the fish market"]);
  await expect(page.getByRole("columnheader")).toHaveText(["Line", "From", "To", "Adults", "Children"]);
  await expect(page.getByRole("cell", { name: "38.50 €" })).toHaveCSS("text-align", "end");
  await expect(chat.thread.locator("blockquote")).toContainText("Bring your ticket.");
  await expect(chat.thread.locator("hr")).toHaveCount(1);
  for (const wide of [chat.thread.locator("pre"), page.getByRole("group", { name: "Table" })])
    expect(await wide.evaluate((box) => box.scrollWidth > box.clientWidth)).toBe(true);
});

test("a shared location in the log is a bubble, and an opinion is none", async ({ chat }) => {
  await chat.visit();
  const by = { type: "visitor" as const };
  chat.server
    .log()
    .append(
      { ...by, clientId: "a", content: { type: "location", latitude: 1.5, longitude: 2, title: "Pier 4" } },
      { ...by, clientId: "b", content: { type: "location", latitude: 1.5, longitude: 2 } },
      { ...by, clientId: "c", content: { type: "feedback", value: "up" } },
      { ...by, clientId: "d", content: { type: "end" } },
    );
  chat.receive(said("Thank you"));
  await expect(chat.messages).toHaveText([/You said: Pier 4/, /You said: A shared place/, /Thank you/]);
});

test("thumbs stand under the newest answer; one can be pressed and taken back, and outlives a reload", async ({
  page,
  chat,
}) => {
  await chat.visit({ feedback: "" });
  chat.receive(said("First"));
  const second = chat.receive(said("Second"));
  const up = page.getByRole("button", { name: "Helpful", exact: true });
  const down = page.getByRole("button", { name: "Not helpful" });
  await expect(chat.said("Second").getByRole("group", { name: "Was this helpful?" })).toBeVisible();
  await expect(up).toHaveCount(1);
  await up.click();
  await expect(up).toHaveAttribute("aria-pressed", "true");
  await down.click();
  await expect(up).toHaveAttribute("aria-pressed", "false");
  await expect.poll(() => chat.sent()).toHaveLength(2);

  await page.reload();
  await expect(down).toHaveAttribute("aria-pressed", "true");
  await down.click();
  await expect(down).toHaveAttribute("aria-pressed", "false");
  await expect
    .poll(() => chat.sent())
    .toEqual(["up", "down", "none"].map((value) => ({ type: "feedback", messageId: second, value })));
  await expect(chat.messages).toHaveCount(2);
});

test("without that setting there are no thumbs", async ({ page, chat }) => {
  await chat.visit();
  chat.receive(shortList);
  await expect(chat.choice("Noon ferry Leaves at 12:15")).toBeVisible();
  await expect(page.getByRole("button", { name: "Helpful", exact: true })).toHaveCount(0);
});
