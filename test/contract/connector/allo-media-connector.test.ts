import { alloMedia } from "@causerie/server";
import { type ConnectorHarness, startConnectorTest, type Verdict } from "@causerie/server/connector";
import { type AlloMediaAnswer, FakeAlloMedia, password, user } from "#support/telephone/fake-allo-media.ts";
import { testConnector } from "./connector-contract.ts";

async function openAlloMedia(): Promise<ConnectorHarness> {
  const host = await startConnectorTest(alloMedia({ user, password }), { answer: () => ["hello"] });
  const platform = new FakeAlloMedia(`${host.url}/allo-media`);
  const post = (key: string, text: string, session = "s1", more: { authorization?: string | undefined } = {}) =>
    platform.post({ key, body: platform.bodyOf(session, { text }), ...more });
  const verdictOf = ({ status }: Response): Verdict =>
    status === 201 ? "accepted" : status === 401 ? "refused" : "not_stored";
  const forgery =
    (authorization: string | undefined) =>
    async (id: string, text: string): Promise<Verdict> =>
      verdictOf(await post(id, text, "s1", { authorization }));
  return {
    host,
    say: async (id, text) => verdictOf(await post(id, text)),
    sayAsOther: async (id, text) => verdictOf(await post(id, text, "s2")),
    forgeries: [
      forgery(undefined),
      forgery(""),
      forgery(`Basic ${btoa(`${user}:guessed`)}`),
      forgery(`Basic ${btoa(`other:${password}`)}`),
      forgery(`Bearer ${password}`),
    ],
    ask: async (id, text) => [((await (await post(id, text)).json()) as AlloMediaAnswer).outputText.textToSpeech],
    secrets: [password],
    [Symbol.asyncDispose]: () => host[Symbol.asyncDispose](),
  };
}

await testConnector("Allo-Media", openAlloMedia);
