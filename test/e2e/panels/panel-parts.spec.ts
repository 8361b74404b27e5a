import { AxeBuilder } from "@axe-core/playwright";
import type { Message, PanelPart } from "@causerie/protocol";
import type { Locator, Page } from "@playwright/test";
import { expect, test, type WidgetPage } from "#e2e/widget-page.ts";

const none = { quickReplies: [] };

function panel(content: PanelPart, alt: string, loading?: boolean): Message {
  return { ...none, type: "panel", panel: { content, ...(loading === undefined ? {} : { loading }) }, alt };
}

/** One of every part. */
const everything: PanelPart = {
  type: "column",
  children: [
    { type: "text", text: "Your **trip**", style: "title" },
    {
      type: "row",
      align: "between",
      children: [
        { type: "text", text: "10:05 to Brécy" },
        { type: "badge", text: "On time", tone: "success" },
        { type: "badge", text: "Full", tone: "danger" },
      ],
    },
    {
      type: "row",
      children: [
        { type: "box", title: "Coast", children: [{ type: "text", text: "Two hours" }] },
        { type: "box", title: "Summit", children: [{ type: "text", text: "Three hours", style: "caption" }] },
      ],
    },
    {
      type: "table",
      caption: "Fares",
      columns: [{ label: "Zone" }, { label: "Price", align: "end" }],
      rows: [
        ["A", "2.40 €"],
        ["A to C", "6.10 €"],
      ],
    },
    {
      type: "chart",
      kind: "bar",
      title: "Passengers",
      labels: ["Monday", "Tuesday"],
      series: [
        { label: "Out", values: [120, 90] },
        { label: "Back", values: [100, -20] },
      ],
    },
    {
      type: "chart",
      kind: "line",
      title: "Delay",
      labels: ["May", "June", "July"],
      series: [{ label: "Delay", values: [3, 9, 5] }],
      unit: "min",
    },
    {
      type: "chart",
      kind: "donut",
      title: "Seats",
      labels: ["Free", "Taken"],
      series: [{ label: "Seats", values: [12, 36] }],
    },
    { type: "divider" },
    { type: "field", field: { kind: "text", name: "name", label: "Name", required: true, hint: "As on the ticket" } },
    { type: "field", field: { kind: "number", name: "seats", label: "Seats", required: false, min: 1, max: 6 } },
    { type: "field", field: { kind: "date", name: "day", label: "Day", required: false } },
    { type: "field", field: { kind: "checkbox", name: "terms", label: "I agree", required: true } },
    {
      type: "row",
      children: [
        {
          type: "button",
          button: { type: "postback", label: "Book", link: "book?from=Lille" },
          style: "primary",
          submit: true,
        },
        { type: "button", button: { type: "url", label: "Site", url: "https://a.example/" } },
      ],
    },
  ],
};

const shown = (page: Page): Locator => page.locator('[part~="view"]');

async function show(chat: WidgetPage, page: Page, content: PanelPart = everything, alt = "Your trip"): Promise<string> {
  await chat.visit();
  const id = chat.receive(panel(content, alt));
  await expect(shown(page)).toBeVisible();
  return id;
}

function update(chat: WidgetPage, messageId: string, content: PanelPart, alt: string): void {
  chat.server
    .log()
    .append({ type: "message.update", messageId, author: { role: "bot" }, message: panel(content, alt) });
}

test("fields are sent with a button, once they are filled in; what is missing is said and focused", async ({
  chat,
  page,
}) => {
  const id = await show(chat, page);
  const view = shown(page);
  await view.getByRole("button", { name: "Book" }).click();
  await expect(view.getByRole("textbox", { name: "Name" })).toBeFocused();
  await expect(view.getByRole("textbox", { name: "Name" })).toHaveAccessibleDescription(
    "As on the ticket Please fill in this field.",
  );
  await view.getByRole("textbox", { name: "Name" }).fill(" Ada ");
  await view.getByRole("spinbutton", { name: "Seats" }).fill("9");
  await view.getByRole("checkbox", { name: "I agree" }).check();
  await view.getByRole("button", { name: "Book" }).click();
  await expect(view.getByRole("spinbutton", { name: "Seats" })).toBeFocused();
  await view.getByRole("spinbutton", { name: "Seats" }).fill("3");
  await view.getByRole("textbox", { name: "Name" }).press("Enter");
  await expect
    .poll(() => chat.sent())
    .toEqual([{ type: "postback", label: "Book", link: "book?from=Lille&name=Ada&seats=3&terms=true", messageId: id }]);
  await expect(chat.messages).toHaveCount(1);
});

test("an update keeps focus, place in the text and what was typed, also where the field moves", async ({
  chat,
  page,
}) => {
  const field: PanelPart = { type: "field", field: { kind: "text", name: "name", label: "Name", required: false } };
  const id = await show(chat, page, { type: "column", children: [field, { type: "text", text: "One" }] });
  const name = shown(page).getByRole("textbox", { name: "Name" });
  await name.fill("Ada Lovelace");
  await name.evaluate((input: HTMLInputElement) => input.setSelectionRange(3, 5));
  update(chat, id, { type: "row", children: [{ type: "text", text: "Two" }, field] }, "Two");
  await expect(shown(page).getByText("Two")).toBeVisible();
  await expect(name).toHaveValue("Ada Lovelace");
  await expect(name).toBeFocused();
  expect(await name.evaluate((input: HTMLInputElement) => [input.selectionStart, input.selectionEnd])).toEqual([3, 5]);

  // The bot has corrected it.
  const corrected = { ...field, field: { ...field.field, value: "A. Lovelace" } } as PanelPart;
  update(chat, id, { type: "row", children: [{ type: "text", text: "Three" }, corrected] }, "Three");
  await expect(name).toHaveValue("A. Lovelace");
  await expect(name).toBeFocused();

  update(chat, id, { type: "text", text: "Gone" }, "Gone");
  await expect(shown(page)).toBeFocused();
});

