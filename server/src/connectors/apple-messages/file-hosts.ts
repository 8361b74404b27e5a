import type { FetchRules } from "#channel/kit/fetch-file.ts";

/** Where Apple keeps files: the gateway names an address there. */
const hosts = ["*.icloud-content.com", "*.icloud.com", "*.apple.com"];

/** From where files are fetched. A provider that passes the API on may keep them itself; one in the own network needs no https. */
export function fileRules(apiUrl: string): Pick<FetchRules, "hosts" | "trustedHost"> {
  const { protocol, hostname } = new URL(apiUrl);
  return { hosts: [...hosts, hostname], ...(protocol === "http:" ? { trustedHost: hostname } : {}) };
}

/** Whether a file may be sent there. */
export function isFileAddress(address: string, apiUrl: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname, username, port } = new URL(address);
  const rules = fileRules(apiUrl);
  if (hostname === rules.trustedHost) return true;
  const isKnown = rules.hosts.some((host) =>
    host.startsWith("*") ? hostname.endsWith(host.slice(1)) : hostname === host,
  );
  return isKnown && protocol === "https:" && username === "" && port === "";
}
