/** A process that counts what the logs of a store say, until it is killed. `node count-until-killed.ts <folder or URL>`. It says each time that it is about to add counts. */
import { followLogs } from "@causerie/server/desk/figures/following/follow-log.ts";
import { createInProcessSignals } from "@causerie/server/pipeline/signals/in-process-signals.ts";
import { openStoreAt } from "./open-store-at.ts";

const [location = ""] = process.argv.slice(2);
await using store = await openStoreAt(location);
const { figures } = store.desk;
const add = figures.add.bind(figures);
figures.add = (steps, counts) => {
  process.stdout.write("adds\n");
  return add(steps, counts);
};
const signals = createInProcessSignals((error) => {
  throw error;
});
await followLogs({ figures, signals, isBusy: () => false, now: Date.now }, new AbortController().signal);
