import { expect, screenOf, test } from "./desk-world.ts";

test("what is sent while the line is down is sent once when it is back, also from a page that was loaded anew", async ({
  world,
}) => {
  await world.admin();
  const visitor = await world.visitor();
  const page = await world.signIn("ada");
  await page.locator(".row").click();
  const answer = page.getByRole("textbox", { name: /Answer to/ });
  await expect(answer).toBeVisible();
  // The server does it, and its answer is lost.
  await page.route("**/acts", async (route) => {
    await route.fetch();
    await route.abort();
  });
  await answer.fill("Only once, please.");
  await answer.press("Enter");
  await expect.poll(() => screenOf(visitor)).toContain("Only once, please.");
  await page.unroute("**/acts");
  await page.reload();
  await expect(page.getByRole("log")).toContainText("Only once, please.");
  await expect(page.getByText("Sending …")).toHaveCount(0);
  const said = await screenOf(visitor);
  expect(said.filter((text) => text === "Only once, please.")).toHaveLength(1);
  await expect(page.getByRole("log").getByText("Only once, please.")).toHaveCount(1);
});

test("a line that is down is said calmly, what happened meanwhile comes after it, and a text outlives the page", async ({
  world,
}) => {
  await world.admin();
  const visitor = await world.visitor();
  const page = await world.signIn("ada");
  await page.locator(".row").click();
  const answer = page.getByRole("textbox", { name: /Answer to/ });
  await answer.fill("Half a sent");
  await page.context().setOffline(true);
  // A stream that is open feels nothing of it.
  await page.evaluate(() => window.dispatchEvent(new Event("offline")));
  await expect(page.getByText("No connection. What you do is kept")).toBeVisible();
  await answer.fill("Half a sentence, sent offline.");
  await answer.press("Enter");
  await expect(page.getByText("Sending …")).toBeVisible();
  await visitor.send("later", "are you there?");
  await page.context().setOffline(false);
  await expect(page.getByRole("log")).toContainText("are you there?");
  await expect.poll(() => screenOf(visitor)).toContain("Half a sentence, sent offline.");
  await expect(page.getByText("No connection. What you do is kept")).toBeHidden();
  await answer.fill("And then");
  await page.reload();
  await expect(answer).toHaveValue("And then");
});
