import { type Agent, request } from "node:http";

/**
 * Plain requests over kept connections: `fetch` costs so much CPU that it would be what is measured.
 * `from`: the address that a proxy has seen it come from.
 */
export function ask(
  agent: Agent,
  url: string,
  { token, body, from }: { token?: string; body?: unknown; from?: string } = {},
): Promise<{ status: number; body: unknown }> {
  return new Promise((resolve, reject) => {
    const headers = {
      ...(body === undefined ? {} : { "Content-Type": "application/json" }),
      ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }),
      ...(from === undefined ? {} : { "X-Forwarded-For": from }),
    };
    const outgoing = request(url, { method: body === undefined ? "GET" : "POST", agent, headers }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on("data", (chunk: Buffer) => chunks.push(chunk));
      answer.once("end", () => {
        const text = Buffer.concat(chunks).toString();
        resolve({ status: answer.statusCode ?? 0, body: (text === "" ? undefined : JSON.parse(text)) as Body });
      });
    });
    outgoing.once("error", reject);
    outgoing.end(body === undefined ? undefined : JSON.stringify(body));
  });
}
