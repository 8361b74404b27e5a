import {
  deskPersonSchema,
  invitationSchema,
  invitedSchema,
  type ListedInvitation,
  listedInvitationSchema,
  personChangeSchema,
} from "@causerie/protocol/desk";
import * as v from "valibot";
import { requirePerson, requireScope } from "#desk/http/actor.ts";
import { type DeskRoute, route } from "#desk/http/route.ts";
import { RequestError } from "#app/errors.ts";
import { authorOf, entry } from "#desk/people/accounts/audit.ts";
import { describePerson } from "#desk/people/accounts/person.ts";
import { changePerson, removePerson } from "#desk/people/change-people.ts";
import { invite } from "#desk/people/invitations.ts";
import type { TeamParts } from "./team-parts.ts";

/** What people change of themselves. */
const ownFields: ReadonlySet<string> = new Set(["name", "publicName", "languages", "skills", "maximumAtOnce"]);

/** Who belongs to the team, and who shall. */
export function peopleRoutes(parts: TeamParts): DeskRoute[] {
  const { team, now } = parts;
  return [
    route({
      method: "get",
      path: "/people",
      summary: "Everybody of the team",
      scope: "conversations.read",
      answer: v.array(deskPersonSchema),
      handle: async () => {
        const seen = new Map<string, number>();
        for (const { personId, lastSeenAt } of await team.sessions(now()))
          seen.set(personId, Math.max(lastSeenAt, seen.get(personId) ?? 0));
        return (await team.people()).map((person) => {
          const lastSeenAt = Math.max(person.lastSeenAt ?? 0, seen.get(person.id) ?? 0);
          return { ...describePerson(person), ...(lastSeenAt === 0 ? {} : { lastSeenAt }) };
        });
      },
    }),
    route({
      method: "patch",
      path: "/people/:id",
      summary:
        "Change somebody of the team; people change their own name, languages, skills and limit, the rest takes `people.manage`",
      scope: "signed_in",
      body: personChangeSchema,
      answer: deskPersonSchema,
      handle: async ({ actor, params: { id = "" }, body }) => {
        const isOwn = actor.type === "person" && actor.id === id;
        if (!isOwn || Object.keys(body).some((field) => !ownFields.has(field))) requireScope(actor, "people.manage");
        // A key could make its maker an administrator for good.
        if (body.role !== undefined) requirePerson(actor);
        return await changePerson(parts, authorOf(actor), id, body);
      },
    }),
    route({
      method: "delete",
      path: "/people/:id",
      summary: "Remove somebody from the team; what they did stays in the audit log",
      scope: "people.manage",
      handle: async ({ actor, params: { id = "" } }) => await removePerson(parts, authorOf(requirePerson(actor)), id),
    }),
    route({
      method: "get",
      path: "/invitations",
      summary: "The invitations that are open",
      scope: "people.manage",
      answer: v.array(listedInvitationSchema),
      handle: async () =>
        (await team.invitations(now())).flatMap(({ id, email, role, createdByName, createdAt, expiresAt }) =>
          email === undefined
            ? []
            : [{ id, email, role, invitedBy: createdByName, createdAt, expiresAt } satisfies ListedInvitation],
        ),
    }),
    route({
      method: "post",
      path: "/invitations",
      summary: "Make a link by which one person gets an account",
      scope: "people.manage",
      body: invitationSchema,
      answer: invitedSchema,
      status: 201,
      // A key's invitation would outlive the key.
      handle: async ({ actor, body }) => await invite(parts, authorOf(requirePerson(actor)), body),
    }),
    route({
      method: "delete",
      path: "/invitations/:id",
      summary: "Take an invitation back",
      scope: "people.manage",
      handle: async ({ actor, params: { id = "" } }) => {
        const known = await team.records.read("invitation", id);
        if (known === undefined) throw new RequestError("not_found", "there is no such invitation, or it was used");
        const change = { kind: "invitation", id, type: "remove" } as const;
        await team.records.write([change], [entry(authorOf(actor), "invitation-remove", `invitation ${id}`)], now());
      },
    }),
  ];
}
