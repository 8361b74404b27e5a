import { print } from "#cli/print.ts";
import { withOperator } from "#cli/operator/with-operator.ts";
import { UsageError } from "#cli/usage-error.ts";
import type { CauserieConfig } from "#config/config.ts";
import { consoleAuthor } from "#desk/people/accounts/audit.ts";

type Options = { json?: boolean | undefined; force?: boolean | undefined };

/** Forgets what was counted. A server that runs counts anew what its logs still have, from its next look on; else the next one does. */
export async function rebuildFigures(config: CauserieConfig, { json = false, force = false }: Options): Promise<void> {
  if (!force)
    throw new UsageError([
      "what retention has removed from the logs cannot be counted again: add --force if you mean it",
    ]);
  await withOperator(config, async ({ desk: { figures, records } }) => {
    await figures.clear();
    await records.write([], [{ by: consoleAuthor.id, byName: consoleAuthor.name, act: "figures.rebuild" }], Date.now());
  });
  print({ cleared: true }, json, () => ["The figures are empty: the server counts anew what its logs still have."]);
}
