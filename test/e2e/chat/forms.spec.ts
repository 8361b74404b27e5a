import { form, said } from "#e2e/sample-messages.ts";
import { expect, test, type WidgetPage } from "#e2e/widget-page.ts";

async function fillIn(chat: WidgetPage): Promise<void> {
  const { thread } = chat;
  await thread.getByLabel("Your name").fill("Ada & Co");
  await thread.getByLabel("E-mail").fill("ada@example.com");
  await thread.getByLabel("Day").fill("2026-12-24");
  await thread.getByLabel("Lounge").check();
}

const submit = (chat: WidgetPage) => chat.thread.getByRole("button", { name: "Book" });

const label = "Your name: Ada & Co\nE-mail: ada@example.com\nTravellers: 2\nDay: 24 December 2026\nClass: Lounge";

test("a form is sent as its link with the fields in the query, and then shows what was sent, also after a reload", async ({
  page,
  chat,
}) => {
  await chat.visit({ locale: "en-GB" });
  chat.receive(form);
  await fillIn(chat);
  await submit(chat).click();
  await expect(submit(chat)).toHaveCount(0);
  await expect.poll(() => chat.sent()).toHaveLength(1);

  const [sent] = chat.sent() as { link: string; label: string }[];
  expect(sent?.label).toBe(label);
  const [path, query] = sent?.link.split("?") ?? [];
  expect(path).toBe("booking");
  expect(Object.fromEntries(new URLSearchParams(query))).toEqual({
    offer: "7",
    _step: "details",
    name: "Ada & Co",
    email: "ada@example.com",
    people: "2",
    day: "2026-12-24",
    class: "lounge",
  });

  for (const again of [false, true]) {
    if (again) await page.reload();
    await expect(chat.thread.getByText("Your answers")).toBeVisible();
    await expect(chat.thread.getByRole("definition").filter({ hasText: "24 December 2026" })).toBeVisible();
    await expect(chat.thread.getByRole("textbox")).toHaveCount(0);
  }
});

test("what is missing or wrong is said at its field, and the first such field gets the focus", async ({ chat }) => {
  await chat.visit();
  chat.receive(form);
  await submit(chat).click();
  const name = chat.thread.getByLabel("Your name");
  const email = chat.thread.getByLabel("E-mail");
  await expect(name).toBeFocused();
  await expect(name).toHaveAccessibleDescription("Please fill in this field.");
  await expect(email).toHaveAccessibleDescription("For the ticket only. Please fill in this field.");
  await expect(chat.thread.getByRole("radiogroup", { name: "Class" })).toHaveAccessibleDescription(
    "Please choose one.",
  );

  await name.fill("   ");
  await email.fill("ada");
  await submit(chat).click();
  await expect(name).toHaveAccessibleDescription("Please fill in this field.");
  await expect(email).toHaveAccessibleDescription(/such as name@example\.com/);
  await name.fill("Ada");
  await expect(name).toHaveAccessibleDescription("");
  await expect(name).toHaveAttribute("aria-invalid", "false");
  expect(chat.sent()).toEqual([]);
});

test("Enter in a field sends nothing that is not complete, and loses nothing; Escape neither", async ({
  page,
  chat,
}) => {
  await chat.visit();
  chat.receive(form);
  const name = chat.thread.getByLabel("Your name");
  await name.fill("Ada");
  await name.press("Enter");
  await expect(chat.thread.getByLabel("E-mail")).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toBeHidden();
  await page.keyboard.press("Enter");
  await expect(name).toHaveValue("Ada");
  expect(chat.sent()).toEqual([]);
});

test("fields have the autofill tokens of the browser", async ({ chat }) => {
  await chat.visit();
  chat.receive(form);
  const { thread } = chat;
  await expect(thread.getByLabel("Your name")).toHaveAttribute("autocomplete", "name");
  await expect(thread.getByLabel("E-mail")).toHaveAttribute("inputmode", "email");
  await expect(thread.getByLabel("Telephone")).toHaveAttribute("autocomplete", "tel");
  await expect(thread.getByLabel("Travellers")).toHaveValue("2");
  await expect(thread.getByLabel("Day")).toHaveAttribute("type", "date");
  await expect(thread.getByRole("combobox", { name: "Harbour" })).toHaveValue("");
  await expect(thread.getByRole("radio")).toHaveCount(2);
});

