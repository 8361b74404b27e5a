import { logPurpose, maskIn } from "#app/masked-logger.ts";
import { readSettings } from "#cli/loading/load-config.ts";
import type { CauserieConfig } from "#config/config.ts";
import { deriveKeys, readSecrets } from "#config/secret.ts";
import type { ExportedConversation, Operator } from "#operator/operator.ts";

/** More than a log is looked through for. */
const most = 1_000_000;

/** A conversation by its id as the log has it, with a hash in the place of the person. */
export async function findLogged(
  config: CauserieConfig,
  operator: Operator,
  logged: string,
): Promise<ExportedConversation | undefined> {
  if (!logged.includes("~")) return undefined;
  const { data, secret = readSecrets(data)?.current, connectors } = readSettings(config);
  if (secret === undefined) return undefined;
  const key = deriveKeys(secret)(logPurpose);
  const patterns = connectors.flatMap(({ peopleInLog }) => peopleInLog ?? []);
  const found = (await operator.conversations({}, most)).find(({ id }) => maskIn(id, patterns, key) === logged);
  return found === undefined ? undefined : await operator.conversation(found.id);
}
