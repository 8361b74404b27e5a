import { setGlobalProxyFromEnv } from "node:http";

/** Never through a proxy, unless the operator says otherwise: the machine itself. */
const here = "localhost,127.0.0.1,[::1]";

/**
 * From now on this process reaches other machines by HTTP through a proxy: `fetch`, and all requests that name no agent. Disposing ends it.
 * @param noProxy hosts that are reached directly, as `NO_PROXY` has them.
 */
export function useProxy(proxy: string | undefined, noProxy: string = here): Disposable {
  const restore =
    proxy === undefined
      ? undefined
      : setGlobalProxyFromEnv({ http_proxy: proxy, https_proxy: proxy, no_proxy: noProxy });
  return { [Symbol.dispose]: () => restore?.() };
}
