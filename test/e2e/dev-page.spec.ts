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

test("the page of `causerie dev` shows a mistake in the bot, and the chat comes back when it is mended", async ({
  page,
}) => {
  const folder = disposableFolder();
  templateBot(folder.path);
  const file = join(folder.path, "bot.ts");
  const good = readFileSync(file, "utf8");
  try {
    writeFileSync(file, `\nconst a = {;\n${good}`);
    await using dev = new CauserieProcess(["dev"], { cwd: folder.path, env: { PORT: "0" } });
    await page.goto(await dev.says(/The page says it, too: (http:\S+)/));
    const alert = page.getByRole("alert", { name: "What keeps the bot from starting" });
    await expect(alert).toContainText(/bot\.ts:2: Unexpected token/);
    await expect(alert).toContainText("const a = {;");
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);

    const input = page.getByRole("textbox", { name: "Your message" });
    await expect(input).toHaveCount(0);
    writeFileSync(file, good);
    await expect(input).toBeVisible({ timeout: 30_000 });
    await expect(alert).toBeEmpty();

    // A page that is open shows the next one, too, and keeps what is written in the chat.
    await input.fill("a table for two");
    writeFileSync(file, `throw new Error("no key");\n${good}`);
    await expect(alert).toContainText("bot.ts:1: Error: no key", { timeout: 30_000 });
    writeFileSync(file, good);
    await expect(page.getByText("The bot cannot start")).toHaveCount(0, { timeout: 30_000 });
    await expect(input).toHaveValue("a table for two");
    await input.press("Enter");
    await expect(page.getByRole("list", { name: /^Turns/ })).toContainText("a table for two", { timeout: 30_000 });
  } finally {
    folder.remove();
  }
});
