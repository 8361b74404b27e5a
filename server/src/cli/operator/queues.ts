import { UsageError } from "#cli/usage-error.ts";
import { print, table, timeOf } from "#cli/print.ts";
import type { CauserieConfig } from "#config/config.ts";
import type { DeliveryFilter, EventId, ListedDelivery, Overview } from "#operator/operator.ts";
import { connectorFilter, limitOf, type OperatorOptions, withOperator } from "./with-operator.ts";

export async function status(config: CauserieConfig, { json = false }: OperatorOptions): Promise<void> {
  await withOperator(config, async ({ operator, location, isServerRunning }) => {
    const overview = await operator.overview();
    print({ data: location, isServerRunning, ...overview }, json, () => [
      `data in ${location}, ${isServerRunning ? "a server is using it" : "no server is using it"}`,
      ...describe(overview),
    ]);
  });
}

function describe({ deliveries, oldestUnanswered, ...counts }: Overview): string[] {
  const since = oldestUnanswered === undefined ? "" : `, the oldest since ${timeOf(oldestUnanswered)}`;
  return [
    `conversations: ${counts.conversations}, events: ${counts.events}`,
    `waiting for an answer: ${counts.unanswered}${since}`,
    `dead letters: ${counts.deadLetters}, blocked people: ${counts.blocked}`,
    ...table(
      deliveries.map(({ oldest, reason, ...row }) => ({ ...row, reason, since: timeOf(oldest) })),
      "no deliveries wait or were given up",
    ),
  ];
}

const states = ["waiting", "failed"] as const;

export async function listOutbox(config: CauserieConfig, options: OperatorOptions): Promise<void> {
  const state = states.find((each) => each === options.state);
  if (options.state !== undefined && state === undefined)
    throw new UsageError([`--state must be ${states.join(" or ")}`]);
  const limit = limitOf(options);
  await withOperator(config, async ({ operator }) => {
    const filter: DeliveryFilter = {
      ...(await connectorFilter(options, config, operator)),
      ...(state === undefined ? {} : { state }),
    };
    const found = await operator.deliveries(filter, limit);
    print(found, options.json ?? false, () => table(found.map(toRow), "no deliveries wait or were given up"));
  });
}

function toRow({ id, connectorId, state, attempts, reason, notBefore, at }: ListedDelivery) {
  const next = state === "failed" ? "" : timeOf(notBefore);
  return { id, connector: connectorId, state, attempts, reason, since: timeOf(at), next };
}

/** @param id of a delivery; empty with `--all`. */
export async function retryOutbox(config: CauserieConfig, options: OperatorOptions, id: string): Promise<number> {
  return withOperator(config, async ({ operator }) => {
    const count = await operator.retryDeliveries(options.all === true ? undefined : [id], Date.now());
    return report(count, `${count} deliveries go out now`, "No such delivery waits", options);
  });
}

export async function dropOutbox(config: CauserieConfig, options: OperatorOptions, id: string): Promise<number> {
  return withOperator(config, async ({ operator }) => {
    const count = await operator.dropDeliveries([id], Date.now());
    return report(count, "The delivery was given up", "There is no such delivery, or it is being sent", options);
  });
}

export async function listDeadLetters(config: CauserieConfig, options: OperatorOptions): Promise<void> {
  const limit = limitOf(options);
  await withOperator(config, async ({ operator }) => {
    const found = await operator.deadLetters(limit);
    print(found, options.json ?? false, () =>
      table(
        found.map(({ conversationId, seq, connectorId, attempts, reason, at }) => {
          const id = `${conversationId}/${seq}`;
          return { id, connector: connectorId, attempts, reason, at: timeOf(at) };
        }),
        "there are no dead letters",
      ),
    );
  });
}

export async function showDeadLetter(config: CauserieConfig, options: OperatorOptions, id: string): Promise<number> {
  const letter = readEventId(id);
  return withOperator(config, async ({ operator }) => {
    const found = await operator.deadLetter(letter);
    if (found === undefined) return report(0, "", noDeadLetter, options);
    print(found, true, () => []);
    return 0;
  });
}

export async function retryDeadLetter(config: CauserieConfig, options: OperatorOptions, id: string): Promise<number> {
  const letter = readEventId(id);
  return withOperator(config, async ({ operator }) => {
    const count = Number(await operator.retryDeadLetter(letter, Date.now()));
    return report(count, "The event is answered once more", noDeadLetter, options);
  });
}

export async function dropDeadLetter(config: CauserieConfig, options: OperatorOptions, id: string): Promise<number> {
  const letter = readEventId(id);
  return withOperator(config, async ({ operator }) => {
    const count = Number(await operator.dropDeadLetter(letter));
    return report(count, "The dead letter is gone; its event stays in the log", noDeadLetter, options);
  });
}

const noDeadLetter = "There is no such dead letter; see causerie dead-letters list";

/** @returns the exit code: 1 if nothing was done. */
function report(count: number, done: string, nothing: string, { json = false }: OperatorOptions): number {
  if (json) console.log(JSON.stringify({ count }));
  else if (count > 0) console.log(`${done}.`);
  else console.error(`${nothing}.`);
  return count > 0 ? 0 : 1;
}

/** The conversation's id may have a slash, its number has none. */
function readEventId(text: string): EventId {
  const match = /^(.+)\/(\d{1,15})$/.exec(text);
  if (match === null) throw new UsageError(["name the dead letter as it is listed: CONVERSATION/NUMBER"]);
  return { conversationId: match[1] ?? "", seq: Number(match[2]) };
}
