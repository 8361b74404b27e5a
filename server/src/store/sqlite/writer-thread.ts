import { type MessagePort, parentPort, receiveMessageOnPort, workerData } from "node:worker_threads";
import { type KeeperOptions, WitnessKeeper } from "./integrity/witness-keeper.ts";
import { openForWriting } from "./open-database.ts";
import type { Job } from "./operations.ts";

/** The thread that owns the writing connection, so that a slow disk holds up no one but those who wait for it. */
export type WriterData = KeeperOptions;
/** Said once, when what is written would be found by nobody. */
export type WriterNews = { lost: true };
export type WriterMessage = { type: "jobs"; jobs: Job[] } | { type: "close" };

if (parentPort === null) throw new Error("this file is started by writer.ts");
work(parentPort, workerData as WriterData);

function work(port: MessagePort, data: WriterData): void {
  const db = openForWriting(data.folder);
  const keeper = new WitnessKeeper(db, data, () => port.postMessage({ lost: true } satisfies WriterNews));
  port.on("message", (message: WriterMessage) => {
    const jobs: Job[] = [];
    const closing = collect(port, message, jobs);
    if (jobs.length > 0) port.postMessage(keeper.run(jobs));
    if (closing) close(keeper, port);
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

function close(keeper: WitnessKeeper, port: MessagePort): void {
  keeper.close();
  port.close();
}
