import * as v from "valibot";
import type { ConnectorHost } from "#channel/host/connector-host.ts";
import { type Problem, subjects } from "./watch/page-watch.ts";

const problem: v.GenericSchema<Problem> = v.object({
  level: v.picklist(["warning", "error"]),
  title: v.string(),
  fix: v.string(),
});
const schema = v.variant("type", [
  /** What is wrong with the page by now; `null`: nothing any more. */
  v.object({ type: v.literal("problem"), about: v.picklist(subjects), problem: v.nullable(problem) }),
  /** Meta has called the webhook. */
  v.object({ type: v.literal("called") }),
  /** Meta has judged the page by its policy, at this time by its own clock. */
  v.object({ type: v.literal("judged"), action: v.picklist(["block", "unblock", "warning"]), at: v.number() }),
]);

/** What the processes of one server tell each other of a page: Meta says it to one of them only, or one has found it first. */
export type News = v.InferOutput<typeof schema>;

export function notifyOthers(host: ConnectorHost, news: News): void {
  host.notifyOthers(news);
}

/** What a process of another version tells may be unknown here: it is passed over. */
export function receiveNews(host: ConnectorHost, listener: (news: News) => void): Disposable {
  return host.receiveNews((given) => {
    const read = v.safeParse(schema, given);
    if (read.success) listener(read.output);
  });
}
