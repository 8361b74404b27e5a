import type { AuditEntry, Figures } from "@causerie/protocol/desk";
import { expect, test } from "vitest";
import { outsideFolder } from "#support/commands/outside-folder.ts";
import { runCauserie } from "#support/commands/run-causerie.ts";
import { deskStores, sharedSecret, startDesk } from "#support/desk/start-desk.ts";
import { temporaryFolder } from "#support/temporary-folder.ts";
import { RestClient } from "#support/web/rest-client.ts";

const day = new Date().toISOString().slice(0, 10);

test.each(deskStores)(
  "figures are counted anew by a command that says what it cannot bring back, and the audit log has it: $store",
  async ({ database: make }) => {
    const database = make();
    const data = temporaryFolder();
    const shared = { data, ...(database === undefined ? {} : { secret: sharedSecret }) };
    const start = () => startDesk(shared, { database });
    let key: string | undefined;
    const ask = async <Body>(server: Awaited<ReturnType<typeof start>>, path: string): Promise<Body> => {
      const program = server.client();
      program.headers = { Authorization: `Bearer ${key}` };
      return (await program.get<Body>(path)).body;
    };
    const days = async (server: Awaited<ReturnType<typeof start>>) =>
      (await ask<Figures>(server, `/figures?from=${day}&to=${day}`)).days;
    const all = [{ conversations: 1, visitor: 3 }];
    {
      await using server = await start();
      const ada = await server.admin();
      key = (await ada.makeKey({ name: "program", scopes: ["figures.read", "audit.read"] })).secret;
      const visitor = await RestClient.start(`${server.url}/web`);
      for (const id of ["1", "2", "3"]) await visitor.send(id, "hello");
      await expect.poll(() => days(server)).toMatchObject(all);
    }

    const config = `
import { createBot, defineConfig, web } from "@causerie/server";
export default defineConfig({
  bot: createBot({ stories: [], fallback: () => "?" }), connectors: [web({ origins: [] })], desk: true,
  ...${JSON.stringify({ ...shared, database })},
});
`;
    const cwd = outsideFolder({ "causerie.config.ts": config });
    const refused = await runCauserie(["desk", "figures", "rebuild"], { cwd });
    expect(refused.code).toBe(2);
    expect(refused.stderr).toContain("add --force if you mean it");
    const done = await runCauserie(["desk", "figures", "rebuild", "--force", "--json"], { cwd });
    expect([done.code, JSON.parse(done.stdout), done.stderr]).toEqual([0, { cleared: true }, ""]);

    await using server = await start();
    await expect.poll(() => days(server)).toMatchObject(all);
    const audit = await ask<AuditEntry[]>(server, "/audit");
    expect(audit.map(({ act }) => act)).toContain("figures.rebuild");
  },
);
