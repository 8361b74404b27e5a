import { jambonz } from "@causerie/server";
import { type ConnectorHarness, startConnectorTest, type Verdict } from "@causerie/server/connector";
import { ana } from "#support/telephone/call-bot.ts";
import { FakeJambonz, type Tampering, webhookSecret } from "#support/telephone/fake-jambonz.ts";
import { testConnector } from "./connector-contract.ts";

async function openJambonz(): Promise<ConnectorHarness> {
  const host = await startConnectorTest(jambonz({ webhookSecret }), { answer: () => ["hello"] });
  const webhook = `${host.url}/jambonz`;
  const platform = new FakeJambonz(webhook);
  const turns = new Map<string, number>();
  const post = async (id: string, text: string, tampering?: Tampering, call = "c1"): Promise<Response> => {
    const turn = turns.get(id) ?? turns.size + 1;
    turns.set(id, turn);
    const speech = { is_final: true, alternatives: [{ transcript: text, confidence: 0.9 }] };
    const fields = { call_sid: call, from: ana, call_status: "in-progress", reason: "speechDetected", speech };
    return await platform.post(`${webhook}?turn=${turn}`, fields, tampering);
  };
  const verdictOf = ({ status }: Response): Verdict =>
    status === 200 ? "accepted" : status === 401 ? "refused" : "not_stored";
  const forgery =
    (tampering: Tampering) =>
    async (id: string, text: string): Promise<Verdict> =>
      verdictOf(await post(id, text, tampering));
  return {
    host,
    say: async (id, text) => verdictOf(await post(id, text)),
    sayAsOther: async (id, text) => verdictOf(await post(id, text, {}, "c2")),
    forgeries: [
      forgery({ header: undefined }),
      forgery({ header: "t=1,v1=00" }),
      forgery({ secret: "guessed" }),
      forgery({ at: Date.now() - 301_000 }),
      forgery({ body: (bytes) => bytes.replace("speechDetected", "speechdetected") }),
    ],
    unknownEvent: async () =>
      verdictOf(await platform.post(`${webhook}?status`, { call_sid: "c1", call_status: "early-media" })),
    ask: async (id, text) => {
      const verbs = (await (await post(id, text)).json()) as { say?: { text: string } }[];
      return verbs.flatMap(({ say }) => say?.text ?? []);
    },
    secrets: [webhookSecret],
    [Symbol.asyncDispose]: () => host[Symbol.asyncDispose](),
  };
}

await testConnector("jambonz", openJambonz);
