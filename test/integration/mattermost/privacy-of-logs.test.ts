import { expect, test } from "vitest";
import { collectLogLines } from "#support/log-lines.ts";
import { ana, dm, token } from "#support/mattermost/fake-mattermost.ts";
import { startMattermostWorld } from "#support/mattermost/mattermost-world.ts";

const planted = "my card is 4111-1111";

test.each(["debug", "info"] as const)("no text, no secret and no person is in the log at level %s", async (level) => {
  const { logger, printed, lines } = collectLogLines(level);
  await using world = await startMattermostWorld({}, { logger });
  const { platform, server } = world;
  await world.ask(1, planted);
  const faults = [400, 403, 404, 429, 502].map((status) => ({ status, id: `refused.${status}` }));
  for (const fault of [...faults, "cut" as const]) {
    platform.failNext(fault);
    platform.post(planted);
    await expect.poll(() => platform.calls.filter((call) => call === "POST posts").length).toBeGreaterThan(0);
    await server.idle();
  }
  const last = platform.posts[0];
  if (last === undefined) throw new Error("nothing was said");
  platform.change(last, `${planted} again`);
  platform.react(last, "heart");
  platform.delete(last);
  platform.send("something_new", { text: planted, user_id: ana }, dm);
  const before = platform.said.length;
  platform.post(planted, { file_ids: [platform.nextId()] });
  await expect.poll(() => platform.said.length).toBeGreaterThan(before);
  await server.idle();
  const url = `${server.url}/mattermost`;
  const forged = { url, context: { tap: planted, label: planted, channel: dm, scope: "direct", signature: planted } };
  expect(await platform.callAction(forged, { user: ana, channel: dm, post: platform.nextId(), trigger: planted })).toBe(
    401,
  );
  await server.idle();
  expect(lines.length).toBeGreaterThan(3);
  for (const secret of ["4111", ana, token]) expect(printed().includes(secret), `${secret} is in the log`).toBe(false);
});
