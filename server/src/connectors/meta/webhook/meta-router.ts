import express, {
  type ErrorRequestHandler,
  type Request,
  type RequestHandler,
  type Response,
  type Router,
} from "express";
import type { Logger } from "#app/logger.ts";
import { boundedBody } from "#http/bounded-body.ts";
import { refuseOtherMethods } from "#http/refusing/methods.ts";
import { logSummed } from "#http/refusing/summed-log.ts";
import { isSameSecret } from "#channel/kit/constant-time.ts";
import type { SignatureHeaders } from "#connectors/meta/signature.ts";
import type { WebhookResponse } from "./webhook-response.ts";

/** A webhook is far smaller. With Express' default of 100 kB Meta would retry a larger one, and give up after an hour. */
const webhookBytes = 5 * 1024 * 1024;

export type RouterParts = {
  verifyToken: string;
  isClosing: () => boolean;
  receive: (bytes: Uint8Array, headers: SignatureHeaders) => Promise<WebhookResponse>;
  /** What the webhooks of the channel are about, as in "webhook is not about a page". */
  subject: string;
  /** What else is called below the connector's path. */
  routes?: Readonly<Record<string, RequestHandler | undefined>>;
  count: (name: string) => void;
  logger: Logger;
};

/** What Meta calls: the verification, the webhooks, and a health check that calls no other service. */
export function createMetaRouter(parts: RouterParts): Router {
  const router = express.Router();
  const refuseWhenClosing = createRefusal(parts);
  router.use(refuseWhenClosing);
  router.get("/healthcheck", (_request, response) => {
    response.type("text/plain").send("ok");
  });
  for (const [path, handler] of Object.entries(parts.routes ?? {}))
    if (handler !== undefined) router.use(path, handler);
  router.get("/", (request, response) => verify(request, response, parts));
  // Meta signs the raw bytes, so nothing may parse or unpack them before the signature is checked.
  const readBytes = boundedBody(webhookBytes, express.raw({ type: () => true, limit: webhookBytes, inflate: false }));
  // Checked again, because the server may have begun to close while the body was read. From here on nothing waits before
  // the accounts are looked up.
  router.post("/", readBytes, refuseWhenClosing, (request, response) => receive(request, response, parts));
  router.use(refuseOtherMethods(router));
  router.use(refuse(parts));
  return router;
}

/** Meta sends a webhook again unless it gets 200: after the restart this server accepts it. */
function createRefusal({ isClosing, count }: RouterParts): RequestHandler {
  return (_request, response, next) => {
    if (!isClosing()) return next();
    count("closing");
    response.set("retry-after", "5").sendStatus(503);
  };
}

/** Meta sends this request when the operator saves the webhook URL, and expects its challenge back. */
function verify(request: Request, response: Response, { verifyToken, count, logger }: RouterParts): void {
  const query = new URL(request.originalUrl, "http://localhost").searchParams;
  const only = (name: string): string | undefined => {
    const values = query.getAll(name);
    return values.length === 1 ? values[0] : undefined;
  };
  const token = only("hub.verify_token");
  const challenge = only("hub.challenge");
  const isAsked = only("hub.mode") === "subscribe" && token !== undefined && challenge !== undefined;
  if (!isAsked || verifyToken === "" || !isSameSecret(token, verifyToken)) {
    logSummed(logger, "info", {}, {}, "webhook verification refused");
    count("verification_refused");
    return void response.sendStatus(403);
  }
  // The challenge is the caller's text, so a browser must not render it as a page.
  response.set("x-content-type-options", "nosniff").type("text/plain").send(challenge);
}

async function receive(request: Request, response: Response, parts: RouterParts): Promise<void> {
  const bytes = bytesOf(request.body);
  if (bytes === undefined) {
    parts.logger.error("the webhook's body was parsed before it came here: its signature cannot be checked");
    return void response.sendStatus(500);
  }
  const outcome = await parts.receive(bytes, {
    sha256: request.get("x-hub-signature-256"),
    sha1: request.get("x-hub-signature"),
  });
  respond(outcome, response, parts);
}

function respond(outcome: WebhookResponse, response: Response, { subject, count, logger }: RouterParts): void {
  switch (outcome.type) {
    case "received":
      return void response.type("text/plain").send("EVENT_RECEIVED");
    case "forged":
      count("forged");
      logSummed(logger, "info", {}, {}, "webhook without a valid signature refused");
      return void response.sendStatus(403);
    case "not_json":
      logger.error("webhook with a valid signature is not JSON");
      return void response.sendStatus(400);
    case "wrong_object":
      logger.warn(`webhook is not about ${subject}`);
      return void response.sendStatus(404);
    case "not_stored":
      return void response.sendStatus(500);
    case "not_stored_now":
      return void response.set("Retry-After", "5").sendStatus(503);
  }
}

/** @returns undefined when another middleware has parsed the body already. A missing body counts as no bytes. */
function bytesOf(body: unknown): Uint8Array | undefined {
  if (body === undefined) return new Uint8Array();
  return Buffer.isBuffer(body) ? body : undefined;
}

/** Answers for a body that is too large, compressed or cut short. The reason stays in the log. */
function refuse({ logger, count }: RouterParts): ErrorRequestHandler {
  return (error: unknown, _request, response, next) => {
    const status = statusOf(error);
    if (status === undefined) return next(error);
    logSummed(logger, "warn", { status: String(status) }, {}, "webhook body refused");
    count("body_refused");
    response.sendStatus(status);
  };
}

function statusOf(error: unknown): number | undefined {
  if (!(error instanceof Error) || !("status" in error) || typeof error.status !== "number") return undefined;
  return error.status >= 400 && error.status < 500 ? error.status : undefined;
}
