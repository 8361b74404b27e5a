import { type ConnectorHarness, startConnectorTest, type Verdict } from "@causerie/server/connector";
import { openai } from "@causerie/server";
import { key } from "#support/openai/endpoint-world.ts";
import { testConnector } from "./connector-contract.ts";

async function openEndpoint(isStream: boolean): Promise<ConnectorHarness> {
  const host = await startConnectorTest(openai({ key }), { answer: () => ["hello"] });
  const post = (user: string, id: string, content: string, authorization = `Bearer ${key}`): Promise<Response> =>
    fetch(`${host.url}/openai/v1/chat/completions`, {
      method: "POST",
      headers: { authorization, "content-type": "application/json", "idempotency-key": id },
      body: JSON.stringify({ model: "causerie", user, stream: isStream, messages: [{ role: "user", content }] }),
    });
  const verdictOf = async (responding: Promise<Response>): Promise<Verdict> => {
    const response = await responding;
    await response.text();
    return response.status === 200 ? "accepted" : response.status === 401 ? "refused" : "not_stored";
  };
  const forgery =
    (authorization: string) =>
    (id: string, text: string): Promise<Verdict> =>
      verdictOf(post("ana", id, text, authorization));
  return {
    host,
    say: (id, text) => verdictOf(post("ana", id, text)),
    sayAsOther: (id, text) => verdictOf(post("ben", id, text)),
    forgeries: ["", "Bearer ", "Bearer guessed", `Bearer ${key}x`, `Basic ${btoa(`:${key}`)}`, key].map(forgery),
    async ask(id, text) {
      const body = await (await post("ana", id, text)).text();
      return [isStream ? streamedIn(body) : (JSON.parse(body) as Completion).choices[0].message.content];
    },
    secrets: [key],
    [Symbol.asyncDispose]: () => host[Symbol.asyncDispose](),
  };
}

type Completion = { choices: [{ message: { content: string } }] };
type Chunk = { choices: [{ delta: { content?: string } }] };

function streamedIn(body: string): string {
  const data = body
    .split("\n\n")
    .flatMap((event) => (event.startsWith("data: {") ? [event.slice("data: ".length)] : []));
  return data.map((each) => (JSON.parse(each) as Chunk).choices[0].delta.content ?? "").join("");
}

await testConnector("An OpenAI-compatible endpoint, whole answers", () => openEndpoint(false));
await testConnector("An OpenAI-compatible endpoint, streams", () => openEndpoint(true));
