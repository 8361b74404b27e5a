import {
  auditEntrySchema,
  auditFilterSchema,
  type DeskKey,
  deskKeySchema,
  deskLimits,
  type DeskSession,
  deskSessionSchema,
  madeKeySchema,
  newKeySchema,
} from "@causerie/protocol/desk";
import * as v from "valibot";
import { RequestError } from "#app/errors.ts";
import { type Actor, requirePerson } from "#desk/http/actor.ts";
import { type DeskRoute, route } from "#desk/http/route.ts";
import { authorOf } from "#desk/people/accounts/audit.ts";
import { describeKey } from "#desk/people/accounts/key.ts";
import { endSession, makeKey, removeKey } from "#desk/people/access.ts";
import type { TeamParts } from "./team-parts.ts";

/** Where people are signed in, the keys of programs, and what everybody has done. */
export function accessRoutes(parts: TeamParts): DeskRoute[] {
  const { team, now } = parts;
  return [
    route({
      method: "get",
      path: "/sessions",
      summary: "Where somebody is signed in: oneself, and with `people.manage` everybody",
      scope: "signed_in",
      answer: v.array(deskSessionSchema),
      handle: async ({ actor }) => {
        const sessions = await team.sessions(now(), mayManage(actor) ? undefined : requirePerson(actor).id);
        const current = actor.type === "person" ? actor.sessionId : undefined;
        return sessions
          .sort((a, b) => b.lastSeenAt - a.lastSeenAt)
          .map(({ hash: _hash, version: _version, endUrl: _endUrl, ...session }): DeskSession => {
            return { ...session, isCurrent: session.id === current };
          });
      },
    }),
    route({
      method: "delete",
      path: "/sessions/:id",
      summary: "End a session: of oneself, and with `people.manage` of anybody",
      scope: "signed_in",
      handle: async ({ actor, params: { id = "" } }) => {
        const whose = mayManage(actor) ? undefined : requirePerson(actor).id;
        await endSession(parts, authorOf(actor), id, whose);
      },
    }),
    route({
      method: "get",
      path: "/keys",
      summary: "The keys of programs, without their secrets",
      scope: "people.manage",
      answer: v.array(deskKeySchema),
      handle: async () => {
        const keys = (await team.keys()).filter(({ expiresAt }) => expiresAt === undefined || expiresAt > now());
        return keys.map((key): DeskKey => describeKey(key));
      },
    }),
    route({
      method: "post",
      path: "/keys",
      summary: "Make a key for a program; its secret is shown once",
      scope: "people.manage",
      body: newKeySchema,
      answer: madeKeySchema,
      status: 201,
      handle: async ({ actor, body }) => {
        // A key that makes keys could outlive its own end.
        const person = requirePerson(actor);
        const missing = body.scopes.find((scope) => !person.scopes.includes(scope));
        if (missing !== undefined)
          throw new RequestError("scope_missing", `you have no right "${missing}" that you could give to a key`);
        return await makeKey(parts, authorOf(person), body);
      },
    }),
    route({
      method: "delete",
      path: "/keys/:id",
      summary: "End a key",
      scope: "people.manage",
      handle: async ({ actor, params: { id = "" } }) => await removeKey(parts, authorOf(actor), id),
    }),
    route({
      method: "get",
      path: "/audit",
      summary: `Who has done what, the newest first, ${deskLimits.auditPage} at a time`,
      scope: "audit.read",
      query: auditFilterSchema,
      answer: v.array(auditEntrySchema),
      handle: async ({ query: { before, by, act } }) => {
        const filter = {
          ...(before === undefined ? {} : { before }),
          ...(by === undefined ? {} : { by }),
          ...(act === undefined ? {} : { act }),
        };
        const entries = await team.records.audit(filter, deskLimits.auditPage);
        return entries.map(({ detail, ...entry }) =>
          detail === undefined ? entry : { ...entry, detail: { ...detail } },
        );
      },
    }),
  ];
}

function mayManage({ scopes }: Actor): boolean {
  return scopes.includes("people.manage");
}
