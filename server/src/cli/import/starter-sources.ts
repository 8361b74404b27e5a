import type { ImportedBot } from "#tock-import/convert/import-tock.ts";

/** What the files that are written import, which no file here does. */
const server = JSON.stringify("@causerie/server");

/** A bot that loads the import, for the author to go on with. */
export function botSource({ bot, messages, configurations, files }: ImportedBot): string {
  const locales = Object.keys(messages);
  const name = (locale: string): string => locale.replaceAll(/\W/g, "_");
  const imports = locales.map(
    (locale) => `import ${name(locale)} from "./messages/${locale}.json" with { type: "json" };`,
  );
  const table = locales.map((locale) =>
    name(locale) === locale ? locale : `${JSON.stringify(locale)}: ${name(locale)}`,
  );
  const options = [
    `  messages: { ${table.join(", ")} },`,
    ...(configurations.length === 0
      ? []
      : [
          "  // The id of the connector here for each configuration of Tock that rules or answers are for.",
          `  // connectors: { ${configurations.map((each) => `${JSON.stringify(each)}: "web"`).join(", ")} },`,
        ]),
    ...(files.size === 0
      ? []
      : ["  // Where the folder `files` is served.", '  // files: "https://www.example.com/files/",']),
    ...(bot.fallback.length === 0
      ? [
          "  // The dumps have none: write it in the languages of your bot.",
          '  fallback: () => "Sorry, I did not understand.",',
        ]
      : []),
  ];
  return `import { createBot, loadTockBot } from ${server};
import data from "./bot.json" with { type: "json" };
${imports.join("\n")}

export const tock = loadTockBot(data, {
${options.join("\n")}
});

// Stories of your own go into the list. One with the id of an imported story takes its position.
export const bot = createBot(tock.options([]));
`;
}

export const configSource = `import { defineConfig, web } from ${server};
import { bot, tock } from "./bot.ts";

export default defineConfig({
  bot,
  storyRules: tock.rulesFor(bot),
  // The pages that may show the chat. Write the address of your own site here.
  connectors: [web({ origins: ["http://localhost:8080"] })],
});
`;
