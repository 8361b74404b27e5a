import type { Message, PanelPart } from "@causerie/protocol";
import { expect, test } from "#e2e/widget-page.ts";

/** A card that grows field by field, as a model fills it. */

const lines = ["Lille to Lyon", "10:05, platform 4", "Two seats, coach 12", "With a bicycle", "Full fare", "84.20 €"];

const seat: PanelPart = { type: "field", field: { kind: "text", name: "seat", label: "Seat", required: false } };

function panel(count: number): Message {
  const shown = lines.slice(0, count);
  const texts = shown.map((text): PanelPart => ({ type: "text", text }));
  const content: PanelPart = { type: "box", title: "Your trip", children: [seat, ...texts] };
  const loading = count < lines.length;
  return {
    type: "panel",
    panel: { content, ...(loading && { loading }) },
    alt: ["Your trip", ...shown].join("\n"),
    quickReplies: [],
  };
}

test("a panel that grows in quick succession is the same one: what was drawn stays, and it is said once", async ({
  page,
  chat,
}) => {
  await chat.visit();
  const messageId = chat.receive(panel(1));
  const view = page.locator('[part~="view"]');
  await expect(view).toContainText("Lille to Lyon");
  const field = view.getByRole("textbox", { name: "Seat" });
  await field.fill("12A");
  // What is drawn anew, however shortly it is gone, is not the element that was marked.
  await view.evaluate((form) => {
    const seen = new Set(form.querySelectorAll("*"));
    const state = { removed: 0, hidden: 0, before: form.getBoundingClientRect().height };
    new MutationObserver((records) => {
      for (const record of records)
        for (const node of record.removedNodes) if (seen.has(node as Element)) state.removed += 1;
    }).observe(form, { childList: true, subtree: true });
    new ResizeObserver(() => {
      const { height } = form.getBoundingClientRect();
      // The line that says that more is coming goes with the last update.
      if (height < state.before - 40) state.hidden += 1;
      state.before = height;
    }).observe(form);
    (globalThis as { growth?: object }).growth = state;
  });
  const spoken = page.locator('[aria-live="polite"]').filter({ hasText: "Updated:" });
  for (let count = 2; count <= lines.length; count += 1)
    chat.server.log().append({ type: "message.update", messageId, author: { role: "bot" }, message: panel(count) });
  await expect(view).toContainText("84.20 €");
  await expect(view).toHaveAttribute("data-state", "ready");
  await expect(field).toBeFocused();
  await expect(field).toHaveValue("12A");
  await expect(chat.messages).toHaveCount(1);
  await expect(spoken).toHaveCount(1);
  for (const line of lines.slice(1)) await expect(spoken).toContainText(line);
  await expect(spoken).not.toContainText("Lille");
  const growth = await page.evaluate(() => (globalThis as { growth?: { removed: number; hidden: number } }).growth);
  // Only the line that said that more was coming.
  expect(growth).toMatchObject({ removed: 1, hidden: 0 });
});

test("a panel that is still growing is not read out field by field", async ({ page, chat }) => {
  await chat.visit();
  const messageId = chat.receive(panel(1));
  const view = page.locator('[part~="view"]');
  await expect(view).toContainText("Lille to Lyon");
  await page.evaluate(() => {
    const announced: string[] = [];
    (globalThis as { announced?: string[] }).announced = announced;
    const root = document.querySelector("causerie-chat")?.shadowRoot;
    if (!root) return;
    new MutationObserver((records) => {
      for (const record of records) {
        const target = record.target instanceof Element ? record.target : record.target.parentElement;
        if (target?.closest('[aria-live="polite"]') === null) continue;
        for (const node of record.addedNodes) if (node.textContent) announced.push(node.textContent);
      }
    }).observe(root, { subtree: true, childList: true });
  });
  for (let count = 2; count <= lines.length; count += 1) {
    chat.server.log().append({ type: "message.update", messageId, author: { role: "bot" }, message: panel(count) });
    // Each is drawn before the next one comes.
    await expect(view).toContainText(lines[count - 1] ?? "");
  }
  const announced = (): Promise<string[]> =>
    page.evaluate(() => (globalThis as { announced?: string[] }).announced ?? []);
  await expect.poll(async () => (await announced()).filter((each) => each.startsWith("Updated:"))).toHaveLength(1);
  expect((await announced()).join(" ")).toContain("84.20 €");
});
