import { enterPassword, expect, password, test } from "./desk-world.ts";

test("the first administrator makes an account by the link of the terminal, and is at the desk", async ({ world }) => {
  const page = await world.open(world.firstLink);
  await page.getByLabel("Name", { exact: true }).fill("ada");
  await page.getByLabel("Email address").fill("ada@example.com");
  const field = page.getByLabel("Password", { exact: true });
  await field.fill("too short");
  await expect(page.getByText("6 more characters")).toBeVisible();
  await field.fill(password);
  await expect(page.getByText("Long enough")).toBeVisible();
  await page.getByRole("button", { name: "Make my account" }).click();
  await expect(page.getByRole("navigation", { name: "Lists" })).toBeVisible();
  expect(page.url()).toBe(`${world.url}/desk/inbox`);
  await page.getByRole("button", { name: "ada" }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await expect(page.getByRole("heading", { name: "Sign in to the desk" })).toBeVisible();
  await page.goto(world.firstLink);
  await expect(page.getByText("This link is not valid any more")).toBeVisible();
});

test("a wrong password is said in one sentence, and the right one leads to the page that was asked for", async ({
  world,
}) => {
  await world.admin();
  const page = await world.open("/desk/people");
  await page.getByLabel("Email address").fill("ada@example.com");
  await page.getByLabel("Password", { exact: true }).fill("not the password at all");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("alert")).toHaveText("This address and password do not belong together.");
  await enterPassword(page, "ada");
  await expect(page.getByRole("heading", { name: "People" })).toBeVisible();
});

test("somebody who is invited gets an account, sees what their role may do, and no more", async ({ world }) => {
  const admin = await world.signIn((await world.admin(), "ada"));
  await admin.goto(`${world.url}/desk/people`);
  await admin.getByRole("button", { name: "Invite somebody" }).click();
  await admin.getByLabel("Email address").fill("ben@example.com");
  await admin.getByLabel("Role").selectOption("viewer");
  await admin.getByRole("button", { name: "Make the link" }).click();
  const link = await admin.getByRole("textbox", { name: "Link" }).inputValue();
  await admin.getByRole("button", { name: "Close" }).click();
  await expect(admin.getByRole("heading", { name: "Open invitations" })).toBeVisible();

  const page = await world.open(link);
  await expect(page.getByText("You are invited as: Viewer")).toBeVisible();
  await page.getByLabel("Name", { exact: true }).fill("Ben");
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Make my account" }).click();
  await expect(page.getByRole("navigation", { name: "Pages" }).getByRole("link")).toHaveText([
    /Inbox/,
    "Channels",
    "Figures",
    "Sessions",
  ]);
  await page.goto(`${world.url}/desk/people`);
  await expect(page.getByRole("alert")).toHaveText(/Your role does not allow this/);
});

test("a session that is ended elsewhere asks for the password, and gives the text back", async ({ world }) => {
  await world.admin();
  const ben = await world.invite("ben", "operator");
  await world.visitor();
  const page = await world.signIn("ben");
  await page.getByRole("link", { name: /a person please|I ask somebody/ }).click();
  await page.getByRole("textbox", { name: /Answer to/ }).fill("In the middle of a sent");
  const { body } = await ben.get<{ id: string; isCurrent: boolean }[]>("/sessions");
  for (const { id } of body.filter(({ isCurrent }) => !isCurrent))
    expect((await ben.call("DELETE", `/sessions/${id}`)).status).toBe(204);
  await page.keyboard.press("Enter");
  const again = page.getByRole("dialog", { name: "Your session has ended" });
  await expect(again).toBeVisible();
  await again.getByLabel("Password", { exact: true }).fill(password);
  await page.keyboard.press("Enter");
  await expect(again).toBeHidden();
  // What was sent while nobody was signed in is sent now.
  await expect(page.getByRole("log")).toContainText("In the middle of a sent");
  await expect(page.getByText("Sending …")).toHaveCount(0);
});
