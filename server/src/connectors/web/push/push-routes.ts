import { describeIssues, pushEndSchema, type PushKey, pushRequestSchema } from "@causerie/protocol";
import type { Request, RequestHandler, Response, Router } from "express";
import * as v from "valibot";
import { RequestError } from "#app/errors.ts";
import type { ConnectorHost } from "#channel/host/connector-host.ts";
import { jsonBody } from "#http/json-api.ts";
import { sendJson } from "#http/responses.ts";
import type { SessionClaims } from "#connectors/web/session.ts";
import type { PushOptions } from "./options.ts";
import { isPushService } from "./services.ts";
import type { VapidKey } from "./vapid.ts";

/** What a connector with push has. */
export type Push = { options: PushOptions; key: VapidKey };

type Parts = {
  id: string;
  host: Pick<ConnectorHost, "push" | "now">;
  push: Push | undefined;
  /** Seconds without a visit after which the conversation is not found again. */
  refreshTtl: number;
  claimsOf: (response: Response) => SessionClaims;
  limitReads: RequestHandler;
};

/** Subscribes browsers to a conversation. Its token has been checked. */
export function addPushRoutes(router: Router, { id, host, push, refreshTtl, claimsOf, limitReads }: Parts): void {
  const path = "/v1/conversations/:id/push";
  const required = (): Push => {
    if (push === undefined) throw new RequestError("unsupported", "this connector has no `push` in its configuration");
    return push;
  };
  router.get(path, limitReads, (_request, response) => {
    sendJson(response, 200, { publicKey: required().key.publicKey } satisfies PushKey);
  });
  router.post(path, limitReads, jsonBody, async (request: Request, response: Response) => {
    const { options, key } = required();
    const { endpoint, keys, title, url } = parse(pushRequestSchema, request.body);
    if (!isPushService(endpoint, options.services))
      throw new RequestError("invalid_request", "endpoint: is of no push service that this server knows");
    if (!isPage(url)) throw new RequestError("invalid_request", "url: expected the address of a page");
    requireKeys(keys);
    const { conversationId, visitorId, sessionId } = claimsOf(response);
    const owner = { connectorId: id, conversationId, visitorId, sessionId };
    const subscription = { endpoint, ...keys, serverKey: key.publicKey, title, url };
    await host.push.save(owner, subscription, refreshTtl * 1000, host.now());
    response.status(204).end();
  });
  router.delete(path, limitReads, jsonBody, async (request: Request, response: Response) => {
    required();
    const { endpoint } = parse(pushEndSchema, request.body);
    const { conversationId } = claimsOf(response);
    await host.push.remove({ connectorId: id, conversationId }, endpoint);
    response.status(204).end();
  });
}

function parse<Schema extends v.GenericSchema>(schema: Schema, input: unknown): v.InferOutput<Schema> {
  const result = v.safeParse(schema, input);
  if (!result.success) throw new RequestError("invalid_request", describeIssues(result.issues));
  return result.output;
}

/** An uncompressed point of the curve P-256, and 16 bytes (RFC 8291, section 2). */
function requireKeys({ p256dh, auth }: { p256dh: string; auth: string }): void {
  const point = Buffer.from(p256dh, "base64url");
  if (point.length !== 65 || point[0] !== 4)
    throw new RequestError("invalid_request", "keys.p256dh: expected a key of P-256");
  if (Buffer.from(auth, "base64url").length !== 16)
    throw new RequestError("invalid_request", "keys.auth: expected 16 bytes");
}

function isPage(url: string): boolean {
  return URL.canParse(url) && /^https?:$/.test(new URL(url).protocol);
}
