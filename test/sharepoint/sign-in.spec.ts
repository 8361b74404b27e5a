import type { Page } from "@playwright/test";
import type { TestIssuer } from "#support/sign-in/issuer.ts";
import { expect, resource, tenant, test } from "./fixtures.ts";
import { IntranetPage } from "./intranet-page.ts";

/** The chat learns who reads the page: SharePoint gives a token of Entra, the server proves it. Here both have keys of the tests. */

/** What the page is given in the place of a token, and how often it asked for which resource. */
type Given = { asked: string[]; answer: (resource: string) => Promise<string> };

async function giveTokens(page: Page, answer: Given["answer"]): Promise<Given> {
  const given: Given = { asked: [], answer };
  await page.exposeFunction("giveToken", (asked: string) => {
    given.asked.push(asked);
    return given.answer(asked);
  });
  return given;
}

/** As Entra signs it for SharePoint's web client. */
const tokenOf = (entra: TestIssuer, name: string, oid: string): Promise<string> =>
  entra.sign({ iss: `${entra.url}/${tenant}/v2.0`, aud: resource, scp: "access_as_user", tid: tenant, oid, name });

const ada = "aaaaaaaa-0000-4000-8000-00000000000a";
const bob = "bbbbbbbb-0000-4000-8000-00000000000b";
const cleo = "cccccccc-0000-4000-8000-00000000000c";
const signedIn = (intranet: IntranetPage, path: string, more: object = {}): Record<string, unknown> => ({
  endpoint: new URL(path, intranet.endpoint).href,
  signIn: true,
  resource,
  ...more,
});

test("the bot knows who writes; on another device the conversation goes on", async ({
  intranet,
  page,
  office,
  browser,
}) => {
  const bearers: string[] = [];
  page.on("request", (request) => {
    if (request.url().endsWith("/v1/session")) bearers.push(request.headers()["authorization"] ?? "");
  });
  const token = await tokenOf(office.entra, "Ada Example", ada);
  const given = await giveTokens(page, () => Promise.resolve(token));
  await intranet.visit();
  const chat = await intranet.addChat(signedIn(intranet, "/named"));
  await chat.say("who am I");
  await expect(chat.said("You are Ada Example.")).toBeVisible();
  await chat.say("count");
  await expect(chat.said("That was number 1.")).toBeVisible();
  expect(bearers).toContain(`Bearer ${token}`);
  expect(new Set(given.asked)).toEqual(new Set([resource]));
  // Asked each time, and kept nowhere.
  expect(given.asked.length).toBeGreaterThan(1);
  const kept = await page.evaluate(() =>
    JSON.stringify([Object.entries(localStorage), Object.entries(sessionStorage)]),
  );
  expect(kept).not.toContain(token);
  expect(intranet.server.output).not.toContain(token);

  const context = await browser.newContext();
  const device = new IntranetPage(await context.newPage(), intranet.site, intranet.server);
  await giveTokens(device.page, () => Promise.resolve(token));
  await device.visit();
  const there = await device.addChat(signedIn(intranet, "/named"));
  await expect(there.said("That was number 1.")).toBeVisible();
  await there.say("count");
  await expect(there.said("That was number 2.")).toBeVisible();
  await context.close();
});

test("the next person on this device finds nothing", async ({ intranet, page, office }) => {
  const tokens = [await tokenOf(office.entra, "Ada Example", ada), await tokenOf(office.entra, "Bob Example", bob)];
  const given = await giveTokens(page, () => Promise.resolve(tokens[0] ?? ""));
  await intranet.visit();
  const hers = await intranet.addChat(signedIn(intranet, "/named"));
  await hers.converse("A secret of Ada");
  given.answer = () => Promise.resolve(tokens[1] ?? "");
  await page.reload();
  const his = await intranet.addChat(signedIn(intranet, "/named"));
  await his.say("who am I");
  await expect(his.said("You are Bob Example.")).toBeVisible();
  await expect(his.said("A secret of Ada")).toHaveCount(0);
});

for (const [how, answer] of [
  ["is refused with login_required", () => Promise.reject(new Error("login_required"))],
  ["never comes", () => new Promise<string>(() => {})],
] as const)
  test(`where the token ${how}, a person chats without a name if the author allows it`, async ({ intranet, page }) => {
    const given = await giveTokens(page, answer);
    await intranet.visit();
    const chat = await intranet.addChat(signedIn(intranet, "/staff", { whenSignInFails: "anonymous" }));
    await chat.say("who am I");
    await expect(chat.said("You are a stranger.")).toBeVisible();
    expect(given.asked.length).toBeGreaterThan(0);
  });

for (const [server, path] of [
  ["lets nobody without a name in", "/named"],
  ["would let anybody in", "/staff"],
] as const)
  test(`where it fails, and the author allows no chat without a name, it is said, also where the server ${server}`, async ({
    intranet,
    page,
  }) => {
    await giveTokens(page, () => Promise.reject(new Error("login_required")));
    await intranet.visit();
    const sessions: string[] = [];
    page.on("request", (request) => {
      if (request.url().includes("/v1/session")) sessions.push(request.url());
    });
    const part = await intranet.addWebPart(signedIn(intranet, path, { whenSignInFails: "refuse" }));
    await expect(part.place.getByText("You could not be signed in.")).toBeVisible();
    await expect(part.element).toHaveCount(0);
    // Longer than a question to the page may take, after which a chat would begin as a stranger's.
    await page.waitForTimeout(6000);
    expect(sessions).toEqual([]);
  });

test("a token that comes late is good as soon as it is there", async ({ intranet, page, office }) => {
  const token = await tokenOf(office.entra, "Cleo Example", cleo);
  await giveTokens(page, () => new Promise((resolve) => setTimeout(() => resolve(token), 1500)));
  await intranet.visit();
  const chat = await intranet.addChat(signedIn(intranet, "/named"));
  await chat.say("who am I");
  await expect(chat.said("You are Cleo Example.")).toBeVisible();
});
