import type { DeskPerson, PersonChange } from "@causerie/protocol/desk";
import type { NewAuditEntry } from "#desk/records/desk-records.ts";
import { type Author, entry } from "./accounts/audit.ts";
import { describePerson, isActiveAdministrator, type Person } from "./accounts/person.ts";
import { putPerson, type TeamRecords } from "./accounts/team-records.ts";
import { writeAnew } from "./accounts/write-anew.ts";

export type ChangeParts = { team: TeamRecords; now: () => number; changed: () => void };

/**
 * Changes somebody of the team. Who is disabled is out at once: their sessions end with the same write.
 *
 * @throws RequestError `not_found`, `conflict`: it is the last administrator.
 */
export async function changePerson(
  { team, now, changed }: ChangeParts,
  author: Author,
  id: string,
  change: PersonChange,
): Promise<DeskPerson> {
  const person = await writeAnew(team.records, now, async () => {
    const before = await team.requirePerson(id);
    const after = apply(before, change);
    const isLoss = isActiveAdministrator(before) && !isActiveAdministrator(after);
    const isOut = after.isDisabled && !before.isDisabled;
    return {
      changes: [
        ...(isLoss ? [await team.keepOtherAdministrator(id)] : []),
        putPerson(after),
        ...(isOut ? await team.endSessions(id) : []),
      ],
      audit: entriesOf(author, before, after, change),
      result: after,
    };
  });
  changed();
  return describePerson(person);
}

function apply(person: Person, { publicName, ...change }: PersonChange): Person {
  const { publicName: former, ...others } = person;
  const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
  const shown = publicName === undefined ? former : (publicName ?? undefined);
  return { ...others, ...given, ...(shown === undefined ? {} : { publicName: shown }) };
}

function entriesOf(author: Author, before: Person, after: Person, change: PersonChange): NewAuditEntry[] {
  const target = `person ${before.id}`;
  const { isDisabled: _, ...others } = change;
  const changed = Object.keys(others).filter((name) => others[name as keyof typeof others] !== undefined);
  const role = before.role === after.role ? {} : { role: after.role, formerRole: before.role };
  return [
    ...(before.isDisabled === after.isDisabled
      ? []
      : [entry(author, after.isDisabled ? "person-disable" : "person-enable", target)]),
    ...(changed.length === 0 ? [] : [entry(author, "person-change", target, { fields: changed.join(" "), ...role })]),
  ];
}

/** Their sessions end. What they did stays in the audit log. @throws RequestError as {@link changePerson}. */
export async function removePerson({ team, now, changed }: ChangeParts, author: Author, id: string): Promise<void> {
  await writeAnew(team.records, now, async () => {
    const person = await team.requirePerson(id);
    return {
      changes: [
        ...(isActiveAdministrator(person) ? [await team.keepOtherAdministrator(id)] : []),
        { kind: "person", id, version: person.version, type: "remove" },
        ...(await team.removeAccess(id)),
        ...(await team.endSessions(id)),
      ],
      audit: [entry(author, "person-remove", `person ${id}`, { role: person.role })],
      result: undefined,
    };
  });
  changed();
}
