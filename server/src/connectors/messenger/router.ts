import express, {
  type ErrorRequestHandler,
  type Request,
  type RequestHandler,
  type Response,
  type Router,
} from "express";
import type { Logger } from "#app/logger.ts";
import { limits } from "./limits.ts";
import { type SignatureHeaders, isSameSecret } from "./webhook/signature.ts";
import type { WebhookAnswer } from "./webhook/webhook.ts";

export type RouterParts = {
  verifyToken: string;
  isClosing: () => boolean;
  receive: (bytes: Uint8Array, headers: SignatureHeaders) => Promise<WebhookAnswer>;
  count: (name: string) => void;
  logger: Logger;
};

/** The door for Meta: verification, webhooks, and a health check that calls nobody. */
export function createRouter(parts: RouterParts): Router {
  const router = express.Router();
  const refuseWhenClosing = createRefusal(parts);
  router.use(refuseWhenClosing);
  router.get("/healthcheck", (_request, response) => {
    response.type("text/plain").send("ok");
  });
  router.get("/", (request, response) => verify(request, response, parts));
  // Meta signs the bytes as they travel, so nothing may parse or unpack them first.
  const readBytes = express.raw({ type: () => true, limit: limits.webhookBytes, inflate: false });
  // Once more: a body takes its time. From here to the look-up of its pages nothing waits.
  router.post("/", readBytes, refuseWhenClosing, (request, response) => receive(request, response, parts));
  router.use(refuse(parts));
  return router;
}

/** Only 200 keeps Meta from sending the same again, and after a restart there is somebody to take it. */
function createRefusal({ isClosing, count }: RouterParts): RequestHandler {
  return (_request, response, next) => {
    if (!isClosing()) return next();
    count("closing");
    response.set("retry-after", "5").sendStatus(503);
  };
}

/** Meta asks once, when the operator saves the webhook URL, and expects its challenge back. */
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
    logger.info("webhook verification refused");
    count("verification_refused");
    return void response.sendStatus(403);
  }
  // A challenge is returned to whoever knows the token, and must never be read as a page.
  response.set("x-content-type-options", "nosniff").type("text/plain").send(challenge);
}

async function receive(request: Request, response: Response, parts: RouterParts): Promise<void> {
  const bytes = bytesOf(request.body);
  if (bytes === undefined) {
    parts.logger.error("the webhook's body was parsed before it came here: its signature cannot be checked");
    return void response.sendStatus(500);
  }
  const answer = await parts.receive(bytes, {
    sha256: request.get("x-hub-signature-256"),
    sha1: request.get("x-hub-signature"),
  });
  answerWith(answer, response, parts);
}

function answerWith(answer: WebhookAnswer, response: Response, { count, logger }: RouterParts): void {
  switch (answer.type) {
    case "received":
      return void response.type("text/plain").send("EVENT_RECEIVED");
    case "forged":
      count("forged");
      logger.info("webhook without a valid signature refused");
      return void response.sendStatus(403);
    case "not_json":
      logger.error("webhook with a valid signature is not JSON");
      return void response.sendStatus(400);
    case "wrong_object":
      logger.warn("webhook is not about a page");
      return void response.sendStatus(404);
    case "not_stored":
      return void response.sendStatus(500);
  }
}

/** Without a body there is nothing to parse, and nothing that could be signed. */
function bytesOf(body: unknown): Uint8Array | undefined {
  if (body === undefined) return new Uint8Array();
  return Buffer.isBuffer(body) ? body : undefined;
}

/** A body that is too large, packed or cut short. What Express says of it stays in the log. */
function refuse({ logger, count }: RouterParts): ErrorRequestHandler {
  return (error: unknown, _request, response, next) => {
    const status = statusOf(error);
    if (status === undefined) return next(error);
    logger.warn({ status }, "webhook body refused");
    count("body_refused");
    response.sendStatus(status);
  };
}

function statusOf(error: unknown): number | undefined {
  if (!(error instanceof Error) || !("status" in error) || typeof error.status !== "number") return undefined;
  return error.status >= 400 && error.status < 500 ? error.status : undefined;
}
