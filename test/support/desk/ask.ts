import type { DeskClient } from "./desk-client.ts";

/** Asks one route, and does not wait for the end of an answer: some have none. @returns status and code. */
export async function ask(
  client: DeskClient,
  operation: string,
  body?: unknown,
): Promise<{ status: number; code: string | undefined }> {
  const [method = "", path = ""] = operation.split(" ");
  const given = body ?? (method === "GET" || method === "DELETE" ? undefined : {});
  const response = await fetch(`${client.url}/desk/api${path.replaceAll(/\{\w+\}/g, "nothing")}`, {
    method,
    headers: {
      ...client.headers,
      ...(client.cookie === undefined ? {} : { Cookie: client.cookie }),
      ...(given === undefined ? {} : { "Content-Type": "application/json" }),
    },
    ...(given === undefined ? {} : { body: JSON.stringify(given) }),
  });
  const isProblem = response.headers.get("content-type")?.startsWith("application/problem+json") === true;
  const { code } = isProblem ? ((await response.json()) as { code: string }) : { code: undefined };
  if (!isProblem) await response.body?.cancel();
  return { status: response.status, code };
}

/** Every route of the desk, as `GET /people/{id}`, from the document that is made of the router's own list. */
export async function deskOperations(url: string): Promise<string[]> {
  const { paths } = (await (await fetch(`${url}/openapi.json`)).json()) as { paths: Record<string, object> };
  return Object.entries(paths)
    .filter(([path]) => path.startsWith("/desk/api/"))
    .flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path.slice("/desk/api".length)}`),
    );
}
