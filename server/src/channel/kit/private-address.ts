import { BlockList, isIPv6 } from "node:net";

/** Networks that are no part of the public internet (IANA's registries of special-purpose addresses). */
const networks: readonly [network: string, prefix: number][] = [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.88.99.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 4],
  ["240.0.0.0", 4],
  // Of IPv6 only 2000::/3 is given out for the internet. What lies outside is this machine, its link or site, a group, or an IPv4
  // address in another form (::/96, ::ffff:0:0/96, ::ffff:0:0:0/96, 64:ff9b::/96), which may be any of the above.
  ["::", 3],
  ["4000::", 2],
  ["8000::", 1],
  // Teredo and 6to4, the first and the last of these, carry an IPv4 address, too.
  ["2001::", 23],
  ["2001:db8::", 32],
  ["3fff::", 20],
  ["2002::", 16],
];

/** A list of both would take every IPv4 address for one that an IPv6 address carries. */
const blocked = { ipv4: new BlockList(), ipv6: new BlockList() };
for (const [network, prefix] of networks) {
  const family = familyOf(network);
  blocked[family].addSubnet(network, prefix, family);
}

/** Whether an IP address is of this machine, of its network, or of none that the world reaches. */
export function isPrivateAddress(address: string): boolean {
  // The zone of a link-local address names an interface.
  const [plain = address] = address.split("%", 1);
  const family = familyOf(plain);
  return blocked[family].check(plain, family);
}

function familyOf(address: string): "ipv4" | "ipv6" {
  return isIPv6(address) ? "ipv6" : "ipv4";
}
