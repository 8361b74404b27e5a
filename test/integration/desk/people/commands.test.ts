import { writeFileSync } from "node:fs";
import { join as joinPath } from "node:path";
import type { AuditEntry, DeskSession, MadeKey } from "@causerie/protocol/desk";
import { createBot, startServer, web } from "@causerie/server";
import { describe, expect, test } from "vitest";
import { outsideFolder } from "#support/commands/outside-folder.ts";
import { runCauserie } from "#support/commands/run-causerie.ts";
import { DeskClient, tokenOf } from "#support/desk/desk-client.ts";
import { sharedPostgres, testSchema } from "#support/postgres/test-database.ts";
import { adminPassword, join, member, memberPassword, startDesk } from "#support/desk/start-desk.ts";
import { testConfig } from "#support/server/start-test-server.ts";

const config = `
import { createBot, defineConfig, web } from "@causerie/server";
const bot = createBot({ stories: [], fallback: () => "?" });
export default defineConfig({ bot, data: "data", desk: true, connectors: [web({ origins: [] })] });
`;
const secret = "a-secret-that-is-long-enough-for-it";

describe("the commands of the desk", () => {
  test(
    "invite, list, disable, end sessions and make keys, while the server runs and when none does",
    { timeout: 300_000 },
    async () => {
      const cwd = outsideFolder({ "causerie.config.ts": config, ".env": "" });
      const run = async (line: string) => await runCauserie(["desk", ...line.split(" ")], { cwd });
      const json = async <Body>(line: string): Promise<Body> => {
        const { code, stdout, stderr } = await run(`${line} --json`);
        expect([line, code, stderr]).toEqual([line, 0, ""]);
        return JSON.parse(stdout) as Body;
      };
      const bot = createBot({ stories: [], fallback: () => "?" });
      const given = testConfig({
        bot,
        connectors: [web({ origins: [] })],
        data: joinPath(cwd, "data"),
        desk: true,
      });
      const start = () => startServer(given, { variables: {} });
      {
        await using server = await start();
        writeFileSync(joinPath(cwd, ".env"), `CAUSERIE_PUBLIC_URL=${server.url}\n`);
        const { link } = await json<{ link: string }>("invite --first");
        const ada = await join(new DeskClient(server.url), tokenOf(link), "ada@example.com", adminPassword);
        const bobs = await json<{ link: string }>("invite bob@example.com --role operator");
        const bob = await join(new DeskClient(server.url), tokenOf(bobs.link), "bob@example.com", memberPassword);
        const sessions = await json<DeskSession[]>("sessions");
        expect(sessions).toHaveLength(2);
        expect(JSON.stringify(sessions)).not.toContain("hash");
        const [ofBob] = sessions.filter(({ personId }) => personId !== "first");
        expect((await bob.get("/me")).status).toBe(200);
        await json(`sessions end ${ofBob?.id}`);
        await expect.poll(async () => (await bob.get("/me")).status, { timeout: 5_000 }).toBe(401);
        await bob.signIn("bob@example.com", memberPassword);
        expect((await run("disable Bob@Example.com")).stdout).toMatch(/is out/);
        await expect.poll(async () => (await bob.get("/me")).status, { timeout: 5_000 }).toBe(401);
        expect(await run("disable ada@example.com")).toMatchObject({
          code: 1,
          stderr: expect.stringMatching(/last administrator/) as string,
        });
        expect((await ada.get<AuditEntry[]>("/audit?by=console")).body.map(({ act }) => act)).toEqual([
          "person-disable",
          "session-end",
          "invite",
        ]);
        const entry = await json<{ link: string }>("sign-in-link ada@example.com");
        const browser = new DeskClient(server.url);
        const token = tokenOf(entry.link);
        expect((await browser.call("POST", "/sign-in/link", { token })).body).toMatchObject({
          person: { email: "ada@example.com" },
        });
        expect((await browser.get("/me")).status).toBe(200);
        // Once, and not for somebody who is disabled.
        expect((await browser.call("POST", "/sign-in/link", { token })).status).toBe(401);
        expect(await run("sign-in-link bob@example.com")).toMatchObject({
          code: 1,
          stderr: expect.stringMatching(/disabled/) as string,
        });
        const { secret: key, key: made } = await json<MadeKey>(
          "keys make reports --scopes conversations.read,figures.read",
        );
        const robot = new DeskClient(server.url);
        robot.headers = { Authorization: `Bearer ${key}` };
        expect((await robot.get("/people")).status).toBe(200);
        await json(`keys end ${made.id}`);
        await expect.poll(async () => (await robot.get("/people")).status, { timeout: 5_000 }).toBe(401);
      }
      // Nobody serves the folder now.
      await json("disable bob@example.com --undo");
      const again = await json<{ link: string }>("invite eve@example.com --role administrator");
      await using server = await start();
      expect(server.firstSteps).toEqual([]);
      const bob = new DeskClient(server.url);
      expect((await bob.signIn("bob@example.com", memberPassword)).status).toBe(200);
      await join(bob, tokenOf(again.link), "eve@example.com", adminPassword);
    },
  );

  test.skipIf(sharedPostgres === undefined)(
    "see and change the same on PostgreSQL, beside its servers",
    { timeout: 300_000 },
    async () => {
      const url = testSchema();
      const cwd = outsideFolder({
        "causerie.config.ts": config,
        ".env": `DATABASE_URL=${url}\nCAUSERIE_SECRET=${secret}\n`,
      });
      await using desk = await startDesk({ secret }, { database: url });
      const admin = await desk.admin();
      const { client, email } = await member(desk, admin, "operator");
      expect((await client.get("/me")).status).toBe(200);
      const { code, stdout } = await runCauserie(["desk", "disable", email, "--json"], { cwd });
      expect([code, JSON.parse(stdout)]).toMatchObject([0, { email, isDisabled: true }]);
      await expect.poll(async () => (await client.get("/me")).status, { timeout: 5_000 }).toBe(401);
      expect((await runCauserie(["desk", "people"], { cwd })).stdout).toMatch(/operator@example.com +operator +yes/);
    },
  );
});
