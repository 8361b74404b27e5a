import type { LookupAddress } from "node:dns";
import { type IncomingMessage, request as requestHttp } from "node:http";
import { type RequestOptions, request as requestHttps } from "node:https";
import type { LookupFunction } from "node:net";
import { rejectOnAbort } from "#async/reject-on-abort.ts";
import { agentFor, isProxied } from "#channel/kit/outgoing-agent.ts";
import { isPrivateAddress } from "#channel/kit/private-address.ts";
import type { SiteKind } from "#connectors/web/link-previews/link-rule.ts";
import type { Network } from "./network.ts";
import { Refusal } from "./refusal.ts";

export type Question = {
  url: URL;
  kind: SiteKind;
  /** Every host of the internet may be asked, so nobody has looked at this one. */
  isAnyHost: boolean;
  /** Media types. */
  accept: string;
  network: Network;
  signal: AbortSignal;
};

/** It says who asks and nothing of whom for: no cookie, no referrer, no language. */
const agentName = "Causerie-LinkPreview/1.0";
const encodings = "gzip, br";

/**
 * One request, without its redirects. A public site is reached at the very addresses that were looked at, and at none if one of them is
 * not public. Resolves with the head of the answer.
 * @throws Refusal
 */
export async function askSite(question: Question): Promise<IncomingMessage> {
  const { url, kind, signal } = question;
  const options: RequestOptions = {
    agent: agentFor(url),
    signal,
    headers: { host: url.host, "user-agent": agentName, accept: question.accept, "accept-encoding": encodings },
    ...(kind === "public" ? await publicRoute(question) : {}),
  };
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  const open = url.protocol === "https:" ? requestHttps : requestHttp;
  open(url, options).once("response", resolve).on("error", reject).end();
  try {
    // While a proxy makes its way to the host, Node does not hear of the signal.
    return await rejectOnAbort(promise, signal);
  } catch (cause) {
    throw new Refusal(signal.aborted ? "timeout" : "unreachable", { cause });
  }
}

/** Where the connection goes. A proxy looks up the name by itself: then only the hosts that the operator has listed are asked. */
async function publicRoute({ url, isAnyHost, network, signal }: Question): Promise<RequestOptions> {
  if (isProxied()) {
    if (isAnyHost) throw new Refusal("proxy");
    return {};
  }
  const found = await rejectOnAbort(network.resolve(url.hostname, signal), signal).catch((cause: unknown) => {
    throw new Refusal(signal.aborted ? "timeout" : "unreachable", { cause });
  });
  if (found.length === 0) throw new Refusal("unreachable");
  if (found.some(({ address }) => isPrivateAddress(address))) throw new Refusal("private");
  const { detour } = network;
  if (detour === undefined) return { lookup: always(found) };
  return { lookup: always([{ address: detour.address, family: 4 }]), port: detour.port };
}

/** Answers with what is known already. */
function always(found: readonly LookupAddress[]): LookupFunction {
  return (_hostname, options, callback) => {
    const [first] = found;
    if (options.all === true) callback(null, [...found]);
    else callback(null, first?.address ?? "", first?.family);
  };
}
