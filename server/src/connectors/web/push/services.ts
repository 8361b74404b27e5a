/** Of Chromium and its kin, Firefox, Edge on Windows, and Safari. A name that begins with a dot stands for all below it. */
const known = [
  "fcm.googleapis.com",
  "android.googleapis.com",
  ".push.services.mozilla.com",
  ".notify.windows.com",
  ".push.apple.com",
];

/**
 * Whether an endpoint, which a page has given us, is that of a push service. We call nothing else: a page could name any address, also one
 * in our own network.
 * @param others origins besides the known ones.
 */
export function isPushService(endpoint: string, others: readonly string[] = []): boolean {
  if (!URL.canParse(endpoint)) return false;
  const { protocol, hostname, origin, port, username, password } = new URL(endpoint);
  if (username !== "" || password !== "") return false;
  const isOurs = protocol === "http:" && ["127.0.0.1", "[::1]", "localhost"].includes(hostname);
  if (others.includes(origin)) return protocol === "https:" || isOurs;
  if (protocol !== "https:" || port !== "") return false;
  return known.some((name) => (name.startsWith(".") ? hostname.endsWith(name) : hostname === name));
}
