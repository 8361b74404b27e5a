import { deskScopes, newKeySchema } from "@causerie/protocol/desk";
import * as v from "valibot";
import { print, table, timeOf } from "#cli/print.ts";
import { UsageError } from "#cli/usage-error.ts";
import type { OperatorOptions } from "#cli/operator/with-operator.ts";
import type { CauserieConfig } from "#config/config.ts";
import { makeKey, removeKey } from "#desk/people/access.ts";
import { consoleAuthor } from "#desk/people/accounts/audit.ts";
import { describeKey } from "#desk/people/accounts/key.ts";
import { withTeam } from "./with-team.ts";

export async function listKeys(config: CauserieConfig, options: OperatorOptions): Promise<void> {
  const keys = (await withTeam(config, ({ team }) => team.keys())).map(describeKey);
  print(keys, options.json ?? false, () =>
    table(
      keys.map(({ id, name, scopes, lastUsedAt, expiresAt }) => {
        return { id, name, rights: scopes.join(" "), "last used": timeOf(lastUsedAt), ends: timeOf(expiresAt) };
      }),
      "there are no keys",
    ),
  );
}

export async function makeOneKey(config: CauserieConfig, options: OperatorOptions, name: string): Promise<void> {
  const scopes = (options.scopes ?? "").split(",").map((scope) => scope.trim());
  const read = v.safeParse(newKeySchema, { name, scopes });
  if (!read.success)
    throw new UsageError([`--scopes must be some of ${deskScopes.join(", ")}, with commas between them`]);
  const made = await withTeam(config, (open) => makeKey(open, consoleAuthor, read.output));
  print(made, options.json ?? false, () => [
    made.secret,
    "It is shown this once; a program sends it as a bearer token.",
  ]);
}

export async function endKey(config: CauserieConfig, options: OperatorOptions, id: string): Promise<void> {
  await withTeam(config, (open) => removeKey(open, consoleAuthor, id));
  print({ id, ended: true }, options.json ?? false, () => ["The key is over."]);
}
