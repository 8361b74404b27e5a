import { print, table } from "#cli/print.ts";
import type { CauserieConfig } from "#config/config.ts";
import type { Personas } from "#connectors/messenger/admin/personas.ts";
import type { MessengerCommand, MessengerCommandOptions } from "./command.ts";
import { messengerConnectors, oneConnector } from "./connectors.ts";
import { exitCodeOf, sentenceOf } from "./results.ts";

/** The names and pictures that a page may write under. */
export const personaCommands: Readonly<Record<string, MessengerCommand>> = {
  "messenger personas list": { run: list, options: ["json", "connector"] },
  "messenger personas create": {
    run: create,
    options: ["json", "connector", "picture"],
    takes: "the name of the persona",
    needs: ({ picture }) =>
      picture === undefined ? "--picture URL, an address from which Meta fetches it" : undefined,
  },
  "messenger personas delete": {
    run: remove,
    options: ["json", "connector"],
    takes: "the id of a persona",
    needs: (_options, id) => (/^\d{1,30}$/.test(id) ? undefined : "the number of a persona, as the list has it"),
  },
};

async function list(config: CauserieConfig, options: MessengerCommandOptions): Promise<number> {
  const pages: ({ connector: string } & Personas)[] = [];
  for (const { id: connector, admin } of await messengerConnectors(config, options))
    pages.push({ connector, ...(await admin.personas()) });
  print(pages, options.json ?? false, () =>
    pages.flatMap((page) =>
      page.type === "failed"
        ? [`${page.connector}: ${sentenceOf(page.result)}`]
        : table(
            page.personas.map(({ id, name, picture }) => ({ connector: page.connector, id, name, picture })),
            `${page.connector}: the page has no persona`,
          ),
    ),
  );
  return exitCodeOf(pages.flatMap((page) => (page.type === "failed" ? [page.result] : [])));
}

async function create(config: CauserieConfig, options: MessengerCommandOptions, name: string): Promise<number> {
  const { admin } = await oneConnector(config, options);
  const made = await admin.createPersona({ name, picture: options.picture ?? "" });
  const isMade = made.type === "created";
  print(isMade ? { id: made.id } : made.result, options.json ?? false, () => [
    isMade ? `The persona has the id ${made.id}: messenger({ …, personaId: "${made.id}" })` : sentenceOf(made.result),
  ]);
  return isMade ? 0 : exitCodeOf([made.result]);
}

async function remove(config: CauserieConfig, options: MessengerCommandOptions, id: string): Promise<number> {
  const { admin } = await oneConnector(config, options);
  const result = await admin.deletePersona(id);
  print(result, options.json ?? false, () => [sentenceOf(result)]);
  return exitCodeOf([result]);
}
