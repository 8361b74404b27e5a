import { AxeBuilder } from "@axe-core/playwright";
import type { Message } from "@causerie/protocol";
import { expect, test, type WidgetPage } from "#e2e/widget-page.ts";

/** The kinds of fields that are more than a line of text. */
const form: Message = {
  type: "form",
  text: "Plan your visit",
  fields: [
    { kind: "date", name: "day", label: "Day", required: true, min: "2027-02-01", max: "2027-12-31" },
    { kind: "time", name: "at", label: "Time", required: true, min: "09:00", max: "18:00" },
    { kind: "number", name: "people", label: "Travellers", required: false, min: 1, max: 9 },
    { kind: "rating", name: "stars", label: "Your last visit", required: true, max: 5, hint: "Five is best." },
    { kind: "rating", name: "food", label: "The food", required: false, max: 3 },
    {
      kind: "consent",
      name: "terms",
      label: "I agree that you keep these details until my visit",
      required: true,
      page: { label: "Privacy", url: "https://railway.example/privacy" },
    },
  ],
  submit: { label: "Plan", link: "visit" },
  quickReplies: [],
};

const stars = (chat: WidgetPage, name = "Your last visit") => chat.thread.getByRole("radiogroup", { name });
const submit = (chat: WidgetPage) => chat.thread.getByRole("button", { name: "Plan" });

test("days, times, stars and consent are sent as texts that a story reads, and shown as people write them", async ({
  chat,
}) => {
  await chat.visit({ locale: "en-GB" });
  chat.receive(form);
  await chat.thread.getByLabel("Day").fill("2027-02-03");
  await chat.thread.getByLabel("Time").fill("14:30");
  await stars(chat).getByRole("radio", { name: "4 of 5" }).check();
  await chat.thread.getByRole("checkbox", { name: /^I agree/ }).check();
  await submit(chat).click();
  await expect.poll(() => chat.sent()).toHaveLength(1);
  const [{ link = "", label = "" } = {}] = chat.sent() as { link?: string; label?: string }[];
  expect(Object.fromEntries(new URLSearchParams(link.split("?")[1]))).toEqual({
    day: "2027-02-03",
    at: "14:30",
    stars: "4",
    terms: "yes",
  });
  expect(label.split("\n")).toEqual([
    "Day: 3 February 2027",
    "Time: 14:30",
    "Your last visit: 4/5",
    "I agree that you keep these details until my visit: ✓",
  ]);
  await expect(chat.thread.getByRole("definition").filter({ hasText: "4/5" })).toBeVisible();
});

test("what is missing or beyond a bound is said at its field, with the bound", async ({ chat }) => {
  await chat.visit({ locale: "en-GB" });
  chat.receive(form);
  const field = (label: string) => chat.thread.getByLabel(label);
  await field("Day").fill("2027-01-31");
  await field("Time").fill("19:00");
  await field("Travellers").fill("12");
  await submit(chat).click();
  await expect(field("Day")).toBeFocused();
  await expect(field("Day")).toHaveAccessibleDescription("Please choose 1 February 2027 or later.");
  await expect(field("Time")).toHaveAccessibleDescription("Please choose 18:00 at the latest.");
  await expect(field("Travellers")).toHaveAccessibleDescription("Please enter 9 or less.");
  await expect(stars(chat)).toHaveAccessibleDescription("Five is best. Please choose one.");
  const consent = chat.thread.getByRole("checkbox");
  await expect(consent).toHaveAccessibleDescription("Please tick this box to go on.");
  await expect(consent).toHaveAttribute("aria-invalid", "true");
  await consent.check();
  await expect(consent).toHaveAccessibleDescription("");
  expect(chat.sent()).toEqual([]);
});

test("stars are chosen by the arrow keys, and those that are not required can be taken back", async ({
  page,
  chat,
}) => {
  await chat.visit();
  chat.receive(form);
  await stars(chat).getByRole("radio", { name: "1 of 5" }).focus();
  for (const name of ["2 of 5", "3 of 5"]) {
    await page.keyboard.press("ArrowRight");
    await expect(stars(chat).getByRole("radio", { name })).toBeChecked();
  }
  await stars(chat, "The food").getByRole("radio", { name: "3 of 3" }).click();
  await stars(chat, "The food").getByRole("radio", { name: "No answer" }).check();
  await expect(stars(chat, "The food").getByRole("radio", { name: "3 of 3" })).not.toBeChecked();
  await expect(stars(chat).getByRole("radio", { name: "No answer" })).toHaveCount(0);
});

test("a press on what is agreed to opens it in a new tab and ticks nothing", async ({ page, chat }) => {
  await page.context().route("https://railway.example/**", (route) => route.fulfill({ body: "privacy" }));
  await chat.visit();
  chat.receive(form);
  const opened = page.waitForEvent("popup");
  await chat.thread.getByRole("link", { name: /^Privacy/ }).click();
  expect((await opened).url()).toBe("https://railway.example/privacy");
  await expect(chat.thread.getByRole("checkbox")).not.toBeChecked();
});

test("axe finds nothing against WCAG 2.2 AA, light and dark, with the problems at their fields", async ({
  page,
  chat,
}) => {
  await chat.visit();
  chat.receive(form);
  await submit(chat).click();
  await expect(chat.thread.getByText("Please tick this box to go on.")).toBeVisible();
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    const { violations } = await new AxeBuilder({ page })
      .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"])
      .analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" | ")}`)).toEqual([]);
  }
});
