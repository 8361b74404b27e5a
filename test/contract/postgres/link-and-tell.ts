import { openPostgresStore } from "@causerie/server/store/postgres/open-postgres-store.ts";

/**
 * Opens the store, says so, and on a line of the standard input comes with one ref for each of the visitors `v0`, `v1` …, always
 * as the same guest. Prints what became of each. Arguments: the database, the guest, how many refs.
 */
const [url = "", userId = "", count = ""] = process.argv.slice(2);
await using store = await openPostgresStore({ url });
process.stdout.write("open\n");
await new Promise((resolve) => process.stdin.once("data", resolve));
const outcomes: string[] = [];
// One comes from the other end: whoever is fastest cannot be first with all of them.
const refs = Array.from({ length: Number(count) }, (_, n) => n);
for (const n of userId === "b" ? refs.toReversed() : refs) {
  const issuer = { connectorId: "web", userId: `v${n}` };
  const redeemer = { connectorId: "page", userId: `${userId}-${n}` };
  const by = `${userId}-${n}`;
  outcomes[n] = await store.links.link(
    { ref: `r${n}`, keepMs: 60_000, by, issuer, redeemer, oneEach: true },
    Date.now(),
  );
}
process.stdin.destroy();
process.stdout.write(`${outcomes.join(" ")}\n`);