test("a form that the server refuses can be sent again like any message, or be changed after its removal", async ({
  chat,
}) => {
  await chat.visit();
  chat.receive(form);
  await fillIn(chat);
  chat.server.faults.unknownContent.add("postback");
  await submit(chat).click();
  await expect(chat.said("Ada & Co").last()).toContainText("Not sent");
  await expect(chat.thread.getByText("Your answers")).toBeVisible();
  await chat.page.getByRole("button", { name: /^Remove/ }).click();
  await expect(chat.thread.getByLabel("Your name")).toHaveValue("Ada & Co");
  await expect(chat.thread.getByLabel("Lounge")).toBeChecked();

  await submit(chat).click();
  await expect(chat.said("Ada & Co").last()).toContainText("Not sent");
  chat.server.faults.unknownContent.clear();
  await chat.page.getByRole("button", { name: /^Retry/ }).click();
  await expect(chat.said("Ada & Co").last()).toContainText("Sent");
  expect(chat.sent()).toHaveLength(1);
});

test("what was begun is still there when the thread has moved on and back", async ({ chat }) => {
  await chat.visit();
  chat.receive(form);
  await chat.thread.getByLabel("Your name").fill("Ada");
  await chat.thread.getByLabel("Deck").check();
  await chat.thread.getByRole("combobox", { name: "Harbour" }).selectOption("Dieppe");
  for (let count = 1; count <= 200; count += 1) chat.receive(said(`number ${count}`));
  await chat.page.getByRole("button", { name: "200 new messages" }).click();
  await expect(chat.thread.getByLabel("Your name")).toHaveCount(0);
  await chat.thread.evaluate((log) => log.scrollTo(0, 0));
  await expect(async () => {
    await chat.thread.evaluate((log) => log.scrollTo(0, 0));
    await expect(chat.thread.getByLabel("Your name")).toHaveValue("Ada", { timeout: 500 });
  }).toPass();
  await expect(chat.thread.getByLabel("Deck")).toBeChecked();
  await expect(chat.thread.getByRole("combobox", { name: "Harbour" })).toHaveValue("dieppe");
});

test("too much for one link is said, and nothing is lost", async ({ chat }) => {
  await chat.visit();
  chat.receive(form);
  await fillIn(chat);
  const wishes = chat.thread.getByLabel("Wishes");
  await wishes.fill("é".repeat(800));
  await submit(chat).click();
  await expect(chat.thread.getByRole("alert")).toHaveText("This is too much to send at once. Please shorten it.");
  expect(chat.sent()).toEqual([]);
  await wishes.fill("é".repeat(600));
  await expect(chat.thread.getByRole("alert")).toHaveText("");
  await submit(chat).click();
  await expect.poll(() => chat.sent()).toHaveLength(1);
  const [{ label: words = "", link = "" } = {}] = chat.sent() as { label?: string; link?: string }[];
  expect(words.length).toBeLessThanOrEqual(500);
  expect(words).toContain("Wishes: éé");
  expect(new URLSearchParams(link.split("?")[1]).get("wishes")).toHaveLength(600);
});

test("a form that the visitor fills in stays in view when a message arrives; after sending the thread follows again", async ({
  chat,
}) => {
  await chat.visit();
  chat.receive({ ...form, fields: form.fields.slice(0, 1) });
  const name = chat.thread.getByLabel("Your name");
  await name.fill("Ada");
  const speak = (word: string): void => {
    for (let count = 1; count <= 20; count += 1) chat.receive(said(`${word} ${count}`));
  };
  speak("first");
  await expect(chat.said("first 20")).toBeAttached();
  await expect(name).toBeInViewport();
  await expect(name).toBeFocused();
  await expect(chat.said("first 20")).not.toBeInViewport();
  await expect(chat.page.getByRole("button", { name: /new messages|newest/ })).toBeVisible();

  await submit(chat).click();
  await expect(chat.said("You said: Your name: Ada")).toBeInViewport();
  speak("second");
  await expect(chat.said("second 20")).toBeInViewport();
});
