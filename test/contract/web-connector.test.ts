import { web } from "@causerie/server/connectors/web/web.ts";
import { startConnectorHost } from "#support/server/connector-host.ts";
import { RestClient } from "#support/web/rest-client.ts";
import { connectorContract, type Told } from "./connector-contract.ts";

connectorContract("Web", async () => {
  const host = await startConnectorHost([web({ origins: [] })]);
  const [running] = host.running;
  if (running === undefined) throw new Error("no connector");
  const base = `${host.url}/web`;
  const ana = await RestClient.start(base);
  const other = await RestClient.start(base);

  async function tell(client: RestClient, id: string, text: string): Promise<Told> {
    const { status } = await client.send(id, text);
    if (status === 202) return "accepted";
    return status === 500 || status === 503 ? "not_stored" : "refused";
  }

  return {
    connector: running.connector,
    events: host.events,
    say: (id, text) => tell(ana, id, text),
    sayAsOther: (id, text) => tell(other, id, text),
    forge: (id, text) => tell(new RestClient(base, { ...ana.session, token: other.session.token }), id, text),
    failStore: () => host.failNext(1),
    [Symbol.asyncDispose]: () => host[Symbol.asyncDispose](),
  };
});
