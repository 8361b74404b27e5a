import { type ConnectorHarness, startConnectorTest, type Verdict } from "@causerie/server/connector";
import { web } from "@causerie/server/connectors/web/web.ts";
import { forgeToken, readToken } from "#support/web/forge-token.ts";
import { RestClient } from "#support/web/rest-client.ts";
import { refusalOf, SocketClient } from "#support/web/socket-client.ts";
import { unlimitedRates } from "#support/web/unlimited-rates.ts";
import { testConnector } from "./connector-contract.ts";

/** How a visitor's messages go to the server. */
type Transport = (visitor: RestClient) => Promise<Sender>;
type Sender = AsyncDisposable & { send(clientId: string, content: object): Promise<Verdict> };

const transports: Record<string, Transport> = {
  "over REST": async (visitor) => ({
    async send(clientId, content) {
      const { status } = await visitor.post("messages", { clientId, content });
      if (status === 202) return "accepted";
      return status === 500 || status === 503 ? "not_stored" : "refused";
    },
    [Symbol.asyncDispose]: async () => undefined,
  }),
  "over a socket": async (visitor) => {
    if ((await refusalOf(new SocketClient(visitor))) !== undefined) return refused;
    const client = await new SocketClient(visitor).connected();
    return {
      async send(clientId, content) {
        const ack = await client.sendRaw({ clientId, content });
        if (ack.ok) return "accepted";
        return ack.problem.code === "internal" || ack.problem.code === "unavailable" ? "not_stored" : "refused";
      },
      [Symbol.asyncDispose]: async () => client[Symbol.dispose](),
    };
  },
};

const refused: Sender = { send: async () => "refused", [Symbol.asyncDispose]: async () => undefined };
const text = (said: string) => ({ type: "text", text: said });

async function openWeb(connect: Transport): Promise<ConnectorHarness> {
  const host = await startConnectorTest(web({ origins: [], rates: unlimitedRates }));
  const visitor = await RestClient.start(`${host.url}/web`);
  const stranger = await RestClient.start(`${host.url}/web`);
  const [ana, other] = [await connect(visitor), await connect(stranger)];
  const { token, refreshToken } = visitor.session;
  const { header, claims } = readToken(token);
  const wrongTokens = [
    "",
    stranger.session.token,
    refreshToken,
    forgeToken({ ...header, alg: "none" }, claims),
    forgeToken(header, claims, Buffer.alloc(32, 1)),
  ];
  return {
    host,
    say: (id, said) => ana.send(id, text(said)),
    sayAsOther: (id, said) => other.send(id, text(said)),
    forgeries: wrongTokens.map((wrong) => async (id, said) => {
      await using forger = await connect(new RestClient(visitor.base, { ...visitor.session, token: wrong }));
      return forger.send(id, text(said));
    }),
    tap: (id, payloads, label) => ana.send(id, tapOn(payloads, label)),
    secrets: [token, refreshToken],
    async [Symbol.asyncDispose]() {
      await Promise.all([ana, other].map((sender) => sender[Symbol.asyncDispose]()));
      await host[Symbol.asyncDispose]();
    },
  };
}

type Choice = { type: string; label: string; link?: string; text?: string };

/** As the widget sends it. */
function tapOn(payloads: readonly unknown[], label: string): object {
  const messages = payloads as { buttons?: Choice[]; quickReplies: Choice[] }[];
  const choices = messages.flatMap(({ buttons = [], quickReplies }) => [...buttons, ...quickReplies]);
  const choice = choices.find((each) => each.label === label);
  return choice?.type === "text" ? text(choice.text ?? label) : { type: "postback", label, link: choice?.link };
}

for (const [name, connect] of Object.entries(transports)) await testConnector(`Web ${name}`, () => openWeb(connect));
