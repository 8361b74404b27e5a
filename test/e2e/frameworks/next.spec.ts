import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Page } from "@playwright/test";
import { runCommand } from "#support/commands/run-command.ts";
import { disposableFolder } from "#support/disposable-folder.ts";
import { freePort } from "#support/listen.ts";
import { installQuickly, outsideEnv, pack, widgetPackages } from "#support/packed/install-outside.ts";
import { root } from "#support/paths.ts";
import { ServerProcess } from "#support/server/server-process.ts";
import { expect, test } from "#e2e/fixtures.ts";

/** A new Next.js application with the packed widget and the README's page, which is a server component. */
const next = "16.4.6";
const compiler = `@next/swc-${process.platform}-${process.arch}${process.platform === "linux" ? "-gnu" : ""}@${next}`;
const packages = [`next@${next}`, compiler, "react@19.3.1", "react-dom@19.3.1", "typescript@5.9.3"];
const types = ["@types/react@19.3.3", "@types/node@24.19.2"];

const layout = `export const metadata = { icons: { icon: "data:," } };

export default function Layout({ children }: { children: React.ReactNode }) {
  return <html lang="fr"><body>{children}</body></html>;
}
`;

/** The element needs a browser, so its import stands in a component of the browser. */
const elementPage = `"use client";
import "@causerie/widget/element";

export default function Page() {
  return <causerie-chat endpoint="ENDPOINT" open heading="Aide" />;
}
`;

const folder = disposableFolder();
const env = { ...outsideEnv, NEXT_TELEMETRY_DISABLED: "1", NODE_ENV: "production" as const };
let server: ServerProcess;
let app: ChildProcess | undefined;
let origin = "";

test.beforeAll(async () => {
  test.setTimeout(300_000);
  const port = await freePort();
  origin = `http://localhost:${port}`;
  server = new ServerProcess({ origins: [origin] });
  await server.start();
  const tarballs = await pack(join(folder.path, "tarballs"), widgetPackages);
  await installQuickly(folder.path, [...tarballs, ...packages, ...types]);
  const example = readmePage();
  expect(example).toContain("https://chat.example.com/web");
  write("app/layout.tsx", layout);
  write("app/page.tsx", example.replace("https://chat.example.com/web", `${server.url}/web`));
  write("app/element/page.tsx", elementPage.replace("ENDPOINT", `${server.url}/web`));
  const command = join(folder.path, "node_modules", ".bin", "next");
  await runCommand(command, ["build"], { cwd: folder.path, env });
  app = spawn(command, ["start", "--port", String(port), "--hostname", "localhost"], { cwd: folder.path, env });
  await expect
    .poll(
      () =>
        fetch(origin).then(
          ({ status }) => status,
          () => 0,
        ),
      { timeout: 30_000 },
    )
    .toBe(200);
});

test.afterAll(async () => {
  if (app !== undefined && app.exitCode === null) {
    const ended = new Promise((resolve) => app?.once("exit", resolve));
    app.kill("SIGTERM");
    await ended;
  }
  await server[Symbol.asyncDispose]();
  folder.remove();
});

function write(name: string, code: string): void {
  mkdirSync(join(folder.path, dirname(name)), { recursive: true });
  writeFileSync(join(folder.path, name), code);
}

/** The README's example for React, word for word. */
function readmePage(): string {
  const readme = readFileSync(join(root, "README.md"), "utf8");
  const [, example = ""] = /^```tsx\n([\s\S]*?)^```$/m.exec(readme) ?? [];
  return example;
}

/** What the browser's console says of the page. */
function complaintsOf(page: Page): string[] {
  const said: string[] = [];
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) said.push(`${message.text()} ${message.location().url}`);
  });
  page.on("pageerror", (error) => said.push(String(error)));
  return said;
}

test("the README's page is built as a server component, taken over without an error, and the bot answers", async ({
  page,
}) => {
  const said = complaintsOf(page);
  const html = await (await fetch(origin)).text();
  expect(html).toContain('class="causerie-launcher"');
  await page.goto(origin);
  const answer = page.getByRole("region", { name: "Conversation" }).getByText("one: quelle heure");
  await page.getByRole("button", { name: "Discussion" }).click();
  const input = page.getByRole("textbox");
  await expect(input).toBeFocused();
  await input.fill("quelle heure");
  await input.press("Enter");
  await expect(answer).toBeVisible();
  await page.reload();
  await expect(answer).toBeVisible();
  await expect(page.locator(".causerie-panel")).toHaveAttribute("lang", "fr");
  expect(said).toEqual([]);
});

test("the element in a component of the browser: types, attributes and no error", async ({ page }) => {
  const said = complaintsOf(page);
  await page.goto(`${origin}/element`);
  await expect(page.getByRole("dialog", { name: "Aide" })).toBeVisible();
  await page.getByRole("button", { name: "Fermer la discussion" }).click();
  await expect(page.getByRole("dialog")).toBeHidden();
  // Frameworks write to the property; the method of the same name stays.
  const chat = page.locator("causerie-chat");
  await chat.evaluate((element) => Object.assign(element, { open: true }));
  await expect(page.getByRole("dialog", { name: "Aide" })).toBeVisible();
  await chat.evaluate((element) => Object.assign(element, { open: false }));
  await expect(page.getByRole("dialog")).toBeHidden();
  await chat.evaluate((element) => (element as unknown as { open: () => void }).open());
  await expect(page.getByRole("dialog", { name: "Aide" })).toBeVisible();
  expect(said).toEqual([]);
});
