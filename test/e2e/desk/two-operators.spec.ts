import { expect, screenOf, test } from "./desk-world.ts";

test("two operators see each other, and only one of them answers; the other keeps their text", async ({ world }) => {
  await world.admin();
  await world.invite("ben", "operator");
  const visitor = await world.visitor();
  const ada = await world.signIn("ada");
  const ben = await world.signIn("ben");
  for (const page of [ada, ben]) {
    await page.locator(".row").click();
    await expect(page.getByRole("log")).toContainText("I ask somebody.");
  }
  await expect(ada.getByText("ben has this open, too")).toBeVisible();
  await ben.getByRole("textbox", { name: /Answer to/ }).fill("I was about to say");
  await expect(ada.getByText("ben is writing here")).toBeVisible();

  await ada.getByRole("button", { name: "Take over" }).first().click();
  await expect(ben.getByText("ada has this conversation now. Your text is kept here.")).toBeVisible();
  await expect(ben.getByRole("button", { name: "Send" })).toBeDisabled();
  await expect(ben.getByRole("textbox", { name: /Answer to/ })).toHaveValue("I was about to say");
  await ada.getByRole("textbox", { name: /Answer to/ }).fill("Hello from Ada");
  await ada.keyboard.press("Enter");
  await expect(ben.getByRole("log")).toContainText("Hello from Ada");
  expect(await screenOf(visitor)).not.toContain("I was about to say");

  await ben.getByRole("tab", { name: "Note" }).click();
  await ben.getByRole("textbox", { name: /Note for the team/ }).fill("They called yesterday, too.");
  await ben.keyboard.press("Enter");
  await expect(ada.getByRole("log")).toContainText("They called yesterday, too.");
});

test("an answer that a colleague was faster with is refused in one sentence, and its text is back", async ({
  world,
}) => {
  await world.admin();
  const ben = await world.invite("ben", "operator");
  await world.visitor();
  const page = await world.signIn("ada");
  await page.locator(".row").click();
  const answer = page.getByRole("textbox", { name: /Answer to/ });
  await answer.fill("Too late");
  // The page does not get to know what Ben does before it has sent.
  await page.route("**/desk/api/live*", (route) => route.abort());
  const id = decodeURIComponent(new URL(page.url()).pathname.split("/").at(-1) ?? "");
  const act = { type: "say", id: "ben-was-faster", text: "Ben here" };
  await page.route("**/acts", async (route) => {
    expect((await ben.call("POST", `/inbox/${encodeURIComponent(id)}/acts`, act)).status).toBe(200);
    await route.continue();
  });
  await answer.press("Enter");
  await expect(page.locator(".toast")).toContainText("a colleague has it now. Your text is back in the field.");
  await expect(answer).toHaveValue("Too late");
});

test("a conversation is handed to a colleague with a note, and back to the bot with another one", async ({ world }) => {
  await world.admin();
  await world.invite("ben", "operator");
  const visitor = await world.visitor();
  const ada = await world.signIn("ada");
  const ben = await world.signIn("ben");
  await ada.locator(".row").click();
  await ada.getByRole("button", { name: "Take over" }).first().click();
  await expect(ada.locator(".conversation-facts")).toContainText("Me");
  await ada.locator(".conversation-title").focus();
  await ada.keyboard.press("m");
  await ada.getByLabel("To", { exact: true }).selectOption({ label: "ben" });
  await ada.getByRole("dialog").getByLabel("Note for the team").fill("Knows the case.");
  await ada.getByRole("dialog").getByRole("button", { name: "Transfer" }).click();
  await expect(ada.getByText("ben has this conversation.")).toBeVisible();

  await ben.getByRole("link", { name: /^Mine/ }).click();
  await ben.locator(".row").click();
  await expect(ben.getByRole("log")).toContainText("Knows the case.");
  await ben.locator(".conversation-title").focus();
  await ben.keyboard.press("h");
  await ben.getByRole("dialog").getByLabel("Note to the bot").fill("seat 12");
  await ben.getByRole("dialog").getByRole("button", { name: "Hand back to the bot" }).click();
  await expect.poll(() => screenOf(visitor)).toContain("I am back: seat 12");
  await expect(ben.locator(".conversation-facts")).toContainText("Bot");
});

test("a role that is taken away in mid-session is said in one sentence, and the text stays", async ({ world }) => {
  const admin = await world.admin();
  const ben = await world.invite("ben", "operator");
  await world.visitor();
  const page = await world.signIn("ben");
  await page.locator(".row").click();
  const answer = page.getByRole("textbox", { name: /Answer to/ });
  await answer.fill("I may not say this");
  const { body } = await ben.get<{ person: { id: string } }>("/me");
  expect((await admin.call("PATCH", `/people/${body.person.id}`, { role: "viewer" })).status).toBe(200);
  await answer.press("Enter");
  await expect(page.locator(".toast")).toContainText(/Your role does not allow this.*Your text is back in the field/);
  await expect(page.getByText("Your role no longer writes. Your text is kept here.")).toBeVisible();
  await expect(answer).toHaveValue("I may not say this");
});
