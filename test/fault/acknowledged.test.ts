import { startFakeGraph } from "@causerie/fake-graph";
import { expect, test } from "vitest";
import { accessToken, appSecret, metaPage, verifyToken } from "#support/messenger/facebook-page.ts";
import { startBreakableLine } from "#support/fault/breakable-line.ts";
import { times } from "#support/fault/effort.ts";
import { compare, readLog } from "#support/fault/oracle.ts";
import { startOneProcess } from "#support/fault/target.ts";
import { expectNothingWrong } from "#support/fault/verdict.ts";
import { RestClient } from "#support/web/rest-client.ts";
import { textsOf } from "#support/web/texts-of.ts";

test("D2 killed at the byte of the acknowledgement: every message that was acknowledged is in the log, once", async () => {
  await using target = await startOneProcess();
  await using line = await startBreakableLine(() => target.port());
  const visitor = await RestClient.start(target.base());
  const far = new RestClient(`${line.url}/web`, visitor.session);
  const acknowledged: string[] = [];
  for (let count = 0; count < times(6, 500); count += 1) {
    const id = `m${count}`;
    let killed: Promise<void> | undefined;
    // The acknowledgement has left the server, and has not reached the client.
    line.onAcknowledged = () => {
      line.onAcknowledged = undefined;
      acknowledged.push(id);
      killed = target.kill();
    };
    await far.send(id, `text ${count}`).catch(() => undefined);
    expect(killed).toBeDefined();
    await killed;
    await target.start();
  }
  expect(acknowledged).toHaveLength(times(6, 500));
  const ends = (events: { type: string }[]): number => events.filter(({ type }) => type === "turn.end").length;
  await expect.poll(async () => ends(await readLog(visitor)), { timeout: 30_000 }).toBe(acknowledged.length);
  const log = await readLog(visitor);
  const accepted = log.flatMap((event) => (event.type === "visitor" ? [event.clientId] : []));
  expectNothingWrong(compare("the log", accepted, acknowledged));
  const answers = acknowledged.flatMap((_, count) => [`one: text ${count}`, `two: text ${count}`]);
  expectNothingWrong(compare("what was answered", textsOf(log), answers));
});

test("M2 killed at the byte of the 200 to Meta: the event comes again, and is handled once", async () => {
  await using graph = await startFakeGraph(metaPage);
  await using target = await startOneProcess({
    messenger: { appId: "1001", pageId: "2001", accessToken, appSecret, verifyToken, graphBaseUrl: graph.baseUrl },
  });
  await using line = await startBreakableLine(() => target.port());
  graph.setWebhookUrl("1001", `${line.url}/messenger`);
  const user = graph.user("2001");
  const said = times(2, 30);
  for (let count = 0; count < said; count += 1) {
    let restarted: Promise<void> | undefined;
    line.dropNextAcknowledgements(1);
    line.onAcknowledged = () => {
      line.onAcknowledged = undefined;
      restarted = target.kill().then(() => target.start());
    };
    await user.say(`text ${count}`);
    expect(restarted).toBeDefined();
    await restarted;
    // This row is about webhooks. A server that is killed in mid-send may say a thing twice where the echo is lost, too (M5).
    await graph.waitFor(() => graph.sent(user.psid).length >= 2 * (count + 1), 60_000);
    await graph.idle();
  }
  expect(line.done.unacknowledged).toBe(said);
  expect(graph.sent(user.psid).map(({ text }) => text)).toEqual(
    Array.from({ length: said }, (_, count) => [`one: text ${count}`, `two: text ${count}`]).flat(),
  );
});
