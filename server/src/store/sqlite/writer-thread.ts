import { type MessagePort, parentPort, receiveMessageOnPort, workerData } from "node:worker_threads";
import type { Database } from "./database.ts";
import { commitTogether } from "./group-commit.ts";
import { openForWriting } from "./open-database.ts";
import type { Job } from "./operations.ts";

/** The thread that owns the writing connection, so that a slow disk holds up no one but those who wait for it. */
export type WriterData = { folder: string; owner: number };
export type WriterMessage = { type: "jobs"; jobs: Job[] } | { type: "close" };

if (parentPort === null) throw new Error("this file is started by writer.ts");
work(parentPort, workerData as WriterData);

function work(port: MessagePort, { folder, owner }: WriterData): void {
  const db = openForWriting(folder);
  port.on("message", (message: WriterMessage) => {
    const jobs: Job[] = [];
    const closing = collect(port, message, jobs);
    if (jobs.length > 0) port.postMessage(commitTogether(db, owner, jobs));
    if (closing) close(db, port);
  });
}

/** Adds the jobs of this message and of all that have come in behind it. @returns whether the end was among them. */
function collect(port: MessagePort, first: WriterMessage, jobs: Job[]): boolean {
  for (let message: WriterMessage | undefined = first; message !== undefined; message = next(port)) {
    if (message.type === "close") return true;
    jobs.push(...message.jobs);
  }
  return false;
}

function next(port: MessagePort): WriterMessage | undefined {
  return receiveMessageOnPort(port)?.message as WriterMessage | undefined;
}

function close(db: Database, port: MessagePort): void {
  db.get("PRAGMA wal_checkpoint(TRUNCATE)");
  db[Symbol.dispose]();
  port.close();
}
