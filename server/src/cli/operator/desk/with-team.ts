import { ConfigError, RequestError } from "#app/errors.ts";
import { readSettings } from "#cli/loading/load-config.ts";
import { withOperator } from "#cli/operator/with-operator.ts";
import type { CauserieConfig } from "#config/config.ts";
import { TeamRecords } from "#desk/people/accounts/team-records.ts";

/** `changed`: servers that run look by themselves within two seconds. */
export type OpenTeam = { team: TeamRecords; now: () => number; changed: () => void };

/** Opens the records of the team for a command. @throws ConfigError what the desk refuses, in its words. */
export async function withTeam<Result>(
  config: CauserieConfig,
  work: (team: OpenTeam) => Promise<Result>,
): Promise<Result> {
  return await withOperator(config, async ({ desk }) => {
    try {
      return await work({ team: new TeamRecords(desk.records), now: Date.now, changed: () => undefined });
    } catch (error) {
      if (error instanceof RequestError) throw new ConfigError([sentence(error.message)], { cause: error });
      throw error;
    }
  });
}

/** Where the desk is. @throws ConfigError when there is none. */
export function deskUrlOf(config: CauserieConfig): string {
  const { desk, publicUrl, port } = readSettings(config);
  if (desk === undefined)
    throw new ConfigError(["The desk is off: write desk: true into the configuration, or set CAUSERIE_DESK=on."]);
  return `${publicUrl ?? `http://localhost:${port}`}/desk`;
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
