import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { project } from "#support/sharepoint/framework.ts";
import { expect, test } from "./fixtures.ts";

/** The languages of the package, by the tags that SharePoint gives its pages, and what the field for a message is called. */
const pages: Record<string, string> = {
  "ar-SA": "ar",
  "de-DE": "de",
  "en-US": "en",
  "es-ES": "es",
  "fr-FR": "fr",
  "he-IL": "he",
  "it-IT": "it",
  "ja-JP": "ja",
  "nl-NL": "nl",
  "pl-PL": "pl",
  "pt-BR": "pt",
  "pt-PT": "pt",
};

const stringsOf = (language: string): Record<string, string> =>
  JSON.parse(readFileSync(join(project, "strings", `${language}.json`), "utf8")) as Record<string, string>;

test("each language that the package has is tested", () => {
  const languages = readdirSync(join(project, "strings")).map((file) => file.replace(".json", ""));
  expect([...new Set(Object.values(pages))].toSorted()).toEqual(languages.toSorted());
});

for (const [locale, language] of Object.entries(pages))
  test(`a page in ${locale} has the texts of the part and of the chat in it`, async ({ intranet }) => {
    await intranet.visit({ locale, ...(["ar", "he"].includes(language) && { rtl: "" }) });
    const { placeholderTitle = "" } = stringsOf(language);
    const part = await intranet.addWebPart({}, { mode: "edit" });
    await expect(part.place.getByText(placeholderTitle)).toBeVisible();
    await part.setProperty("endpoint", intranet.endpoint);
    await expect(part.input).toBeVisible();
    await expect(part.element.locator("[lang]").first()).toHaveAttribute("lang", new RegExp(`^${language}`));
    const inEnglish = part.place.getByRole("textbox", { name: "Your message", exact: true });
    await expect(inEnglish).toHaveCount(language === "en" ? 1 : 0);
  });

test("a language that an author has chosen goes before that of the page", async ({ intranet }) => {
  await intranet.visit({ locale: "de-DE" });
  const chat = await intranet.addChat({ language: "fr" });
  await expect(chat.element).toHaveAttribute("locale", "fr");
  await expect(chat.element.locator("[lang]").first()).toHaveAttribute("lang", "fr");
});

test("a page in a language that the package lacks has English texts", async ({ intranet }) => {
  await intranet.visit({ locale: "fi-FI" });
  const part = await intranet.addWebPart({}, { mode: "edit" });
  await expect(part.place.getByText("The chat is not set up yet")).toBeVisible();
});
