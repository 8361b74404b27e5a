import { type Queue, queueSchema, type Template, templateSchema } from "@causerie/protocol/desk";
import * as v from "valibot";
import { RequestError } from "#app/errors.ts";
import type { Actor } from "#desk/http/actor.ts";
import { type DeskRoute, route } from "#desk/http/route.ts";
import { checkQueue } from "#desk/inbox/queues/check-queue.ts";
import { readQueues, readTemplates, toBody } from "#desk/inbox/queues/kept-queues.ts";
import type { DeskRecords, NewAuditEntry } from "#desk/records/desk-records.ts";

type Parts = { records: DeskRecords; now: () => number };

const queuesSchema = v.object({ queues: v.array(queueSchema) });
const templatesSchema = v.object({ templates: v.array(templateSchema) });

/** Queues and templates: read by whoever answers visitors, changed by whoever manages the desk. */
export function queueRoutes({ records, now }: Parts): DeskRoute[] {
  const put = async (actor: Actor, kind: "queue" | "template", value: Queue | Template): Promise<void> => {
    await records.write(
      [{ type: "put", kind, id: value.id, body: toBody(value) }],
      [act(actor, `${kind}.save`, value.id)],
      now(),
    );
  };
  const remove = async (actor: Actor, kind: "queue" | "template", id = ""): Promise<void> => {
    await records.write([{ type: "remove", kind, id }], [act(actor, `${kind}.remove`, id)], now());
  };
  return [
    route({
      method: "get",
      path: "/queues",
      summary: "The queues in which conversations wait.",
      scope: "conversations.read",
      answer: queuesSchema,
      handle: async () => ({ queues: inOrder(await readQueues(records)) }),
    }),
    route({
      method: "put",
      path: "/queues/:id",
      summary: "Makes a queue, or changes it.",
      scope: "desk.manage",
      body: queueSchema,
      answer: queueSchema,
      async handle({ actor, params, body }) {
        requireSame(params["id"], body.id);
        checkQueue(body, await readQueues(records));
        await put(actor, "queue", body);
        return body;
      },
    }),
    route({
      method: "delete",
      path: "/queues/:id",
      summary: "Removes a queue. What waits in it goes on waiting.",
      scope: "desk.manage",
      handle: ({ actor, params }) => remove(actor, "queue", params["id"]),
    }),
    route({
      method: "get",
      path: "/templates",
      summary: "The quick answers.",
      scope: "conversations.read",
      answer: templatesSchema,
      handle: async () => ({ templates: await readTemplates(records) }),
    }),
    route({
      method: "put",
      path: "/templates/:id",
      summary: "Makes a quick answer, or changes it.",
      scope: "desk.manage",
      body: templateSchema,
      answer: templateSchema,
      async handle({ actor, params, body }) {
        requireSame(params["id"], body.id);
        await put(actor, "template", body);
        return body;
      },
    }),
    route({
      method: "delete",
      path: "/templates/:id",
      summary: "Removes a quick answer.",
      scope: "desk.manage",
      handle: ({ actor, params }) => remove(actor, "template", params["id"]),
    }),
  ];
}

function act({ id, name }: Actor, what: string, target: string): NewAuditEntry {
  return { by: id, byName: name, act: what, target };
}

function requireSame(inPath: string | undefined, inBody: string): void {
  if (inPath !== inBody)
    throw new RequestError("invalid_request", "the id of the path and that of the body must be the same");
}

function inOrder(queues: readonly Queue[]): Queue[] {
  return queues.toSorted((a, b) => a.position - b.position || (a.id < b.id ? -1 : 1));
}
