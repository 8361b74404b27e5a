import { createServer, type Server } from "node:http";
import { startBackend, web } from "@causerie/server";
import express, { type Express } from "express";
import { disposableFolder } from "#support/disposable-folder.ts";
import { listen } from "#support/listen.ts";
import { RestClient } from "#support/web/rest-client.ts";
import { redPixel, UploadClient } from "#support/web/upload-client.ts";
import { expect, test } from "#e2e/fixtures.ts";
import { createDeskBot, password, screenOf } from "./desk-world.ts";

/** Of an application that has its own pages, and the chat with the desk below one path. */
test("the desk works below the path at which an application mounts the server", async ({ page }) => {
  using folder = disposableFolder();
  const app: Express = express();
  const http: Server = createServer(app);
  const url = `${(await listen(http)).replace("127.0.0.1", "localhost")}/help/chat`;
  const causerie = await startBackend(
    {
      bot: createDeskBot(),
      connectors: [web({ origins: [], uploads: {} })],
      desk: true,
      data: folder.path,
      logLevel: "silent",
      maxLoopDelayMs: 0,
    },
    { variables: {}, publicUrl: url },
  );
  app.use("/help/chat", causerie.router);
  causerie.attach(http);
  const elsewhere: string[] = [];
  page.on("request", (request) => {
    if (request.url().startsWith("http") && !request.url().startsWith(url)) elsewhere.push(request.url());
  });

  await page.goto(/https?:\S+/.exec(causerie.firstSteps[0] ?? "")?.[0] ?? "");
  await page.getByLabel("Name", { exact: true }).fill("ada");
  await page.getByLabel("Email address").fill("ada@example.com");
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Make my account" }).click();
  await expect(page.getByRole("button", { name: "ada" })).toBeVisible();
  await page.getByRole("link", { name: "Templates" }).click();
  expect(new URL(page.url()).pathname).toBe("/help/chat/desk/templates");
  await page.reload();
  await expect(page.getByRole("heading", { name: "Templates" })).toBeVisible();

  await page.getByRole("link", { name: /Inbox/ }).click();
  const visitor = await RestClient.start(`${url}/web`);
  await visitor.send("1", "a person please");
  const uploads = new UploadClient(visitor);
  const sent = await uploads.send("2", [{ uploadId: await uploads.upload("file-1", redPixel), alt: "A red dot" }]);
  expect(sent).toMatchObject({ status: 202 });
  // It comes by itself: the line to the server is below the path, too.
  await page.locator(".row").click();
  const picture = page.getByRole("img", { name: "A red dot" });
  await expect.poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(0);
  await page.getByRole("textbox", { name: /Answer to/ }).fill("Here I am.");
  await page.keyboard.press("Enter");
  await expect.poll(() => screenOf(visitor)).toContain("Here I am.");
  expect(elsewhere).toEqual([]);

  await page.close();
  await causerie[Symbol.asyncDispose]();
  http.closeAllConnections();
  http.close();
});
