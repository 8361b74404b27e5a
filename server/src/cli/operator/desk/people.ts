import { type DeskRole, deskRoles, invitationSchema } from "@causerie/protocol/desk";
import * as v from "valibot";
import { ConfigError } from "#app/errors.ts";
import { print, table, timeOf } from "#cli/print.ts";
import { UsageError } from "#cli/usage-error.ts";
import type { CauserieConfig } from "#config/config.ts";
import type { OperatorOptions } from "#cli/operator/with-operator.ts";
import { consoleAuthor } from "#desk/people/accounts/audit.ts";
import { describePerson, type Person } from "#desk/people/accounts/person.ts";
import type { TeamRecords } from "#desk/people/accounts/team-records.ts";
import { changePerson } from "#desk/people/change-people.ts";
import { invite, inviteFirst } from "#desk/people/invitations.ts";
import { makeSignInLink } from "#desk/people/sign-in-link.ts";
import { deskUrlOf, withTeam } from "./with-team.ts";

export async function listPeople(config: CauserieConfig, options: OperatorOptions): Promise<void> {
  const people = (await withTeam(config, ({ team }) => team.people())).map(describePerson);
  print(people, options.json ?? false, () =>
    table(
      people.map(({ id, name, email, role, isDisabled, lastSeenAt }) => {
        return { id, name, address: email, role, disabled: isDisabled ? "yes" : "", "last seen": timeOf(lastSeenAt) };
      }),
      "nobody has an account at the desk: causerie desk invite --first makes the link for the first one",
    ),
  );
}

export async function inviteOne(config: CauserieConfig, options: OperatorOptions, given: string): Promise<void> {
  const deskUrl = deskUrlOf(config);
  const { link, expiresAt } = await withTeam(config, async ({ team, now }) => {
    if (options.first !== true)
      return await invite({ team, now, deskUrl }, consoleAuthor, readInvitation(given, options.role));
    const first = await inviteFirst({ team, now, deskUrl }, false);
    if (first === undefined)
      throw new ConfigError(["Somebody has an account already: invite others by address, with --role."]);
    return first;
  });
  print({ link, expiresAt }, options.json ?? false, () => [
    link,
    `Whoever opens it makes the account, until ${timeOf(expiresAt)}. It is shown this once.`,
  ]);
}

/** @throws UsageError */
function readInvitation(email: string, role: string | undefined): { email: string; role: DeskRole } {
  const read = v.safeParse(invitationSchema, { email, role });
  if (read.success) return read.output;
  const isRole = deskRoles.some((each) => each === role);
  throw new UsageError([isRole ? "this is no address of a person" : `--role must be ${deskRoles.join(", ")}`]);
}

export async function disablePerson(config: CauserieConfig, options: OperatorOptions, given: string): Promise<void> {
  const isDisabled = options.undo !== true;
  const person = await withTeam(config, async (open) => {
    const { id } = await find(open.team, given);
    return await changePerson(open, consoleAuthor, id, { isDisabled });
  });
  print(person, options.json ?? false, () => [
    isDisabled
      ? `${person.email} is out: their sessions are over, and no new one begins.`
      : `${person.email} may sign in again.`,
  ]);
}

/** For whoever cannot come in by what they have: the provider is away, a device is lost, a password is forgotten. */
export async function makeOneLink(config: CauserieConfig, options: OperatorOptions, given: string): Promise<void> {
  const deskUrl = deskUrlOf(config);
  const { link, expiresAt } = await withTeam(config, async ({ team, now }) => {
    const { id } = await find(team, given);
    return await makeSignInLink({ team, now, deskUrl }, id);
  });
  print({ link, expiresAt }, options.json ?? false, () => [
    link,
    `It signs that person in once, until ${timeOf(expiresAt)}. It is shown this once.`,
  ]);
}

/** @throws ConfigError */
async function find(team: TeamRecords, given: string): Promise<Person> {
  const person = (await team.person(given)) ?? (await team.personOf(given.trim().toLowerCase()));
  if (person === undefined) throw new ConfigError(["There is no such person; see causerie desk people."]);
  return person;
}
