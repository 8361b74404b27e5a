import { print, table, timeOf } from "#cli/print.ts";
import type { OperatorOptions } from "#cli/operator/with-operator.ts";
import type { CauserieConfig } from "#config/config.ts";
import { endSession } from "#desk/people/access.ts";
import { consoleAuthor } from "#desk/people/accounts/audit.ts";
import { withTeam } from "./with-team.ts";

export async function listSessions(config: CauserieConfig, options: OperatorOptions): Promise<void> {
  const { sessions, emails } = await withTeam(config, async ({ team, now }) => ({
    sessions: await team.sessions(now()),
    emails: new Map((await team.people()).map(({ id, email }) => [id, email])),
  }));
  const shown = sessions.map(({ hash: _hash, version: _version, endUrl: _endUrl, ...session }) => session);
  print(shown, options.json ?? false, () =>
    table(
      shown.map(({ id, personId, device, createdAt, lastSeenAt }) => {
        const address = emails.get(personId);
        return { id, address, device, since: timeOf(createdAt), "last seen": timeOf(lastSeenAt) };
      }),
      "nobody is signed in at the desk",
    ),
  );
}

export async function endOneSession(config: CauserieConfig, options: OperatorOptions, id: string): Promise<void> {
  await withTeam(config, (open) => endSession(open, consoleAuthor, id, undefined));
  print({ id, ended: true }, options.json ?? false, () => ["The session is over."]);
}
