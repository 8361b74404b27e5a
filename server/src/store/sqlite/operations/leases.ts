import type { Database } from "#store/sqlite/database.ts";

export type LeaseInput = { name: string; holder: string; now: number; expiresAt: number };

/** Takes or renews the lease. @returns whether the holder has it now. */
export function renewLease(db: Database, { name, holder, now, expiresAt }: LeaseInput): boolean {
  const held = db.run(
    `INSERT INTO lease (name, holder, expires_at) VALUES (?1, ?2, ?4)
     ON CONFLICT (name) DO UPDATE SET holder = ?2, expires_at = ?4 WHERE holder = ?2 OR expires_at <= ?3`,
    name,
    holder,
    now,
    expiresAt,
  );
  return held > 0;
}

/** Gives the lease back, unless another holder has it. */
export function releaseLease(db: Database, { name, holder }: { name: string; holder: string }): void {
  db.run("DELETE FROM lease WHERE name = ? AND holder = ?", name, holder);
}
