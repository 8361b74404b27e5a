import http, { Agent as HttpAgent } from "node:http";
import https, { Agent as HttpsAgent } from "node:https";

/**
 * For one request that chooses by itself where it connects to: a connection of its own, because one that is kept open would have been
 * looked up before. Where the process reaches others through a proxy, this goes through it, too.
 */
export function agentFor({ protocol }: URL): HttpAgent | HttpsAgent | false {
  const proxyEnv = proxyOf(protocol);
  if (proxyEnv === undefined) return false;
  return protocol === "https:" ? new HttpsAgent({ proxyEnv }) : new HttpAgent({ proxyEnv });
}

/** Whether this process reaches others through a proxy, which then looks up their names. */
export function isProxied(): boolean {
  return proxyOf("https:") !== undefined || proxyOf("http:") !== undefined;
}

/** Looked at anew each time: setting a proxy puts another agent in its place. */
function proxyOf(protocol: string): NodeJS.ProcessEnv | undefined {
  const agent = protocol === "https:" ? https.globalAgent : (http.globalAgent as WithOptions);
  return agent.options.proxyEnv;
}

type WithOptions = HttpAgent & Pick<HttpsAgent, "options">;
