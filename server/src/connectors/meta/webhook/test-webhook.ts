import { createHmac } from "node:crypto";
import type { CallOwn } from "#channel/connector-definition.ts";
import type { Logger } from "#app/logger.ts";

/**
 * Larger than a webhook ever is, so that a limit shows that something before this connector has: Meta would repeat such a webhook for
 * an hour, and then end the subscription. A parser of an Express application takes 100 kB unless it is told otherwise.
 */
const bytes = 200_000;

/**
 * Posts a webhook about nobody to the connector's own path. What is wrong here fails every webhook of Meta's, and is seen only when the
 * first one comes, or after an hour of failures.
 * @param object of the webhooks of this channel. `name`: what the channel is called.
 */
export async function testWebhook(
  call: CallOwn,
  { appSecrets, object, name }: { appSecrets: readonly string[]; object: string; name: string },
  logger: Logger,
): Promise<void> {
  // Escaped as Meta does: parsed and written again it would have other bytes.
  const body = `{"object":"${object}",` + String.raw`"entry":[],"test":"\u00e4\/` + `${"x".repeat(bytes)}"}`;
  const sha256 = createHmac("sha256", appSecrets[0] ?? "")
    .update(body)
    .digest("hex");
  const headers = { "content-type": "application/json", "x-hub-signature-256": `sha256=${sha256}` };
  const answer = await call({ headers, body });
  // An application may send whoever comes without TLS to its https address.
  if (answer === undefined || (answer.status >= 300 && answer.status < 400))
    return logger.debug("the webhook's path could not be called from here: its self-test says nothing");
  const problem = problemOf(answer.status);
  if (problem === undefined) return logger.debug("the webhook's self-test is passed");
  logger.error({ status: answer.status }, `${name}'s webhook cannot work: ${problem}`);
}

/** Undefined: none, or the server goes down. */
function problemOf(status: number): string | undefined {
  const remedy = "mount causerie's router before it, e.g. before express.json()";
  switch (status) {
    case 200:
    case 503:
      return undefined;
    case 403:
      return `something before this server changes the body, so that Meta's signature does not fit; ${remedy}`;
    case 413:
      return `something before this server limits bodies to less than Meta may send; ${remedy}`;
    case 500:
      return `something before this server parses the body, so that Meta's signature cannot be checked; ${remedy}`;
    default:
      return `something before this server answers in its place; ${remedy}`;
  }
}
