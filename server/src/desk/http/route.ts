import type { ErrorCode } from "@causerie/protocol";
import type { DeskErrorCode, DeskScope } from "@causerie/protocol/desk";
import type { Request, Response } from "express";
import type { GenericSchema, InferOutput } from "valibot";
import type { Actor } from "./actor.ts";

/**
 * One route below `/desk/api`, as data: the router, the check of what comes in, and the OpenAPI document are made from the same list.
 * `scope`: what the actor must be allowed; `signed_in` is any person or key, `anybody` is nobody in particular. `stream`: the handler
 * writes the response itself. `status`: default 200, or 204 without `answer`.
 */
export type DeskRoute = {
  readonly method: "get" | "post" | "put" | "patch" | "delete";
  /** As Express reads it, e.g. `/inbox/:conversation`. */
  readonly path: string;
  /** What it does, in one sentence, for the document. */
  readonly summary: string;
  readonly scope: DeskScope | "signed_in" | "anybody";
  readonly query?: GenericSchema;
  readonly body?: GenericSchema;
  readonly answer?: GenericSchema;
  readonly status?: number;
  readonly stream?: true;
  /** The media type of what the handler writes, where that is no stream of events. */
  readonly mediaType?: string;
  /** What it refuses beside what all routes of its kind do; for the document. */
  readonly refusals?: readonly (ErrorCode | DeskErrorCode)[];
  handle(call: DeskCall): Promise<unknown>;
};

/** `query` and `body` are parsed. `actor` is undefined for `anybody` who is not signed in. */
export type DeskCall<Query = unknown, Body = unknown> = {
  readonly actor: Actor | undefined;
  readonly params: Readonly<Record<string, string>>;
  readonly query: Query;
  readonly body: Body;
  readonly request: Request;
  readonly response: Response;
};

type OutputOf<Schema> = Schema extends GenericSchema ? InferOutput<Schema> : undefined;
type ActorOf<Scope> = Scope extends "anybody" ? Actor | undefined : Actor;

/** A route whose handler gets what its schemas give, and answers what its schema of the answer takes. */
export function route<
  const Scope extends DeskRoute["scope"],
  Query extends GenericSchema | undefined = undefined,
  Body extends GenericSchema | undefined = undefined,
  Answer extends GenericSchema | undefined = undefined,
>(
  given: Omit<DeskRoute, "scope" | "query" | "body" | "answer" | "handle"> & {
    scope: Scope;
    query?: Query;
    body?: Body;
    answer?: Answer;
    handle(
      call: Omit<DeskCall<OutputOf<Query>, OutputOf<Body>>, "actor"> & { actor: ActorOf<Scope> },
    ): Promise<Answer extends GenericSchema ? InferOutput<Answer> : void>;
  },
): DeskRoute {
  // The router calls a handler only with what its scope and schemas let through.
  return given as unknown as DeskRoute;
}
