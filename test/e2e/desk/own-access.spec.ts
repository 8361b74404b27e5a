import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { TestProvider, clientId, clientSecret } from "#support/desk/sign-in/provider.ts";
import { expect, password, test } from "./desk-world.ts";

/** A phone that verifies whoever holds it, as Chromium plays it. */
async function addAuthenticator(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send("WebAuthn.enable");
  await session.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
}

const brokenRules = async (page: Page): Promise<string[]> => {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 120)}`));
};

async function signOut(page: Page, name: string): Promise<void> {
  await page.getByRole("button", { name }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await expect(page.getByRole("heading", { name: "Sign in to the desk" })).toBeVisible();
}

test("somebody adds a passkey, gives up the password, and comes in by the passkey alone", async ({ world }) => {
  test.setTimeout(240_000);
  await world.admin();
  const page = await world.signIn("ada");
  await addAuthenticator(page);
  await page.goto(`${world.url}/desk/account`);
  await page.getByLabel("Name of a new passkey").fill("My phone");
  await page.keyboard.press("Enter");
  await expect(page.getByText("The passkey is added.")).toBeVisible();
  await expect(page.getByText("never used")).toBeVisible();
  await page.getByRole("button", { name: "Sign in without a password" }).click();
  expect(await brokenRules(page)).toEqual([]);
  await page.getByRole("dialog").getByRole("button", { name: "Remove" }).click();
  await expect(page.getByRole("button", { name: "Set a password" })).toBeVisible();
  // The last that lets her in.
  await page.getByRole("button", { name: "Remove My phone" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Remove" }).click();
  await expect(page.getByRole("dialog").getByRole("alert")).toBeVisible();
  await page.getByRole("dialog").getByRole("button", { name: "Cancel" }).click();
  await signOut(page, "ada");
  // Chromium offers it in the list of the field, where its virtual phone chooses at once.
  await expect(page.getByRole("button", { name: "ada" })).toBeVisible();
  // Other browsers have no such list, and there is the button.
  await page.addInitScript(() => {
    PublicKeyCredential.isConditionalMediationAvailable = () => Promise.resolve(false);
  });
  await page.goto(`${world.url}/desk/account`);
  await expect(page.getByText(/last used/)).toBeVisible();
  await signOut(page, "ada");
  await page.getByRole("button", { name: "Sign in with a passkey" }).click();
  await expect(page.getByRole("button", { name: "ada" })).toBeVisible();
});

test("a password is changed on the page of the account, keys are made and ended, and the audit log says so", async ({
  world,
}) => {
  await world.admin();
  const page = await world.signIn("ada");
  await page.goto(`${world.url}/desk/account`);
  await page.getByLabel("Current password").fill(password);
  await page.getByLabel("New password").fill("six quiet lanterns over water");
  await page.getByRole("button", { name: "Change password" }).click();
  await expect(page.getByText("Your password is changed.")).toBeVisible();

  await page.goto(`${world.url}/desk/keys`);
  await page.getByRole("button", { name: "New key" }).click();
  await page.getByLabel("Name", { exact: true }).fill("Nightly export");
  await page.getByRole("checkbox").first().check();
  await page.getByRole("button", { name: "Make the key" }).click();
  await expect(page.getByRole("textbox", { name: "Secret" })).toHaveValue(/^cdk_/);
  await page.getByRole("button", { name: "Close" }).click();
  await page.getByRole("button", { name: "Remove Nightly export" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Remove" }).click();
  await expect(page.getByText("Nightly export")).toHaveCount(0);

  await page.goto(`${world.url}/desk/audit`);
  const entries = page.getByRole("main").getByRole("listitem");
  await expect(entries.nth(0)).toContainText("key-remove");
  await expect(entries.nth(1)).toContainText("key-make");
  await expect(entries.nth(2)).toContainText("password-change");
  await page.getByLabel("Act").fill("key-make");
  await page.keyboard.press("Enter");
  await expect(entries).toHaveCount(1);
});

test.describe("with a provider", () => {
  let provider: TestProvider;
  test.beforeAll(async () => {
    provider = await TestProvider.start();
  });
  test.afterAll(() => provider[Symbol.asyncDispose]());
  test.use({
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads the names of fixtures from the pattern
    desk: async ({}, use) => {
      provider.discovery = { end_session_endpoint: `${provider.url}/end` };
      await use({ oidc: { issuer: provider.url, clientId, clientSecret, name: "Example ID" } });
    },
  });

  test("an invited person comes in by it, somebody unknown learns whom to ask, and while it is away there is the password", async ({
    world,
  }) => {
    const admin = await world.admin();
    await admin.invite("ben@example.com", "viewer");
    provider.account = { sub: "eve", email: "eve@example.com", email_verified: true };
    const page = await world.open("/desk/account");
    const button = page.getByRole("button", { name: "Sign in with Example ID" });
    await button.click();
    await expect(page.getByRole("alert")).toHaveText(/Ask an administrator of the desk to invite you/);
    expect(await brokenRules(page)).toEqual([]);
    await page.getByRole("button", { name: "Back to the sign-in" }).click();
    expect(await brokenRules(page)).toEqual([]);
    provider.account = { sub: "ben", name: "Ben", email: "ben@example.com", email_verified: true };
    await button.click();
    // Back to the page that was asked for first.
    await expect(page.getByText("You can sign in with Example ID.")).toBeVisible();
    expect(new URL(page.url()).search).toBe("");
    await signOut(page, "Ben");
    await expect(page.getByRole("link", { name: "Sign out there, too" })).toHaveAttribute("href", /client_id=/);
    await provider.down();
    await button.click();
    await expect(page.getByRole("alert")).toHaveText(/does not answer at the moment/);
    await expect(page.getByLabel("Password", { exact: true })).toBeVisible();
  });
});
