/**
 * Makes ids that no other page makes. Those of one page sort in the order of their making, up to 60 million of them. No clock
 * has a part in it: the visitor may set theirs back.
 */
export function createIdMaker(): () => string {
  const page = Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(36).padStart(2, "0"));
  let made = 0;
  return () => `${page.join("")}-${(made += 1).toString(36).padStart(5, "0")}`;
}