test("a panel that loads says so, and is replaced by the one that is ready", async ({ chat, page }) => {
  await chat.visit();
  const id = chat.receive(panel({ type: "text", text: "Looking" }, "Looking", true));
  await expect(shown(page)).toHaveAttribute("aria-busy", "true");
  await expect(shown(page)).toContainText("More is on its way");
  update(chat, id, { type: "text", text: "Found" }, "Found");
  await expect(shown(page)).toHaveAttribute("aria-busy", "false");
  await expect(shown(page)).not.toContainText("More is on its way");
});

const hostile: [string, unknown][] = [
  ["an unknown part", { content: { type: "hologram" } }],
  ["no panel at all", 7],
  [
    "a field twice",
    {
      content: {
        type: "row",
        children: [1, 2].map(() => ({
          type: "field",
          field: { kind: "text", name: "a", label: "A", required: false },
        })),
      },
    },
  ],
  [
    "endless depth",
    { content: JSON.parse(`${'{"type":"row","children":['.repeat(400)}${"]}".repeat(400)}`) as unknown },
  ],
];
for (const [what, content] of hostile)
  test(`a panel that this version cannot show is shown in words: ${what}`, async ({ chat, page }) => {
    await chat.visit();
    chat.receive({ ...none, type: "panel", panel: content, alt: "Two seats in **words**" });
    await expect(chat.said("Two seats in words")).toBeVisible();
    await expect(shown(page)).toHaveCount(0);
    chat.receive({ ...none, type: "text", text: "And on", buttons: [] });
    await expect(chat.said("And on")).toBeVisible();
  });

test("no address in a panel runs a script, and no text is markup", async ({ chat, page }) => {
  await show(chat, page, {
    type: "column",
    children: [
      { type: "text", text: "<img src=x onerror=alert(1)>" },
      { type: "image", url: "javascript:alert(1)", alt: "A picture" },
      { type: "button", button: { type: "url", label: "Run", url: "javascript:alert(1)" } },
      { type: "table", caption: "<b>T</b>", columns: [{ label: "<i>c</i>" }], rows: [["<script>alert(1)</script>"]] },
    ],
  });
  const view = shown(page);
  await expect(view.getByText("<img src=x onerror=alert(1)>")).toBeVisible();
  await expect(view.getByText("<script>alert(1)</script>")).toBeVisible();
  await expect(view.locator("img, script, a")).toHaveCount(0);
});

test("progress is announced seldom, and ends with the turn; thoughts are closed", async ({ chat, page }) => {
  await chat.visit();
  const step = (label: string, state: string) => ({ label, state });
  chat.server.frame({ type: "progress", steps: [step("Looking up trains", "running")] });
  const progress = page.locator('[part~="progress"]');
  await expect(progress.getByText("Looking up trains")).toBeVisible();
  for (let count = 1; count <= 8; count += 1)
    chat.server.frame({
      type: "progress",
      steps: [step("Looking up trains", "done"), step(`Asking ${count}`, "running")],
      reasoning: "First the coast.",
    });
  await expect(progress.getByText("Asking 8")).toBeVisible();
  await expect(progress.getByText("First the coast.")).toBeHidden();
  const live = page.locator('[aria-live="polite"] p');
  await expect(live.filter({ hasText: "Asking 8" })).toHaveCount(1);
  await expect(live.filter({ hasText: /Asking [1-7]/ })).toHaveCount(0);
  chat.server.frame({ type: "progress", steps: [{ label: 7 }, "x"] });
  await expect(progress.getByText("Asking 8")).toHaveCount(0);
  chat.server.log().append({ type: "turn.end", of: 1 });
  await expect(progress).toHaveCount(0);
});

for (const look of ["light", "dark", "forced", "360", "rtl", "large"] as const)
  test(`axe finds nothing in a panel of every part, and nothing sticks out: ${look}`, async ({ chat, page }, info) => {
    await page.setViewportSize({ width: look === "360" ? 360 : 900, height: 1500 });
    await page.emulateMedia({
      colorScheme: look === "dark" ? "dark" : "light",
      reducedMotion: "reduce",
      ...(look === "forced" ? { forcedColors: "active" } : {}),
    });
    await chat.visit({ mode: "page", ...(look === "rtl" ? { locale: "ar" } : {}) });
    if (look === "large")
      await page
        .locator("causerie-chat")
        .evaluate((chat: HTMLElement) => chat.style.setProperty("--causerie-font-size", "2em"));
    chat.receive(panel(everything, "Your trip"));
    const view = shown(page);
    await expect(view).toBeVisible();
    await view.locator("summary").first().click();
    await view.screenshot({ path: info.outputPath(`panel-${look}.png`) });
    const sticksOut = await view.evaluate((element) => element.scrollWidth > element.clientWidth + 1);
    expect(sticksOut).toBe(false);
    if (look === "forced") return;
    const { violations } = await new AxeBuilder({ page })
      .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"])
      .analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" | ")}`)).toEqual([]);
  });
