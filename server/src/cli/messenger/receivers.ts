import { print, table } from "#cli/print.ts";
import type { CauserieConfig } from "#config/config.ts";
import type { Receivers } from "#connectors/messenger/admin/secondary-receivers.ts";
import type { MessengerCommand, MessengerCommandOptions } from "./command.ts";
import { messengerConnectors } from "./connectors.ts";
import { exitCodeOf, sentenceOf } from "./results.ts";

/** The other apps of a page, to which `messenger thread --pass` may give a conversation. */
export const receiverCommands: Readonly<Record<string, MessengerCommand>> = {
  "messenger secondary-receivers": { run: list, options: ["json", "connector"] },
};

async function list(config: CauserieConfig, options: MessengerCommandOptions): Promise<number> {
  const pages: ({ connector: string } & Receivers)[] = [];
  for (const { id: connector, admin } of await messengerConnectors(config, options))
    pages.push({ connector, ...(await admin.secondaryReceivers()) });
  print(pages, options.json ?? false, () =>
    pages.flatMap((page) =>
      page.type === "failed"
        ? [`${page.connector}: ${sentenceOf(page.result)}`]
        : table(
            page.receivers.map(({ id, name }) => ({ connector: page.connector, app: id, name })),
            `${page.connector}: the page has no secondary receiver`,
          ),
    ),
  );
  return exitCodeOf(pages.flatMap((page) => (page.type === "failed" ? [page.result] : [])));
}
