import { messenger } from "@causerie/server/connectors/messenger/messenger.ts";
import { type Fault, startFakeGraph } from "@causerie/fake-graph";
import { startConnectorHost } from "#support/server/connector-host.ts";
import { metaPage, pageOptions, postWebhook, webhookOf } from "#support/messenger/facebook-page.ts";
import { type PushFailure, type Told, connectorContract } from "./connector-contract.ts";

const faults: Record<PushFailure, Fault> = {
  down: { code: 1200 },
  never: { code: 551, subcode: 1545041 },
  cut: { closeAfterAccept: true },
};

connectorContract("Messenger", async () => {
  const graph = await startFakeGraph(metaPage);
  const host = await startConnectorHost([messenger(pageOptions({ graphBaseUrl: graph.baseUrl, typing: true }))]);
  const [running] = host.running;
  if (running === undefined) throw new Error("no connector");
  const ana = graph.user("2001");
  ana.openWindow();

  async function post(psid: string, id: string, text: string, headers?: Record<string, string>): Promise<Told> {
    const body = webhookOf({ sender: { id: psid }, message: { mid: `m_${id}`, text } });
    const { status } = await postWebhook(`${host.url}/messenger`, body, headers);
    if (status === 200) return "accepted";
    return status === 500 ? "not_stored" : "refused";
  }

  return {
    connector: running.connector,
    events: host.events,
    say: (id, text) => post(ana.psid, id, text),
    sayAsOther: (id, text) => post("78", id, text),
    forge: (id, text) => post(ana.psid, id, text, {}),
    failStore: () => host.failNext(1),
    push: {
      userId: ana.psid,
      taken: () => graph.sent(ana.psid).map(({ metadata }) => metadata ?? ""),
      failNext: (how) => graph.failNext(1, faults[how]),
    },
    async [Symbol.asyncDispose]() {
      await host[Symbol.asyncDispose]();
      await graph[Symbol.asyncDispose]();
    },
  };
});
