import { readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { AxeBuilder } from "@axe-core/playwright";
import { CauserieProcess } from "#support/commands/causerie-process.ts";
import { disposableFolder } from "#support/disposable-folder.ts";
import { root, testPackages } from "#support/paths.ts";
import { expect, test } from "./fixtures.ts";

/** The bot that `causerie init` writes. */
function templateBot(folder: string): void {
  symlinkSync(testPackages, join(folder, "node_modules"));
  writeFileSync(join(folder, "package.json"), JSON.stringify({ type: "module" }));
  for (const file of ["bot.ts", "causerie.config.ts"])
    writeFileSync(join(folder, file), readFileSync(join(root, "server", "template", file)));
}

test("the page of `causerie dev` has the chat beside what the bot made of each message", async ({ page }) => {
  const folder = disposableFolder();
  templateBot(folder.path);
  try {
    await using dev = new CauserieProcess(["dev", "--no-watch"], { cwd: folder.path, env: { PORT: "0" } });
    await page.goto(await dev.says(/Talk to the bot on (http:\S+)/));
    const input = page.getByRole("textbox", { name: "Your message" });
    await input.fill("can we have a table for two tonight?");
    await input.press("Enter");

    const turns = page.getByRole("list", { name: /^Turns/ }).getByRole("listitem");
    const newest = turns.first();
    await expect(newest).toContainText('say "can we have a table for two tonight?"');
    await expect(newest).toContainText("people = 2 (new)");
    await expect(newest).toContainText('meal = "dinner" (new)');
    await expect(newest).toContainText("A table for 2, for dinner. Shall I book it?");
    await expect(turns).toHaveCount(2); // with that of the opening

    await page.reload();
    await expect(turns).toHaveCount(2);
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
    await page.getByRole("button", { name: "Clear" }).click();
    await expect(turns).toHaveCount(0);
    await expect(page.getByText(/Write something/)).toBeVisible();
  } finally {
    folder.remove();
  }
});
