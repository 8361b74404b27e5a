import type { FileState } from "./file-state.ts";
import type { KeptWitness } from "./witness.ts";

/** What the folder looked like before anything was opened. */
export type FolderState = {
  witness: KeptWitness;
  /** Undefined: there is no database. */
  database: FileState | undefined;
  /** Whether the folder keeps a secret, and whether that was made just now. */
  secret: "none" | "kept" | "new";
  boot: string;
};

/**
 * What the database says of itself. `identity`: null when it was written by a version that knew none. `isUsed`: tokens were
 * signed for it, so that a secret belongs to it.
 */
export type OwnFacts = { identity: string | null; position: number; isUsed: boolean };

/**
 * Why the log may have lost its end, or may be another one: each reason one clause. None: it is the log that the last
 * server wrote, with all that was acknowledged.
 *
 * When in doubt this says so. A new name for a log costs each open page one request; an old one over other events makes
 * pages take new events for events that they have seen.
 *
 * @param facts undefined: the database is new.
 */
export function findDoubts({ witness, database, secret, boot }: FolderState, facts: OwnFacts | undefined): string[] {
  if (facts === undefined) return beginnings(witness, database, secret);
  const newSecret =
    secret === "new" && facts.isUsed
      ? [
          "there was no secret.key beside it, so a new secret was made and visitors begin new sessions; if a backup has secret.key, put it back and start again",
        ]
      : [];
  // Older versions kept nothing beside the database.
  if (facts.identity === null) return newSecret;
  return [...newSecret, ...doubtsOfFile(witness, database, boot, facts)];
}

function doubtsOfFile(witness: KeptWitness, database: FileState | undefined, boot: string, facts: OwnFacts): string[] {
  switch (witness.type) {
    case "missing":
      return ["the file causerie.witness is not beside it, so nothing says where the log had ended"];
    case "damaged":
      return ["the file causerie.witness beside it is damaged, so nothing says where the log had ended"];
    case "kept":
      break;
  }
  const known = witness.witness;
  if (known.identity !== facts.identity) return ["it is the database of another server"];
  const doubts: string[] = [];
  const lost = known.position - facts.position;
  if (lost > 0)
    doubts.push(
      `its last ${lost} commit(s) are missing: its write-ahead log was deleted or damaged, or it is an older copy`,
    );
  // A process that is killed between a commit and the witness is ahead of it by one.
  if (lost < -1) doubts.push("the file causerie.witness beside it is an older one");
  if (known.inode !== database?.inode) doubts.push("it is a copy, and nothing says when it was made");
  else if (known.changed !== database.changed)
    doubts.push("its file was changed while no server was using it, by a copy over it or by another program");
  if (!known.clean && known.boot !== boot)
    doubts.push("the machine ended while it was in use, and a drive may lose what it has promised to keep");
  return doubts;
}

function beginnings(witness: KeptWitness, database: FileState | undefined, secret: FolderState["secret"]): string[] {
  if (witness.type === "missing" && secret !== "kept") return [];
  const what = database === undefined ? "there was no database" : "the database was empty";
  return [
    `${what} in a folder that has had one; it begins without conversations, unless you stop the server and restore a backup`,
  ];
}
