import { createBot, text } from "@causerie/server";
import { expect, test } from "#e2e/served-page.ts";

const bot = createBot({
  stories: [],
  fallback: () =>
    text("Dogs travel free [1]. Bicycles need a ticket [2].", {
      document: { title: "Conditions" },
      footnotes: [{ title: "Leaflet on animals" }, { title: "Tariff", url: "https://tariff.example/" }],
    }),
});

test("in the sheet of a long text, too, `[1]` leads to its source", async ({ page, serve }) => {
  const chat = await serve(bot);
  await chat.say("conditions?");
  await page.getByRole("button", { name: "Open Conditions" }).click();
  const sheet = page.getByRole("dialog", { name: "Conditions" });
  await expect(sheet.getByRole("link", { name: /^Source 2/ })).toHaveAttribute("href", "https://tariff.example/");
  await sheet.getByRole("button", { name: "Source 1" }).click();
  const source = sheet.getByRole("listitem").filter({ hasText: "Leaflet on animals" });
  await expect(source).toBeVisible();
  await expect(source).toBeFocused();
});
