import { createHash } from "node:crypto";

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * The id that joins the answer of a request with the events of the same turn. It is the id of the person's event, so each process
 * finds it in the log; an id of another form stands for the same UUID everywhere.
 */
export function responseIdOf(clientId: string): string {
  if (uuid.test(clientId)) return clientId;
  const hex = createHash("sha256").update(clientId).digest("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), `8${hex.slice(13, 16)}`, `a${hex.slice(17, 20)}`, hex.slice(20, 32)].join(
    "-",
  );
}

/**
 * For what is said after the request has been answered: kits drop what comes under an id whose request is over.
 */
export function lateResponseIdOf(clientId: string): string {
  return responseIdOf(`${clientId} late`);
}
